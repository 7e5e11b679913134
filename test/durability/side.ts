import { WorkflowNotFoundError } from '@temporalio/client';
import { searchBranches } from '../../client/search-branches.ts';
import { REJECT } from '../../slack-gateway/actions.ts';
import { autoDeployId, branchSearchId, TASK_QUEUE } from '../../workflows/contract/ids.ts';
import { endingOf, hasTurnBack, patiently } from './arrivals.ts';
import { arrive } from './arrive.ts';
import type { Journey, Scene } from './journey.ts';
import { FIRST, kustomizeEntry, push, seedKustomize } from './seeds.ts';

/** Without Argo CD: what comes after the merge is proven elsewhere. */
const plain = {
  isKind: false,
  entry: (who: string) => ({ kind: 'services', entry: kustomizeEntry(who, { write: 'commit' }) }) as const,
  seed: (town: Scene['town'], who: string) => seedKustomize(town, who, { argocd: false }),
};
const plainDeploy = async ({ town, who }: Scene, environment = 'staging'): Promise<string> =>
  `deploy:${who}:${environment}:${await town.people.say(who, `deploy ${who} ${environment}`)}`;

const reject: Journey = {
  ...plain,
  name: 'reject',
  says: 'a deploy that is rejected',
  entry: (who) => ({ kind: 'services', entry: kustomizeEntry(who, {}, { approval: { by: ['releasers'] } }) }),
  travel: async (scene) => {
    const { town, who, mark } = scene;
    push(town, who, mark);
    const id = await plainDeploy(scene);
    const card = await town.people.hear(who, mark, 'Needs an approval');
    await town.people.press('U0LEAD', card, REJECT);
    return arrive(scene, { asked: [id], wanted: 0, ending: 'rejected' });
  },
};

const undo: Journey = {
  ...plain,
  name: 'undo',
  says: 'undo',
  travel: async (scene) => {
    const { town, who, mark } = scene;
    const before = (await town.github.log(`example/${who}`)).length;
    push(town, who, mark);
    const id = await plainDeploy(scene);
    await endingOf(town, id);
    const undone = `deploy:${who}:staging:undo-${await town.people.say(who, `undo ${who} staging`)}`;
    const arrived = await arrive(scene, { asked: [id, undone] });
    const effects = (await town.github.log(`example/${who}`)).length - before;
    const text = await town.github.read(`example/${who}`, 'app/kustomization.yaml');
    const complaints = text.includes(FIRST) ? [] : ['what ran before was not brought back'];
    return { ...arrived, effects, wanted: 2, complaints: [...arrived.complaints, ...complaints] };
  },
};

const auto: Journey = {
  ...plain,
  name: 'auto',
  says: 'auto-deploy',
  entry: (who) => ({
    kind: 'services',
    entry: kustomizeEntry(who, { write: 'commit' }, { autoDeploy: { every: '10s' } }),
  }),
  travel: async (scene) => {
    const { town, who, mark } = scene;
    const digest = push(town, who, mark);
    const target = { service: who, environment: 'staging' };
    return arrive(scene, { asked: [autoDeployId(target, { tag: mark, digest, otherTags: [] }, 1)] });
  },
};

const order: Journey = {
  ...plain,
  name: 'order',
  says: '`after: staging`',
  entry: (who) => {
    const { environments, ...entry } = kustomizeEntry(who, { write: 'commit' });
    const production = { ...environments.staging.deploy, path: 'production' };
    return {
      kind: 'services',
      entry: { ...entry, environments: { ...environments, production: { after: 'staging', deploy: production } } },
    };
  },
  travel: async (scene) => {
    const { town, who, mark } = scene;
    push(town, who, mark);
    const first = await plainDeploy(scene);
    await endingOf(town, first);
    const second = await plainDeploy(scene, 'production');
    const arrived = await arrive(scene, { asked: [first, second], wanted: 2 });
    const isBack = await hasTurnBack(town, who, 'production');
    return { ...arrived, complaints: [...arrived.complaints, ...(isBack ? [] : ['the turn was not given back'])] };
  },
};

