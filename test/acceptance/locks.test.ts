import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MANIFESTS } from '../../sandbox/seed-git.ts';
import { APPROVE, EXTEND_LOCK, START, TELL_ME, UNLOCK } from '../../slack-gateway/actions.ts';
import { eventually } from '../support/deploying.ts';
import { openTestTown, type TestTown, withButton } from '../support/test-town.ts';

let town: TestTown;
beforeAll(async () => {
  town = await openTestTown({ catalog: (text) => text.replace('defaults: {', 'defaults: { lockReminder: 6s,') });
});
afterAll(() => town.close());

const commits = async () => (await town.github.log(MANIFESTS)).length;
const openPulls = () => town.github.pullRequests(MANIFESTS).filter(({ state }) => state === 'open');
const direct = (user: string) => `D${user.slice(1)}`;

describe('a lock', () => {
  it('is announced where the deploys are, with the reason as it was typed and its end', async () => {
    await town.say('lock web staging for Schema ＭＩＧＲＡＴＩＯＮ, ask <@U0LEAD> until 2h', { user: 'U0DEV1' });
    const said = await town.hear('<@U0DEV1> locked', 'web staging', 'Schema ＭＩＧＲＡＴＩＯＮ, ask @U0LEAD');
    expect(said.channel).toBe('C0DEPLOYS');
    expect(said.text).toMatch(/until <!date\^/);
    await town.whisper('U0DEV1', 'web staging', 'is locked');
  });

  it('refuses each path by the same gate, with the reason and who can end it, and nothing is written', async () => {
    const before = await commits();
    await town.push('web');
    await town.say('deploy web staging', { user: 'U0DEV2' });
    await town.hear('web', 'staging', 'Refused', 'Locked by <@U0DEV1>', 'unlock web staging');
    await town.slash('web staging', { user: 'U0DEV2' });
    await town.say('deploy web staging', { user: 'U0DEV2', channel: direct('U0DEV2') });
    await town.say('deploy staging', { user: 'U0DEV2' });
    const chooser = await town.whisper('U0DEV2', 'What shall be deployed');
    await town.slack.click({
      ...{ user: 'U0DEV2', channel: chooser.channel, ts: chooser.ts, actionId: START },
      value: 'target:web:staging',
    });
    await eventually(async () => {
      const cards = town.slack.messages('C0DEPLOYS').filter(({ text }) => text.includes('web → staging'));
      return cards.filter(({ text }) => text.includes('*Refused*')).length >= 4 ? true : undefined;
    }, 'four refusals');
    expect(await commits()).toBe(before);
    expect(openPulls()).toEqual([]);
  });

  it('is seen by `locks`, `status` and `why`', async () => {
    await town.slash('locks', { user: 'U0DEV2' });
    await town.whisper('U0DEV2', 'Locks and holds', 'web staging', 'Locked by <@U0DEV1>');
    await town.slash('status web staging', { user: 'U0DEV2' });
    await town.whisper('U0DEV2', 'web staging', 'locked by <@U0DEV1>');
    await town.slash('why web staging', { user: 'U0DEV2' });
    await town.whisper('U0DEV2', 'go ahead now', 'No:', 'Locked by <@U0DEV1>', 'unlock web staging');
  });

  it('is its owner’s: another deployer can neither end nor change it, and hears who can', async () => {
    await town.slash('unlock web staging', { user: 'U0DEV2' });
    await town.whisper('U0DEV2', 'The lock of', '<@U0DEV1>', 'admin', 'Nothing was done');
    await town.slash('lock web staging for mine', { user: 'U0DEV2' });
    await town.slash('locks', { user: 'U0LEAD' });
    await town.whisper('U0LEAD', 'Locks and holds', 'Locked by <@U0DEV1>');
  });

  it('that stands for long is asked about, with Extend and Unlock', async () => {
    const question = await town.slack.waitForMessage(
      (message) => message.channel === direct('U0DEV1') && withButton(message, EXTEND_LOCK),
      45_000,
    );
    expect(question.text).toContain('web staging');
    await town.press('U0DEV1', question, EXTEND_LOCK);
    await eventually(async () => {
      const said = town.slack.messages('C0DEPLOYS').filter(({ text }) => text.includes('<@U0DEV1> locked'));
      return said.length >= 2 ? true : undefined;
    }, 'the extension to be announced');
    expect(withButton(question, UNLOCK)).toBe(true);
  });

  it('is taken over by an admin, and its owner is told; those who wanted to be told are told once when it ends', async () => {
    const card = await town.card('web', 'staging', 'Refused');
    await town.press('U0DEV2', card, TELL_ME);
    await town.whisper('U0DEV2', 'I shall tell you');
    await town.say('lock web staging for an incident', { user: 'U0LEAD' });
    await town.hear('<@U0LEAD> locked', 'web staging', 'an incident', '<@U0DEV1>’s before');
    await town.slack.waitForMessage(
      ({ channel, text }) => channel === direct('U0DEV1') && text.includes('<@U0LEAD> took over your lock'),
      45_000,
    );
    await town.say('unlock web staging', { user: 'U0LEAD' });
    await town.hear('<@U0LEAD> unlocked', 'web staging');
    await town.slack.waitForMessage(
      ({ channel, text }) => channel === direct('U0DEV2') && text.includes('is free now'),
      45_000,
    );
    const tag = town.aws.ecr.images('example/web').at(-1)?.tags[0] ?? '';
    await town.say('deploy web staging');
    await town.card('web', 'staging', tag.slice(0, 7), 'Deployed');
    const told = town.slack.messages(direct('U0DEV2')).filter(({ text }) => text.includes('is free now'));
    expect(told).toHaveLength(1);
  });
});

