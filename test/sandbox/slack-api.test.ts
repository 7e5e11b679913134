import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type KnownBlock, type Logger, LogLevel, WebClient } from '@slack/web-api';
import { createSlack, type SlackSandbox } from '../../sandbox/slack/index.ts';
import { aCompany, CHANNEL, DEV, GUEST, RELEASER, TOKEN } from './slack/company.ts';

let slack: SlackSandbox;
let client: WebClient;

const silence = () => {};
const logger: Logger = {
  debug: silence,
  info: silence,
  warn: silence,
  error: silence,
  setLevel: silence,
  setName: silence,
  getLevel: () => LogLevel.ERROR,
};
const clientOf = (token?: string) =>
  new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger,
  });
const refused = (error: string) => ({ data: expect.objectContaining({ ok: false, error }) });
const section = (text: string): KnownBlock => ({ type: 'section', text: { type: 'mrkdwn', text } });
const button = (more: object = {}) => ({
  type: 'button',
  action_id: 'go',
  text: { type: 'plain_text', text: 'Go' },
  ...more,
});
const actions = (...elements: object[]) => ({ type: 'actions', elements });

beforeAll(async () => {
  slack = createSlack(aCompany());
  await slack.listen();
});
beforeEach(() => {
  client = clientOf(TOKEN);
});
afterAll(() => slack.close());

describe('auth.test', () => {
  it('says who the app is, and knows it by its token only', async () => {
    expect(await client.auth.test()).toMatchObject({
      user_id: 'U0TEMPOCAT',
      bot_id: 'B0TEMPOCAT',
      team_id: 'T0SANDBOX',
    });
    await expect(clientOf('xoxb-wrong').auth.test()).rejects.toMatchObject(refused('invalid_auth'));
    await expect(clientOf().auth.test()).rejects.toMatchObject(refused('invalid_auth'));
    await expect(client.apiCall('toString')).rejects.toMatchObject(refused('unknown_method'));
    expect(slack.gate.count(/^auth\.test$/)).toBe(1 + 2);
  });
});

describe('chat.postMessage and chat.update', () => {
  it('keeps a message with its blocks, and every look that it had', async () => {
    const posted = await client.chat.postMessage({ channel: CHANNEL, text: 'one', blocks: [section('one')] });
    const ts = String(posted.ts);
    const edit = { channel: CHANNEL, ts, text: 'two', blocks: [section('two')] };
    expect(await client.chat.update(edit)).toMatchObject({ ok: true, ts, text: 'two' });
    await client.chat.update({ channel: CHANNEL, ts, text: 'three' });
    const message = slack.messages(CHANNEL).find((it) => it.ts === ts);
    expect(message).toMatchObject({ author: 'U0TEMPOCAT', fromApp: true, text: 'three', edited: expect.any(String) });
    expect(message?.blocks).toMatchObject([{ block_id: 'section-0', text: { text: 'two' } }]); // left out: as it was
    expect(slack.history(CHANNEL, ts).map(({ text }) => text)).toEqual(['one', 'two', 'three']);
  });

  it('gives rising and unique times', async () => {
    const all = await Promise.all(
      Array.from({ length: 20 }, () => client.chat.postMessage({ channel: CHANNEL, text: 'x' })),
    );
    const times = all.map(({ ts }) => String(ts));
    expect(new Set(times).size).toBe(20);
    expect(slack.messages(CHANNEL).map(({ ts }) => ts)).toEqual(
      slack
        .messages(CHANNEL)
        .map(({ ts }) => ts)
        .sort(),
    );
  });

  it('answers in a thread, also when told an answer of it', async () => {
    const root = String((await client.chat.postMessage({ channel: CHANNEL, text: 'root' })).ts);
    const first = await client.chat.postMessage({ channel: CHANNEL, text: 'first', thread_ts: root });
    const second = await client.chat.postMessage({ channel: CHANNEL, text: 'second', thread_ts: String(first.ts) });
    expect([first.message?.thread_ts, second.message?.thread_ts]).toEqual([root, root]);
    const lost = client.chat.postMessage({ channel: CHANNEL, text: 'x', thread_ts: '1.000001' });
    await expect(lost).rejects.toMatchObject(refused('thread_not_found'));
  });

  it('reaches a person by the user id', async () => {
    const posted = await client.chat.postMessage({ channel: DEV, text: 'psst' });
    const opened = await client.conversations.open({ users: DEV });
    expect(posted.channel).toBe(opened.channel?.id);
    expect(slack.messages(DEV).at(-1)).toMatchObject({ channel: 'D0DEV1', text: 'psst' });
  });

  it('refuses places where the app has no voice, and what is not its own', async () => {
    const post = (channel: string) => client.chat.postMessage({ channel, text: 'x' });
    await expect(post('C0NOWHERE')).rejects.toMatchObject(refused('channel_not_found'));
    await expect(post('C0CLOSED')).rejects.toMatchObject(refused('is_archived'));
    await expect(post('C0SECRET')).rejects.toMatchObject(refused('not_in_channel'));
    const { ts } = slack.say({ channel: CHANNEL, user: DEV, text: 'mine' });
    await expect(client.chat.update({ channel: CHANNEL, ts, text: 'x' })).rejects.toMatchObject(
      refused('cant_update_message'),
    );
    await expect(client.chat.delete({ channel: CHANNEL, ts })).rejects.toMatchObject(refused('cant_delete_message'));
    const gone = client.chat.update({ channel: CHANNEL, ts: '1.000001', text: 'x' });
    await expect(gone).rejects.toMatchObject(refused('message_not_found'));
  });

  it('deletes, and links to a message', async () => {
    const ts = String((await client.chat.postMessage({ channel: CHANNEL, text: 'soon gone' })).ts);
    const { permalink } = await client.chat.getPermalink({ channel: CHANNEL, message_ts: ts });
    expect(permalink).toBe(`${slack.url}/archives/${CHANNEL}/p${ts.replace('.', '')}`);
    await client.chat.delete({ channel: CHANNEL, ts });
    const link = client.chat.getPermalink({ channel: CHANNEL, message_ts: ts });
    await expect(link).rejects.toMatchObject(refused('message_not_found'));
  });
});

