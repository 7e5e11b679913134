import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import type { Mishap } from '../../sandbox/fault-gate.ts';
import { type Channel, SLACKBOT } from '../../sandbox/slack/company.ts';
import { eventually } from '../support/deploying.ts';
import { createShutter, type Shutter } from '../support/shutter.ts';
import { openTestTown, type TestTown } from '../support/test-town.ts';

let town: TestTown;
/** In front of Temporal, for worker and gateway alike. */
let temporal: Shutter;
beforeAll(async () => {
  temporal = await createShutter(process.env['TEMPOCAT_TEST_TEMPORAL'] ?? '');
  town = await openTestTown({
    env: { TEMPORAL_ADDRESS: temporal.address },
    catalog: (text) => text.replace(/(name: web[\s\S]*?by: \[releasers\])/, '$1, count: 2'),
  });
  await town.slack.changePerson('U0DEV2', { locale: 'ja-JP' });
});
afterAll(async () => {
  await town.close();
  await temporal.shut();
});

const change = (id: string, news: Partial<Channel>) => {
  const { company } = town.slack;
  company.channels = company.channels.map((channel) => (channel.id === id ? { ...channel, ...news } : channel));
};
const cardsIn = (channel: string, tag: string) =>
  town.slack
    .messages(channel)
    .filter(({ fromApp, threadTs, text }) => fromApp && !threadTs && text.includes(`\`${tag}\`: *`));
const runs = (tag: string) =>
  eventually(
    async () => ((await town.argocd.running('web-staging')).some((image) => image.includes(tag)) ? true : undefined),
    `${tag} to run`,
  );
const callsOf = (method: string) => town.slack.gate.calls.filter(({ operation }) => operation === method);
const everyWordMeets = (mishap: Mishap) => town.slack.gate.plan({ operation: /^chat\./, mishap, times: Infinity });

/** A roll-out that waits for us. */
async function rollOut(user: string) {
  town.argocd.setAutoSync('web-staging', false);
  const tag = await town.push('web');
  await town.say('deploy web staging', { user });
  const card = await town.card('web', 'staging', tag, 'automatic sync is off');
  return { tag, card, finish: () => town.argocd.setAutoSync('web-staging', true) };
}

describe('the message of a deploy', () => {
  it('that somebody deleted is posted anew, once, and is right in the end', async () => {
    const { tag, card, finish } = await rollOut('U0DEV1');
    const web = new WebClient('xoxb-sandbox', { slackApiUrl: town.slack.apiUrl });
    await web.chat.delete({ channel: card.channel, ts: card.ts });
    finish();
    const anew = await town.card('web', 'staging', tag, '*Deployed*');
    expect(anew.ts).not.toBe(card.ts);
    expect(cardsIn('C0DEPLOYS', tag).map(({ ts }) => ts)).toEqual([anew.ts]);
  });

  it.each<[string, Partial<Channel>]>([
    ['was archived', { archived: true }],
    ['tempocat was removed from', { withoutApp: true }],
  ])(
    'whose channel %s goes on as a direct message to the one who asked, in their language, and the deploy is done',
    async (_, news) => {
      const { tag, card, finish } = await rollOut('U0DEV2');
      change('C0DEPLOYS', news);
      finish();
      const direct = await town.slack.waitForMessage(
        ({ channel, text }) => channel !== card.channel && text.includes(tag) && text.includes('*デプロイ完了*'),
        45_000,
      );
      expect(town.slack.messages('U0DEV2')).toContainEqual(direct);
      await runs(tag);
      change('C0DEPLOYS', { archived: false, withoutApp: false });
    },
  );

  it('of a channel without us reaches the one who asked from the beginning', async () => {
    change('C0SHOP', { withoutApp: true });
    const tag = await town.push('shop');
    await town.slash('deploy shop production', { user: 'U0DEV1' });
    const direct = await town.slack.waitForMessage(
      ({ text }) => text.includes('shop → production') && text.includes(tag) && text.includes('Needs an approval'),
      45_000,
    );
    expect(town.slack.messages('U0DEV1')).toContainEqual(direct);
    change('C0SHOP', { withoutApp: false });
  });
});