describe('an approval of a locked target', () => {
  it('does not count while it is locked, says why, and counts afterwards', async () => {
    const tag = await town.push('web');
    await town.say('deploy web production', { user: 'U0DEV1' });
    const card = await town.slack.waitForMessage(
      (message) => message.text.includes(tag.slice(0, 7)) && withButton(message, APPROVE),
      45_000,
    );
    await town.say('lock web production for a rehearsal', { user: 'U0DEV2' });
    await town.hear('<@U0DEV2> locked', 'web production');
    await town.press('U0LEAD', card, 'approve');
    await town.whisper('U0LEAD', 'Locked by <@U0DEV2>', 'a rehearsal', 'Your approval does not count now');
    expect(openPulls()).toHaveLength(1);
    await town.say('unlock web production', { user: 'U0DEV2' });
    await town.hear('<@U0DEV2> unlocked', 'web production');
    await town.press('U0LEAD', card, 'approve');
    await town.card('web', 'production', tag.slice(0, 7), 'Deployed');
  });
});

describe('auto-deploy', () => {
  it('starts nothing while the target is locked or held, and uses nothing up', async () => {
    await town.say('lock api staging for a look', { user: 'U0DEV1', channel: 'C0API' });
    await town.hear('<@U0DEV1> locked', 'api staging');
    await town.say('hold api staging for a demo', { user: 'U0DEV1', channel: 'C0API' });
    await town.hear('<@U0DEV1> holds auto-deploy of', 'api staging', 'a demo');
    const tag = await town.push('api');
    const polls = async () => (await town.workflows('autoDeploy')).filter((id) => id.includes('example/api')).length;
    const polled = await polls();
    await eventually(async () => ((await polls()) >= polled + 1 ? true : undefined), 'another poll');
    await town.say('unlock api staging', { user: 'U0DEV1', channel: 'C0API' });
    await town.hear('<@U0DEV1> unlocked', 'api staging');
    await eventually(async () => ((await polls()) >= polled + 2 ? true : undefined), 'another poll');
    expect(await town.github.read(MANIFESTS, 'api/overlays/staging/kustomization.yaml')).not.toContain(tag);
    await town.say('resume api staging', { user: 'U0DEV1', channel: 'C0API' });
    await town.card('api', 'staging', tag.slice(0, 7), 'Deployed');
  });
});
