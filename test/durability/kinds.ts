import { hakoHandler } from '../../sandbox/aws/hako.ts';
import { APPROVE } from '../../slack-gateway/actions.ts';
import { arrive, arriveByFunction } from './arrive.ts';
import type { Journey } from './journey.ts';
import { ECR, FIRST, imageOf, kustomizeEntry, lambdaEntry, push, seedKustomize, seedLambda } from './seeds.ts';
import { channelOf } from './stage.ts';

const commit: Journey = {
  name: 'commit',
  says: 'kustomize, `write: commit`',
  isKind: true,
  entry: (who) => ({
    kind: 'services',
    entry: kustomizeEntry(who, { write: 'commit', argocd: { application: who } }),
  }),
  seed: (town, who) => seedKustomize(town, who, { argocd: true }),
  travel: async (scene) => {
    const { town, who, mark } = scene;
    push(town, who, mark);
    const id = `deploy:${who}:staging:${await town.people.say(who, `deploy ${who} staging`)}`;
    return arrive(scene, { asked: [id] });
  },
};

const pull: Journey = {
  name: 'pull',
  says: 'kustomize, `write: pullRequest`, approval',
  isKind: true,
  entry: (who) => ({
    kind: 'services',
    entry: kustomizeEntry(who, { argocd: { application: who } }, { approval: { by: ['releasers'] } }),
  }),
  seed: (town, who) => seedKustomize(town, who, { argocd: true }),
  travel: async (scene) => {
    const { town, who, mark, rest } = scene;
    push(town, who, mark);
    const id = `deploy:${who}:staging:${await town.people.say(who, `deploy ${who} staging`)}`;
    const card = await town.people.hear(who, mark, 'Needs an approval');
    await rest('approval');
    await town.people.press('U0LEAD', card, APPROVE);
    return arrive(scene, { asked: [id] });
  },
};

const hako: Journey = {
  name: 'hako',
  says: 'hako',
  isKind: true,
  entry: (who) => ({
    kind: 'services',
    entry: {
      name: who,
      channel: channelOf(who),
      image: imageOf(who),
      environments: {
        staging: {
          deploy: {
            kind: 'hako',
            function: `${who}-hako`,
            payload: { app: who, environment: 'staging', tag: '{tag}' },
            ecs: { cluster: 'prove', service: who, container: 'app', timeout: '40s' },
          },
        },
      },
    },
  }),
  seed: async ({ aws }, who) => {
    const image = `${ECR}/example/${who}`;
    aws.ecr.createRepository(`example/${who}`);
    aws.ecs.createService({ cluster: 'prove', service: who, container: 'app', image: `${image}:${FIRST}`, desired: 1 });
    const handler = hakoHandler({ ecs: aws.ecs, clusterOf: () => 'prove', repositoryOf: () => image });
    aws.lambda.register(`${who}-hako`, { handler });
  },
  travel: async (scene) => {
    const { town, who, mark } = scene;
    push(town, who, mark);
    const id = `deploy:${who}:staging:${await town.people.say(who, `deploy ${who} staging`)}`;
    return arriveByFunction(scene, { asked: id, functionName: `${who}-hako` });
  },
};

const lambda: Journey = {
  name: 'lambda',
  says: 'lambda',
  isKind: true,
  entry: (who) => ({ kind: 'services', entry: lambdaEntry(who) }),
  seed: async (town, who) => seedLambda(town, who),
  travel: async (scene) => {
    const { town, who, mark } = scene;
    push(town, who, mark);
    const id = `deploy:${who}:staging:${await town.people.say(who, `deploy ${who} staging`)}`;
    return arriveByFunction(scene, { asked: id, functionName: `${who}-run` });
  },
};

const invoke: Journey = {
  name: 'invoke',
  says: 'invoke',
  isKind: true,
  entry: (who) => ({
    kind: 'functions',
    entry: {
      name: who,
      environments: {
        staging: { function: `${who}-run`, invokers: ['developers'], payload: { who, mark: '{mark}' } },
      },
    },
  }),
  seed: async ({ aws }, who) => aws.lambda.register(`${who}-run`, { handler: () => ({ ok: true }) }),
  travel: async (scene) => {
    const { town, who, mark } = scene;
    const id = `invoke:${who}:staging:${await town.people.say(who, `invoke ${who} staging mark=${mark}`)}`;
    return arriveByFunction(scene, { asked: id, functionName: `${who}-run` });
  },
};

/** Everything that changes the world for people who ask for it. */
export const KINDS: readonly Journey[] = [commit, pull, invoke, lambda, hako];
