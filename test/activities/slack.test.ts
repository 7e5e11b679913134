import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/activity';
import { createSlackClient } from '../../activities/slack/client.ts';
import { createSlackActivities } from '../../activities/slack/index.ts';
import type { Mishap } from '../../sandbox/fault-gate.ts';
import { createSlack, type SlackSandbox } from '../../sandbox/slack/index.ts';
import { CHANNEL_GONE, MESSAGE_GONE } from '../../workflows/contract/ports/slack.ts';
import { aCompany, CHANNEL, TOKEN } from '../sandbox/slack/company.ts';

let slack: SlackSandbox;
let activities: ReturnType<typeof createSlackActivities>;
beforeAll(async () => {
  slack = createSlack(aCompany());
  await slack.listen();
});
beforeEach(() => {
  const web = createSlackClient({ token: TOKEN, apiUrl: slack.apiUrl });
  activities = createSlackActivities({
    web,
    render: () => ({ text: 'as drawn', blocks: [] }),
    localeOf: async () => undefined,
  });
});
afterAll(() => slack.close());

const letter = { kind: 'pointer', locale: 'en', what: 'web staging', permalink: 'https://example.com' } as const;
const refused = (error: string): Mishap => ({ kind: 'status', status: 200, body: { ok: false, error } });
const failing = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ApplicationFailure) return error;
  throw new Error(`no failure of ours: ${String(error)}`);
};

describe('what Slack refuses', () => {
  it.each<[string, Mishap, number]>([
    ['a rate limit, as long as Slack says', { kind: 'status', status: 429, headers: { 'retry-after': '7' } }, 7_000],
    ['a rate limit in a good answer', refused('ratelimited'), 30_000],
    ['a token that was revoked', refused('token_revoked'), 15_000],
    ['a scope that is missing', refused('missing_scope'), 15_000],
  ])('%s is tried again later', async (_, mishap, afterMs) => {
    slack.gate.plan({ operation: /^chat\.update$/, mishap });
    const failure = await failing(activities.updateMessage({ message: { channel: CHANNEL, ts: '1.1' }, letter }));
    expect(failure).toMatchObject({ type: 'retry-later', nextRetryDelay: afterMs, nonRetryable: false });
  });

  it('until a rate limit is over no edit is sent, whatever message it is of', async () => {
    slack.gate.plan({
      operation: /^chat\.update$/,
      mishap: { kind: 'status', status: 429, headers: { 'retry-after': '7' } },
    });
    const edits = () => slack.gate.calls.filter(({ operation }) => operation === 'chat.update').length;
    const before = edits();
    for (const ts of ['1.1', '2.2', '3.3']) {
      const failure = await failing(activities.updateMessage({ message: { channel: CHANNEL, ts }, letter }));
      expect(failure).toMatchObject({ type: 'retry-later', nonRetryable: false });
    }
    expect(edits()).toBe(before + 1);
  });

  it.each([
    ['a message that is not there', { channel: CHANNEL, ts: '1.1' }, MESSAGE_GONE],
    ['a channel that is not there', { channel: 'C0NOWHERE', ts: '1.1' }, CHANNEL_GONE],
  ])('%s is told for good', async (_, message, type) => {
    const failure = await failing(activities.updateMessage({ message, letter }));
    expect(failure).toMatchObject({ type, nonRetryable: true });
  });

  it.each(['C0CLOSED', 'C0SECRET'])('a channel where the app may not speak (%s) is told for good', async (channel) => {
    const failure = await failing(activities.postMessage({ place: { channel }, letter }));
    expect(failure).toMatchObject({ type: CHANNEL_GONE, nonRetryable: true });
  });

  it('what was posted stays posted when its link cannot be had', async () => {
    slack.gate.plan({ operation: /^chat\.getPermalink$/, mishap: { kind: 'status', status: 429 } });
    const posted = await activities.postMessage({ place: { channel: CHANNEL }, letter });
    expect(posted).not.toHaveProperty('permalink');
    expect(slack.messages(CHANNEL).map(({ ts }) => ts)).toEqual([posted.ts]);
  });
});