describe('invalid_blocks', () => {
  const plain = (text: string) => ({ type: 'plain_text', text });
  const bad: [string, object[]][] = [
    ['51 blocks', Array.from({ length: 51 }, () => ({ type: 'divider' }))],
    ['empty text', [section('')]],
    ['blank text', [section('  ')]],
    ['a section of 3001', [section('x'.repeat(3001))]],
    ['a section without text', [{ type: 'section' }]],
    ['a header of 151', [{ type: 'header', text: plain('x'.repeat(151)) }]],
    ['mrkdwn in a header', [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }]],
    ['a button of 76', [actions(button({ text: plain('x'.repeat(76)) }))]],
    ['a value of 2001', [actions(button({ value: 'x'.repeat(2001) }))]],
    ['a style that is none', [actions(button({ style: 'warning' }))]],
    ['26 buttons', [actions(...Array.from({ length: 26 }, (_, n) => button({ action_id: `${n}` })))]],
    ['no buttons', [actions()]],
    ['one action_id twice', [actions(button(), button())]],
    [
      'one block_id twice',
      [
        { type: 'divider', block_id: 'a' },
        { type: 'divider', block_id: 'a' },
      ],
    ],
    ['101 options', [actions({ type: 'static_select', options: Array(101).fill({ text: plain('x'), value: 'x' }) })]],
    ['an unknown type', [{ type: 'sections' }]],
    ['an unknown key', [{ type: 'section', texts: plain('x'), text: plain('x') }]],
  ];
  it.each(bad)('refuses %s', async (_, blocks) => {
    const post = client.apiCall('chat.postMessage', { channel: CHANNEL, text: 'x', blocks });
    await expect(post).rejects.toMatchObject(refused('invalid_blocks'));
  });

  it('takes all that a message may hold', async () => {
    const blocks = [
      { type: 'header', text: plain('x'.repeat(150)) },
      { ...section('x'.repeat(3000)), accessory: button({ confirm: { title: plain('?'), text: plain('x') } }) },
      {
        type: 'context',
        elements: [plain('x'), { type: 'image', image_url: 'https://example.com/a.png', alt_text: 'a' }],
      },
      actions(...Array.from({ length: 25 }, (_, n) => button({ action_id: `${n}`, style: 'danger' }))),
      { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'x' }] }] },
    ];
    const answer = await client.apiCall('chat.postMessage', { channel: CHANNEL, blocks });
    expect(answer).toMatchObject({ ok: true });
  });

  it('refuses too long and missing words', async () => {
    const post = (text: string, blocks?: KnownBlock[]) =>
      client.apiCall('chat.postMessage', { channel: CHANNEL, text, blocks });
    await expect(post('x'.repeat(40_001))).rejects.toMatchObject(refused('msg_too_long'));
    await expect(post('')).rejects.toMatchObject(refused('no_text'));
    await expect(post('x', Array(5).fill(section('x'.repeat(3000))))).rejects.toMatchObject(
      refused('msg_blocks_too_long'),
    );
    const ts = String((await client.chat.postMessage({ channel: CHANNEL, text: 'short' })).ts);
    const update = client.chat.update({ channel: CHANNEL, ts, text: 'x'.repeat(4001) });
    await expect(update).rejects.toMatchObject(refused('msg_too_long'));
  });
});

