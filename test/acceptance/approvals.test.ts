import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MANIFESTS } from '../../sandbox/seed-git.ts';
import type { Message } from '../../sandbox/slack/workspace.ts';
import { APPROVE, CANCEL } from '../../slack-gateway/actions.ts';
import { eventually } from '../support/deploying.ts';
import { openTestTown, type TestTown, withButton } from '../support/test-town.ts';

let town: TestTown;
beforeAll(async () => {
  town = await openTestTown({
    catalog: (text) =>
      text
        .replace('releasers: [U0DEV2, U0LEAD]', 'releasers: [U0DEV1, U0DEV2, U0LEAD]')
        .replaceAll(
          'approval: { by: [releasers], within: 4h }',
          'approval: { by: [releasers], count: 2, remindAfter: 8s, within: 1h }',
        ),
  });
});
afterAll(() => town.close());

const merges = () => town.github.gate.count(/^PUT .*\/merge$/);
const isBranchThere = () =>
  town.github.head(MANIFESTS, town.github.pullRequests(MANIFESTS).at(-1)?.head).then(
    () => true,
    () => false,
  );

async function awaiting(user = 'U0DEV1'): Promise<{ readonly tag: string; readonly card: Message }> {
  const tag = await town.push('web');
  await town.say('deploy web production', { user });
  const card = await town.slack.waitForMessage(
    (message) => message.text.includes(tag.slice(0, 7)) && withButton(message, APPROVE),
    45_000,
  );
  return { tag, card };
}

describe('an approval by two', () => {
  it('takes two releasers in the same second, never the same one twice, never the asker, and merges once', async () => {
    const { tag, card } = await awaiting('U0DEV1');
    const before = merges();
    await Promise.all([
      town.press('U0DEV1', card, 'approve'),
      town.press('U0LEAD', card, 'approve'),
      town.press('U0LEAD', card, 'approve'),
    ]);
    await town.whisper('U0DEV1', 'you asked for this deploy');
    await town.whisper('U0LEAD', 'Your approval counts. One more is needed');
    await town.whisper('U0LEAD', 'You have approved this already');
    await town.card('web', 'production', tag.slice(0, 7), 'Approved by <@U0LEAD>', 'Needs an approval by');
    expect(merges()).toBe(before);
    await Promise.all([town.press('U0DEV2', card, 'approve'), town.press('U0LEAD', card, 'approve')]);
    await town.card('web', 'production', tag.slice(0, 7), 'Deployed', 'Approved by <@U0LEAD>', 'Approved by <@U0DEV2>');
    expect(merges()).toBe(before + 1);
  });

  it('calls those whose word is missing, again and again, and nobody who has spoken', async () => {
    const { tag, card } = await awaiting('U0DEV1');
    const called = await town.slack.waitForMessage(
      ({ threadTs, text }) => threadTs === card.ts && text.includes('asks for 2 approvals'),
      45_000,
    );
    for (const approver of ['<@U0DEV2>', '<@U0LEAD>']) expect(called.text).toContain(approver);
    expect(called.text).not.toContain('<@U0DEV1>'); // who asked is not asked
    await town.press('U0LEAD', card, 'approve');
    await town.card('web', 'production', tag.slice(0, 7), '1 of 2 so far');
    await eventually(async () => {
      await town.slack.openHome('U0LEAD');
      const home = JSON.stringify(town.slack.home('U0LEAD')?.blocks);
      return home.includes('Nothing waits for your approval') ? true : undefined;
    }, 'nothing to wait for her any more');
    const reminders = () =>
      town.slack
        .messages(card.channel)
        .filter(({ threadTs, text }) => threadTs === card.ts && text.includes('still waits for'));
    await eventually(async () => (reminders().length >= 2 ? true : undefined), 'two reminders');
    expect(reminders().at(-1)?.text).toContain('<@U0DEV2>');
    expect(reminders().at(-1)?.text).not.toContain('<@U0LEAD>');
    expect(reminders().at(-1)?.text).not.toContain('<@U0DEV1>');
    await town.press('U0DEV2', card, 'reject');
    await town.card('web', 'production', tag.slice(0, 7), 'Rejected', 'Rejected by <@U0DEV2>');
    await town.slack.submit({ user: 'U0DEV2', values: { reason: 'not <!here> on a Friday' } });
    const said = await town.slack.waitForMessage(
      ({ threadTs, text }) => threadTs === card.ts && text.includes('on a Friday'),
      45_000,
    );
    expect(said.text).toContain('<@U0DEV2>');
    expect(said.text).not.toContain('<!here>');
  });
});

describe('cancel', () => {
  it('by the button, only for the asker and admins: closes the pull request, deletes the branch, and says so', async () => {
    const { tag, card } = await awaiting('U0DEV1');
    await town.press('U0DEV2', card, CANCEL);
    await town.whisper('U0DEV2', 'Only the one who asked');
    expect(await isBranchThere()).toBe(true);
    await town.press('U0DEV1', card, CANCEL);
    await town.whisper('U0DEV1', 'It stops now');
    await town.card('web', 'production', tag.slice(0, 7), 'Cancelled by <@U0DEV1>', 'Nothing was changed');
    await eventually(async () => ((await isBranchThere()) ? undefined : true), 'the branch to go');
    expect(town.github.pullRequests(MANIFESTS).at(-1)?.state).toBe('closed');
    await town.press('U0DEV1', card, CANCEL).catch(() => undefined); // the button is gone by now
  });

  it('by word, with a reason; an admin also reaches what others asked for', async () => {
    const { tag } = await awaiting('U0DEV2');
    await eventually(async () => {
      await town.slash('cancel web production', { user: 'U0DEV1' });
      return town.slack.ephemerals('U0DEV1').some(({ text }) => text.includes('There are deploys of <@U0DEV2>'))
        ? true
        : undefined;
    }, 'the refusal');
    await town.slash('cancel web production for wrong window', { user: 'U0LEAD' });
    await town.card('web', 'production', tag.slice(0, 7), 'Cancelled by <@U0LEAD>: wrong window');
  });
});

it('a deploy that was terminated in Temporal is drawn as such when somebody clicks its button', async () => {
  const { tag, card } = await awaiting('U0DEV1');
  const id = /(deploy:web:production:[^"|`]+)["`]/.exec(JSON.stringify(card.blocks))?.[1] ?? '';
  await town.client.workflow.getHandle(id).terminate('by hand');
  await town.press('U0LEAD', card, 'approve');
  await town.whisper('U0LEAD', 'this deploy has ended');
  await town.card('web', 'production', tag.slice(0, 7), 'Cancelled', 'terminated in Temporal', 'is still open');
});
