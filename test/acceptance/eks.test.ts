import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MANIFESTS } from '../../sandbox/seed-git.ts';
import { APPROVE } from '../../slack-gateway/actions.ts';
import { eventually } from '../support/deploying.ts';
import { openTestTown, type TestTown, withButton } from '../support/test-town.ts';

let town: TestTown;
beforeAll(async () => {
  town = await openTestTown();
});
afterAll(() => town.close());

const fileOf = (path: string) => `${path}/kustomization.yaml`;
const manifest = (path: string) => town.github.read(MANIFESTS, fileOf(path));

describe('deploy web staging, by commit', () => {
  it('changes the tag and nothing else, and says done only when Argo CD runs the image', async () => {
    const before = await manifest('web/overlays/staging');
    const [old = ''] = /(?<=newTag: )\S+/.exec(before) ?? [];
    const tag = await town.push('web');
    await town.say('deploy web staging');
    const done = await town.hear('web', 'staging', tag.slice(0, 7), 'deployed');
    expect(await town.argocd.running('web-staging')).toContainEqual(expect.stringMatching(new RegExp(`:${tag}$`)));
    expect(await manifest('web/overlays/staging')).toBe(before.replace(old, tag));
    const looks = town.slack.history(done.channel, done.ts).map(({ text }) => text.toLowerCase());
    expect(looks.findIndex((text) => text.includes('deployed'))).toBe(looks.length - 1);
  });

  it('already deployed: said, nothing done, no commit', async () => {
    const head = await town.github.head(MANIFESTS);
    await town.say('deploy web staging');
    await town.hear('web', 'staging', 'already runs');
    expect(await town.github.head(MANIFESTS)).toBe(head);
  });
});

describe('deploy web production, by pull request and approval', () => {
  it('refuses the asker and outsiders to their face, merges on the first good click, once, and is live', async () => {
    const before = await manifest('web/overlays/production');
    const [old = ''] = /(?<=newTag: )\S+/.exec(before) ?? [];
    const tag = await town.push('web');
    await town.say('deploy web production', { user: 'U0DEV2' });
    const card = await town.slack.waitForMessage(
      (message) => message.text.includes('production') && withButton(message, APPROVE),
      45_000,
    );
    const [pull] = town.github.pullRequests(MANIFESTS).filter(({ state }) => state === 'open');
    expect(pull?.head).toMatch(new RegExp(`^tempocat/web/production/${tag}-[0-9a-f]{8}$`));
    expect(await manifest('web/overlays/production')).toBe(before);

    await town.press('U0DEV2', card, 'approve'); // a releaser, but the asker
    await town.whisper('U0DEV2', 'you asked for this deploy');
    await town.press('U0DEV1', card, 'approve');
    await town.whisper('U0DEV1', 'not among the approvers');
    expect(await manifest('web/overlays/production')).toBe(before);

    await Promise.all([
      town.press('U0LEAD', card, 'approve'),
      town.press('U0LEAD', card, 'approve'),
      town.press('U0DEV1', card, 'approve'),
    ]);
    await town.hear('web', 'production', tag.slice(0, 7), 'deployed');
    expect(await manifest('web/overlays/production')).toBe(before.replace(old, tag));
    expect(town.github.gate.count(/^PUT .*\/merge$/)).toBe(1);
    expect(town.github.pullRequests(MANIFESTS).at(-1)?.state).toBe('merged');
    await expect(town.github.head(MANIFESTS, pull?.head)).rejects.toThrow();
  });

  it('rejected: the pull request is closed, its branch deleted, nothing changed, and said', async () => {
    const before = await manifest('web/overlays/production');
    const tag = await town.push('web');
    await town.say('deploy web production');
    const card = await town.slack.waitForMessage(
      (message) => message.text.includes(tag.slice(0, 7)) && withButton(message, APPROVE),
      45_000,
    );
    await town.press('U0LEAD', card, 'reject');
    await town.hear('web', 'production', 'rejected');
    const isClosed = async () => (town.github.pullRequests(MANIFESTS).at(-1)?.state === 'closed' ? true : undefined);
    await eventually(isClosed, 'the pull request to be closed');
    const isGone = () =>
      town.github.head(MANIFESTS, town.github.pullRequests(MANIFESTS).at(-1)?.head).then(
        () => undefined,
        () => true,
      );
    await eventually(isGone, 'the branch to be deleted');
    expect(await manifest('web/overlays/production')).toBe(before);
  });
});

describe('in Temporal', () => {
  it('each deploy is found by service, with phase, tag and asker', async () => {
    const found = [];
    for await (const { searchAttributes, status } of town.client.workflow.list({ query: "DeployService='web'" })) {
      found.push({ ...searchAttributes, status: status.name });
    }
    expect(found).toContainEqual(
      expect.objectContaining({
        DeployEnvironment: ['production'],
        DeployPhase: ['deployed'],
        DeployRequestedBy: ['U0DEV2'],
        DeployTrigger: ['slack'],
        DeployTag: [expect.stringMatching(/^[0-9a-f]{40}$/)],
        status: 'COMPLETED',
      }),
    );
    expect(found).toContainEqual(expect.objectContaining({ DeployPhase: ['rejected'] }));
  });
});