describe('Slack', () => {
  it('out of reach for a while: deploys start, go on and end; the cards catch up, each in its one message', async () => {
    const { tag, card, finish } = await rollOut('U0DEV1');
    const meets = callsOf('chat.update').length;
    everyWordMeets({ kind: 'reset', when: 'before' });
    finish();
    await runs(tag);
    await eventually(async () => (callsOf('chat.update').length > meets ? true : undefined), 'an edit that fails');
    const next = await town.push('web');
    await town.slash('deploy web staging', { user: 'U0DEV2' }); // the turn is free
    await runs(next);
    town.slack.gate.release();
    for (const one of [tag, next]) await town.card('web', 'staging', one, '*Deployed*');
    expect(cardsIn('C0DEPLOYS', tag).map(({ ts }) => ts)).toEqual([card.ts]);
    expect(cardsIn('C0DEPLOYS', next)).toHaveLength(1);
  });

  it('refusing the token, revoked in the middle of a deploy: it goes on, and its card catches up when the token is mended', async () => {
    const { tag, card, finish } = await rollOut('U0DEV1');
    const refused = () => callsOf('chat.update').length;
    const before = refused();
    everyWordMeets({ kind: 'status', status: 200, body: { ok: false, error: 'token_revoked' } });
    finish();
    await runs(tag);
    await eventually(async () => (refused() > before ? true : undefined), 'an edit that is refused');
    town.slack.gate.release();
    expect((await town.card('web', 'staging', tag, '*Deployed*')).ts).toBe(card.ts);
  });

  it('limiting every word is waited for as long as it says; whoever asked is answered all the same', async () => {
    const { tag, card, finish } = await rollOut('U0DEV1');
    const limited: Mishap = { kind: 'status', status: 429, headers: { 'retry-after': '2' }, body: { ok: false } };
    const said: { readonly what: string; readonly at: number }[] = [];
    town.slack.gate.post(async (operation, request) => {
      const about = new URLSearchParams(await request.text());
      said.push({ what: `${operation} ${about.get('ts') ?? about.get('user')}`, at: Date.now() });
      return undefined;
    });
    for (const operation of [/^chat\.update$/, /^chat\.postEphemeral$/])
      town.slack.gate.plan({ operation, mishap: limited, times: 2 });
    finish();
    await town.slash('help plan', { user: 'U0LEAD' });
    await town.whisper('U0LEAD', 'What a deploy would change');
    expect((await town.card('web', 'staging', tag, '*Deployed*')).ts).toBe(card.ts);
    town.slack.gate.post(undefined);
    for (const method of ['chat.update', 'chat.postEphemeral']) {
      const refused = said.filter(({ what }) => what.startsWith(method)).slice(0, 2);
      expect(refused).toHaveLength(2);
      for (const one of refused) {
        const next = said.slice(said.indexOf(one) + 1).find(({ what }) => what === one.what);
        expect(next?.at ?? 0).toBeGreaterThanOrEqual(one.at + 1_900);
      }
    }
  });
});

/** A deploy to production that Daichi asked for, and that two others have to approve. */
async function waitForTwo() {
  const tag = await town.push('web');
  await town.say('deploy web production');
  return { tag, card: await town.card('web', 'production', tag, 'Needs 2 more approvals') };
}

