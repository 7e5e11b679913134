import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MANIFESTS } from '../../sandbox/seed-git.ts';
import type { Message } from '../../sandbox/slack/workspace.ts';
import { APPROVE } from '../../slack-gateway/actions.ts';
import { openTestTown, type TestTown, withButton } from '../support/test-town.ts';

let town: TestTown;
beforeAll(async () => {
  town = await openTestTown();
});
afterAll(() => town.close());

const file = 'web/overlays/production/kustomization.yaml';
const manifest = () => town.github.read(MANIFESTS, file);
const openPull = () => town.github.pullRequests(MANIFESTS).find(({ state }) => state === 'open');
const merges = () => town.github.gate.count(/^PUT .*\/merge$/);

/** A card that waits for approval, with all these words in it. */
const waiting = (...words: readonly string[]): Promise<Message> =>
  town.slack.waitForMessage(
    (message) =>
      withButton(message, APPROVE) && ['web → production', ...words].every((word) => message.text.includes(word)),
    45_000,
  );

/** Approved, and held before the last look at the world. */
async function approveAndHold(): Promise<{ readonly tag: string; readonly card: Message }> {
  const tag = await town.push('web');
  await town.say('deploy web production');
  const card = await waiting(tag.slice(0, 7));
  town.aws.gate.plan({ operation: /DescribeImages/, mishap: { kind: 'hold' }, times: 50 });
  await town.press('U0LEAD', card, 'approve');
  await town.whisper('U0LEAD', 'approval counts');
  return { tag, card };
}

async function rejectAndForget(tag: string): Promise<void> {
  const card = await waiting(tag.slice(0, 7));
  await town.press('U0LEAD', card, 'reject');
  town.slack.dismiss('U0LEAD');
  await town.card('web', 'production', tag.slice(0, 7), 'Rejected');
}

describe('after the approval, before the merge', () => {
  it('somebody pushes to the pull request’s branch: it is not merged, what changed is said, and it asks again', async () => {
    const { tag } = await approveAndHold();
    const before = await manifest();
    await town.github.commitFile({
      ...{ repository: MANIFESTS, branch: openPull()?.head ?? '', path: 'web/base/evil.yaml' },
      ...{ text: 'kind: Evil\n', message: 'slip something in' },
    });
    town.aws.gate.release();
    const again = await waiting(
      tag.slice(0, 7),
      'somebody pushed to the pull request’s branch',
      'earlier votes are void',
    );
    expect(await manifest()).toBe(before);
    expect(merges()).toBe(0);
    expect(again.text).not.toContain('Approved by');
    await rejectAndForget(tag);
  });

  it('the tag moves to another image in ECR: that image is not deployed, and it asks again', async () => {
    const { tag } = await approveAndHold();
    town.aws.ecr.push('example/web', { tags: [tag, 'main'] });
    town.aws.gate.release();
    await waiting(tag.slice(0, 7), 'the tag means another image');
    expect(await manifest()).not.toContain(tag);
    await rejectAndForget(tag);
  });

  it('the line changes on the base: it is not overwritten unseen, and it asks again', async () => {
    const { tag } = await approveAndHold();
    const other = (await manifest()).replace(/newTag: \S+/, `newTag: ${'c'.repeat(40)}`);
    await town.github.commitFile({
      repository: MANIFESTS,
      branch: 'main',
      path: file,
      text: other,
      message: 'by hand',
    });
    town.aws.gate.release();
    await waiting(tag.slice(0, 7), 'something else runs there now', 'ccccccc');
    expect(await manifest()).toBe(other);
    await rejectAndForget(tag);
  });

  it('a click on the message of an earlier plan does not count', async () => {
    const { tag, card } = await approveAndHold();
    const other = (await manifest()).replace(/newTag: \S+/, `newTag: ${'d'.repeat(40)}`);
    await town.github.commitFile({
      repository: MANIFESTS,
      branch: 'main',
      path: file,
      text: other,
      message: 'by hand',
    });
    const old = JSON.stringify(card.blocks);
    expect(old).toContain('1|deploy:web:production:');
    town.aws.gate.release();
    const again = await waiting(tag.slice(0, 7), 'earlier votes are void');
    expect(JSON.stringify(again.blocks)).toContain('2|deploy:web:production:');
    await rejectAndForget(tag);
  });

  it('the processes start again with an edited catalogue: it ends, naming the key', async () => {
    const { tag } = await approveAndHold();
    town.rewriteCatalog((text) => text.replaceAll('application: web-production,', 'application: web-staging,'));
    await town.restart();
    town.aws.gate.release();
    await town.card('web', 'production', tag.slice(0, 7), 'Refused', 'deploy.argocd.application');
    expect(await manifest()).not.toContain(tag);
    town.rewriteCatalog((text) =>
      text.replace(/(path: web\/overlays\/production[^{]*\{ application: )web-staging/, '$1web-production'),
    );
    await town.restart();
  });
});
