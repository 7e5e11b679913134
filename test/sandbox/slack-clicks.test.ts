import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import { createSlack, type SlackSandbox } from '../../sandbox/slack/index.ts';
import { createReceiver, type Receiver } from '../support/receiver.ts';
import { aCompany, CHANNEL, DEV, RELEASER, SECRET, TOKEN } from './slack/company.ts';

let slack: SlackSandbox;
let gateway: Receiver;
let client: WebClient;
let now: number;

beforeEach(async () => {
  now = Date.now();
  slack = createSlack(aCompany({ now: () => now }));
  await slack.listen();
  gateway = await createReceiver(SECRET);
  slack.setGateway(gateway.url);
  client = new WebClient(TOKEN, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } });
});
afterEach(async () => {
  await slack.close();
  await gateway.close();
});

const post = async (url: string, body: object) => {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  return response.status;
};

/** Posts a message with these elements and answers with its `ts`. */
async function postButtons(channel: string, ...elements: object[]): Promise<string> {
  const blocks = [{ type: 'actions', block_id: 'vote', elements }];
  const posted = await client.apiCall('chat.postMessage', { channel, text: 'buttons', blocks });
  return String(Reflect.get(posted, 'ts'));
}
const button = (value: string, action = 'approve') => ({
  type: 'button',
  action_id: action,
  value,
  text: { type: 'plain_text', text: value },
});

describe('response_url', () => {
  const answerUrl = async () => {
    await slack.command({ user: DEV, channel: CHANNEL, text: 'help' });
    return String(gateway.received.at(-1)?.body['response_url']);
  };

  it('takes five answers, whispered unless told', async () => {
    const url = await answerUrl();
    expect(await post(url, { text: 'quiet' })).toBe(200);
    expect(await post(url, { text: 'loud', response_type: 'in_channel' })).toBe(200);
    for (const text of ['3', '4', '5']) expect(await post(url, { text })).toBe(200);
    expect(await post(url, { text: '6' })).toBe(404);
    expect(slack.ephemerals(DEV).map(({ text }) => text)).toEqual(['quiet', '3', '4', '5']);
    expect(slack.messages(CHANNEL).map(({ text }) => text)).toEqual(['loud']);
    expect(slack.gate.count(/^response_url$/)).toBe(5); // the sixth was refused
  });

  it('lives thirty minutes', async () => {
    const url = await answerUrl();
    now += 30 * 60_000 + 1;
    expect(await post(url, { text: 'late' })).toBe(404);
  });

  it('replaces and deletes the message with the button, ephemeral or not', async () => {
    const ts = await postButtons(CHANNEL, button('yes'));
    await slack.click({ user: DEV, channel: CHANNEL, ts, actionId: 'approve' });
    const url = String(gateway.received.at(-1)?.body['response_url']);
    await post(url, { text: 'replaced', replace_original: true });
    expect(slack.messages(CHANNEL)).toMatchObject([{ ts, text: 'replaced', blocks: [] }]);
    await post(url, { delete_original: true });
    expect(slack.messages(CHANNEL)).toEqual([]);
  });
});