describe('a click', () => {
  it('whose gateway died before it could answer is answered by Slack with an error; pressed again it counts once', async () => {
    const { tag, card } = await waitForTwo();
    const answers = callsOf('chat.postEphemeral').length;
    town.slack.gate.plan({ operation: /^chat\.postEphemeral$/, mishap: { kind: 'hold' } });
    const pressing = town.press('U0LEAD', card, 'approve');
    await eventually(
      async () => (callsOf('chat.postEphemeral').length > answers ? true : undefined),
      'the answer to be under way',
    );
    town.gateway.child.kill('SIGKILL');
    await pressing;
    town.slack.gate.release();
    const told = town.slack.ephemerals('U0LEAD').at(-1);
    expect(told).toMatchObject({ author: SLACKBOT, text: expect.stringContaining('try again') });

    await town.restart();
    await town.press('U0LEAD', card, 'approve');
    await town.whisper('U0LEAD', 'your approval counts once');
    const waiting = await town.card('web', 'production', tag, 'Needs an approval');
    expect(waiting.text).toContain('Approved by <@U0LEAD>');
  });

  it('that Temporal cannot take is refused privately, in the language of whoever pressed; pressed again it counts', async () => {
    const { tag, card } = await waitForTwo();
    await town.press('U0LEAD', card, 'approve');
    await town.card('web', 'production', tag, 'Needs an approval');
    await temporal.shut();
    await town.press('U0DEV2', card, 'approve');
    await town.whisper('U0DEV2', '操作を記録できなかった可能性', 'もう一度押してください');
    expect(town.slack.ephemerals('U0DEV2').filter(({ author }) => author === SLACKBOT)).toEqual([]);
    await temporal.open();
    // Once it has counted the button is gone; a click that was called lost may have counted after all.
    await eventually(async () => {
      await town.press('U0DEV2', card, 'approve').catch(() => {});
      return cardsIn('C0DEPLOYS', tag).find(({ text }) => text.includes('<@U0DEV2>'));
    }, 'the approval to count');
    await town.card('web', 'production', tag, '*Deployed*', 'Approved by <@U0LEAD>', '<@U0DEV2>');
  });
});

describe('while Temporal is down', () => {
  it('a mention is answered with 500 and delivered again; a command and a form say that they could not be recorded; each deploys once', async () => {
    await town.slash('deploy', { user: 'U0DEV2' });
    const [web] = await town.slack.suggestInForm({ user: 'U0DEV2', block: 'service', query: 'web' });
    if (!web) throw new Error('web is not offered');
    await town.slack.fill({ user: 'U0DEV2', block: 'service', value: web });
    const tag = await town.push('web');
    const before = (await town.workflows('deploy')).length;

    await temporal.shut();
    await town.slash('deploy web staging');
    await town.whisper('U0DEV1', 'Temporal does not answer', 'try again in a moment');
    const { outcome } = await town.slack.submit({ user: 'U0DEV2', values: { 'environment:web': 'staging' } });
    expect(outcome).toMatchObject({ kind: 'answered', status: 200 });
    expect(town.slack.openForm('U0DEV2')?.errors).toEqual({ service: expect.stringContaining('記録できませんでした') });
    const failed = () => town.gateway.lines.filter((line) => line.includes('a listener failed')).length;
    const failures = failed();
    const text = '<@U0TEMPOCAT> deploy web staging';
    const { ts, delivered } = town.slack.say({ user: 'U0DEV1', channel: 'C0DEPLOYS', text });
    await eventually(async () => (failed() > failures ? true : undefined), 'the first delivery to fail');
    await temporal.open();

    const statuses = (await delivered).map(({ outcome: taken }) =>
      taken.kind === 'answered' ? taken.status : taken.kind,
    );
    expect(statuses[0]).toBe(500);
    expect(statuses.at(-1)).toBe(200);
    await town.card('web', 'staging', tag, '*Deployed*', 'Asked by <@U0DEV1>');
    const deploys = (await town.workflows('deploy')).length;
    expect(deploys).toBe(before + 1);
    expect((await town.workflows('deploy')).filter((id) => id.includes(ts))).toHaveLength(1);
    await town.slack.submit({ user: 'U0DEV2', values: {} });
    expect(town.slack.openForm('U0DEV2')).toBeUndefined();
  });
});