describe('chat.postEphemeral', () => {
  it('whispers to one person, and keeps nothing to edit', async () => {
    const { message_ts } = await client.chat.postEphemeral({ channel: CHANNEL, user: DEV, text: 'only you' });
    expect(slack.ephemerals(DEV).at(-1)).toMatchObject({ text: 'only you', ts: message_ts, channel: CHANNEL });
    expect(slack.ephemerals(RELEASER)).toEqual([]);
    expect(slack.messages(CHANNEL).some(({ text }) => text === 'only you')).toBe(false);
    const update = client.chat.update({ channel: CHANNEL, ts: String(message_ts), text: 'x' });
    await expect(update).rejects.toMatchObject(refused('message_not_found'));
    const outside = client.chat.postEphemeral({ channel: 'C0SMALL', user: RELEASER, text: 'x' });
    await expect(outside).rejects.toMatchObject(refused('user_not_in_channel'));
  });
});

describe('people, groups and channels', () => {
  it('tells who somebody is', async () => {
    const of = async (user: string) => (await client.users.info({ user, include_locale: true })).user;
    expect(await of(DEV)).toMatchObject({
      locale: 'ja-JP',
      is_restricted: false,
      deleted: false,
      team_id: 'T0SANDBOX',
    });
    expect(await of(GUEST)).toMatchObject({ is_restricted: true, is_ultra_restricted: false, locale: 'en-US' });
    expect(await of('U0LEFT')).toMatchObject({ deleted: true });
    expect(await of('U0OTHER')).toMatchObject({ team_id: 'T0OTHER' });
    expect(await of('U0TEMPOCAT')).toMatchObject({ is_bot: true, name: 'tempocat' });
    expect((await client.users.info({ user: DEV })).user).not.toHaveProperty('locale');
    await expect(of('U0NOBODY')).rejects.toMatchObject(refused('user_not_found'));
  });

  it('tells who is in a group', async () => {
    expect(await client.usergroups.users.list({ usergroup: 'S0DEVS' })).toMatchObject({ users: [DEV, RELEASER] });
    const missing = client.usergroups.users.list({ usergroup: 'S0NONE' });
    await expect(missing).rejects.toMatchObject(refused('no_such_subteam'));
    const { usergroups } = await client.usergroups.list({ include_users: true });
    expect(usergroups).toMatchObject([{ id: 'S0DEVS', handle: 'devs', users: [DEV, RELEASER] }]);
  });

  it('tells what a channel is', async () => {
    const { channel } = await client.conversations.info({ channel: CHANNEL });
    expect(channel).toMatchObject({ id: CHANNEL, name: 'deploys', is_member: true });
    const missing = client.conversations.info({ channel: 'C0NOWHERE' });
    await expect(missing).rejects.toMatchObject(refused('channel_not_found'));
  });
});

describe('the fault gate', () => {
  it('slows the app down as Slack does', async () => {
    slack.gate.plan({
      operation: /^chat\.update$/,
      mishap: { kind: 'status', status: 429, headers: { 'retry-after': '7' } },
    });
    const update = client.chat.update({ channel: CHANNEL, ts: '1.000001', text: 'x' });
    await expect(update).rejects.toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 7 });
  });
});