describe('clicks', () => {
  it('sends what a click carries', async () => {
    const ts = await postButtons(CHANNEL, button('a'), { ...button('b', 'reject'), style: 'danger' });
    const { triggerId } = await slack.click({ user: RELEASER, channel: CHANNEL, ts, actionId: 'reject' });
    const [got] = gateway.received;
    expect(got?.genuine).toBe(true);
    expect(got?.body).toMatchObject({
      type: 'block_actions',
      user: { id: RELEASER, team_id: 'T0SANDBOX' },
      container: { type: 'message', message_ts: ts, channel_id: CHANNEL, is_ephemeral: false },
      channel: { id: CHANNEL, name: 'deploys' },
      message: { ts, text: 'buttons', user: 'U0TEMPOCAT' },
      actions: [{ type: 'button', action_id: 'reject', block_id: 'vote', value: 'b', action_ts: expect.any(String) }],
      trigger_id: triggerId,
      response_url: expect.stringContaining('/response/'),
      state: { values: {} },
    });
  });

  it('finds a button only where the person can see it', async () => {
    const ts = await postButtons(CHANNEL, button('a'));
    const click = { user: DEV, channel: CHANNEL, ts, actionId: 'approve' };
    await expect(slack.click({ ...click, actionId: 'undo' })).rejects.toThrow('no undo in the message: approve');
    await expect(slack.click({ ...click, value: 'b' })).rejects.toThrow('no approve in the message');
    await client.chat.update({ channel: CHANNEL, ts, text: 'done', blocks: [] });
    await expect(slack.click(click)).rejects.toThrow('no approve in the message');
    const blocks = [{ type: 'actions', elements: [button('a')] }];
    const whisper = await client.apiCall('chat.postEphemeral', { channel: CHANNEL, user: DEV, text: 'x', blocks });
    const mine = { ...click, ts: String(Reflect.get(whisper, 'message_ts')) };
    await expect(slack.click({ ...mine, user: RELEASER })).rejects.toThrow('to press');
    await slack.click(mine);
    expect(gateway.received).toHaveLength(1);
    expect(gateway.received[0]?.body).toMatchObject({ container: { is_ephemeral: true } });
    expect(gateway.received[0]?.body).not.toHaveProperty('message');
  });

  it('tells the person when nobody answered', async () => {
    const ts = await postButtons(CHANNEL, button('a'));
    gateway.answerWith(() => ({ status: 500 }));
    await slack.click({ user: DEV, channel: CHANNEL, ts, actionId: 'approve' });
    expect(slack.ephemerals(DEV)).toMatchObject([
      { author: 'USLACKBOT', text: expect.stringContaining('did not answer') },
    ]);
    expect(gateway.received).toHaveLength(1);
  });

  it('chooses from menus, and from those that the app fills', async () => {
    const options = [{ text: { type: 'plain_text', text: 'main' }, value: 'm' }];
    const menu = { type: 'static_select', action_id: 'branch', options };
    const ts = await postButtons(CHANNEL, menu, { type: 'external_select', action_id: 'search' });
    const place = { user: DEV, channel: CHANNEL, ts };
    await slack.choose({ ...place, actionId: 'branch', option: 'main' });
    expect(gateway.received[0]?.body).toMatchObject({
      actions: [{ type: 'static_select', selected_option: { value: 'm' } }],
      state: { values: { vote: { branch: { selected_option: { value: 'm' } } } } },
    });
    gateway.answerWith(() => ({ status: 200, body: JSON.stringify({ options }) }));
    const [found] = await slack.suggest({ ...place, actionId: 'search', query: 'ma' });
    expect(gateway.received[1]?.body).toMatchObject({ type: 'block_suggestion', action_id: 'search', value: 'ma' });
    await slack.choose({ ...place, actionId: 'search', option: found ?? 'none' });
    expect(gateway.received[2]?.body).toMatchObject({ actions: [{ selected_option: { value: 'm' } }] });
    await expect(slack.choose({ ...place, actionId: 'branch', option: 'dev' })).rejects.toThrow('no option "dev"');
  });
});

describe('waitForMessage', () => {
  it('finds what is there, what comes, and what a message becomes by an edit', async () => {
    const { ts } = await client.chat.postMessage({ channel: CHANNEL, text: 'rolling out' });
    expect(await slack.waitForMessage(({ text }) => text === 'rolling out')).toMatchObject({ ts });
    const waiting = slack.waitForMessage(({ text }) => text === 'deployed');
    await client.chat.update({ channel: CHANNEL, ts: String(ts), text: 'deployed' });
    expect(await waiting).toMatchObject({ ts, text: 'deployed' });
    await expect(slack.waitForMessage(() => false, 5)).rejects.toThrow('U0TEMPOCAT: deployed');
  });
});