/** Two at once to one target: the second waits until the first, which is kept from going on, has ended. */
const queue: Journey = {
  name: 'queue',
  says: 'a second deploy while one is under way',
  isKind: false,
  entry: (who) => ({ kind: 'services', entry: kustomizeEntry(who, { write: 'commit', argocd: { application: who } }) }),
  seed: (town, who) => seedKustomize(town, who, { argocd: true }),
  travel: async (scene) => {
    const { town, who, mark, rest } = scene;
    town.argocd.setAutoSync(who, false);
    const earlier = [...mark].reverse().join('');
    push(town, who, earlier);
    const first = await plainDeploy(scene);
    await town.people.hear(who, earlier, 'automatic sync is off');
    push(town, who, mark);
    const second = await plainDeploy(scene);
    await town.people.hear(who, mark, 'Waiting for its turn');
    await rest('turn');
    // Argo CD sees a commit that is not ours, and only git knows that ours is in it.
    const notes = { branch: 'main', path: 'notes.md', text: mark, message: 'Notes of somebody else' };
    await town.github.commitFile({ repository: `example/${who}`, ...notes });
    town.argocd.setAutoSync(who, true);
    const before = await endingOf(town, first);
    const arrived = await arrive(scene, { asked: [first, second] });
    const complaints = before === 'deployed' ? [] : [`the first ended ${before}`];
    return { ...arrived, complaints: [...arrived.complaints, ...complaints] };
  },
};

const soak: Journey = {
  name: 'soak',
  says: '`soak`',
  isKind: false,
  entry: (who) => ({
    kind: 'services',
    entry: kustomizeEntry(who, { write: 'commit', argocd: { application: who } }, { soak: '30s' }),
  }),
  seed: (town, who) => seedKustomize(town, who, { argocd: true }),
  travel: async (scene) => {
    const { town, who, mark, rest } = scene;
    push(town, who, mark);
    const id = await plainDeploy(scene);
    await town.people.hear(who, mark, 'has to stay healthy until');
    await rest('soak');
    return arrive(scene, { asked: [id] });
  },
};

/** Somebody terminates it in Temporal while it has the turn: the target says so on its message, and goes on. */
const ended: Journey = {
  ...plain,
  name: 'ended',
  says: 'a deploy that is terminated in Temporal',
  entry: (who) => ({ kind: 'services', entry: kustomizeEntry(who, { write: 'commit', argocd: { application: who } }) }),
  seed: (town, who) => seedKustomize(town, who, { argocd: true }),
  travel: async (scene) => {
    const { town, who, mark } = scene;
    town.argocd.setAutoSync(who, false);
    push(town, who, mark);
    const id = await plainDeploy(scene);
    await town.people.hear(who, mark, 'automatic sync is off');
    await patiently('Temporal', () => terminate(town, id));
    await town.people.hear(who, mark, 'terminated in Temporal');
    town.argocd.setAutoSync(who, true);
    return arrive(scene, { asked: [id], ending: 'TerminatedFailure', words: /terminated in Temporal/ });
  },
};

async function terminate({ client }: Scene['town'], id: string): Promise<void> {
  try {
    await client.workflow.getHandle(id).terminate('by hand');
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error; // it was, and the answer was lost
  }
}

const branches: Journey = {
  ...plain,
  name: 'branches',
  says: '`branches`, answered to one person',
  travel: async (scene) => {
    const { town, who } = scene;
    const id = `branches:${who}:${await town.people.type(who, `branches ${who}`)}`;
    const ending = await endingOf(town, id);
    const complaints = ending === 'ended' ? [] : [`it ended ${ending}`];
    return { asked: [id], ending, effects: 0, wanted: 0, complaints };
  },
};

const search: Journey = {
  ...plain,
  name: 'search',
  says: 'a menu of branches',
  travel: async ({ town, who, mark }) => {
    const asking = { repository: `example/${who}`, words: mark };
    const workflowId = branchSearchId(asking.repository, mark);
    const found = searchBranches(town.client, { ...asking, workflowId, taskQueue: TASK_QUEUE, withinMs: 5_000 });
    await found.catch(() => []); // worth nothing a moment later, whatever became of it
    await patiently('the search', () => endingOf(town, workflowId));
    return { asked: [workflowId], ending: 'ended', effects: 0, wanted: 0, complaints: [] };
  },
};

const drift: Journey = {
  ...plain,
  name: 'drift',
  says: 'a change by hand, noticed at `status`',
  travel: async (scene) => {
    const { town, who, mark } = scene;
    push(town, who, mark);
    const id = await plainDeploy(scene);
    await endingOf(town, id);
    const path = 'app/kustomization.yaml';
    const repository = `example/${who}`;
    const byHand = [...mark].reverse().join('');
    const text = (await town.github.read(repository, path)).replace(mark, byHand);
    await town.github.commitFile({ repository, branch: 'main', path, text, message: 'by hand' });
    await hasTurnBack(town, who); // till then tempocat is changing it itself
    const look = `drift:${await town.people.say(who, `status ${who} staging`)}`;
    await endingOf(town, look);
    await town.people.hear(who, byHand);
    return arrive(scene, { asked: [id, look], ending: 'ended' });
  },
};

export const SIDES: readonly Journey[] = [reject, undo, auto, order, queue, soak, ended, branches, search, drift];
