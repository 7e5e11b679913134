import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Locale } from '../../domain/target.ts';
import type { Message } from '../../sandbox/slack/workspace.ts';
import type { Letter } from '../../workflows/contract/ports/slack.ts';
import { aCard } from '../support/a-card.ts';
import { openSlackOffice, type SlackOffice } from '../support/slack-office.ts';

const CHANNEL = 'C0DEPLOYS';
const PEOPLE = [
  { id: 'U0EN', name: 'Emma', locale: 'en-GB' },
  { id: 'U0JA', name: 'Jun', locale: 'ja-JP' },
] as const;
const READERS: [string, Locale, Locale][] = [
  ['U0JA', 'ja', 'en'],
  ['U0EN', 'en', 'ja'],
];

let office: SlackOffice;
beforeAll(async () => {
  office = await openSlackOffice({ people: PEOPLE, channels: [{ id: CHANNEL, name: 'deploys' }] });
});
beforeEach(() => office.slack.gate.release());
afterAll(() => office.slack.close());

const at = 1_760_000_000_000;
const invocation = (locale: Locale) => {
  const where = { invokeId: 'invoke:reindex:staging:1', name: 'reindex', environment: 'staging', locale };
  return { ...where, requestedBy: 'U0EN', payload: {}, startedAt: at };
};
const approval = {
  ...{ by: ['releasers'], count: 1, self: false, withinMs: 60_000, undo: false },
  ...{ votes: [], expiresAt: at },
};
/** One of each kind that there is; a new one that is missing here does not compile. */
const LETTERS = {
  deploy: (locale) => ({ kind: 'deploy', card: aCard({ locale }) }),
  ended: (locale) => ({ kind: 'ended', card: aCard({ locale, phase: 'rejected' }) }),
  'approval-asked': (locale) => ({ kind: 'approval-asked', card: aCard({ locale, approval }) }),
  'approval-reminder': (locale) => ({ kind: 'approval-reminder', card: aCard({ locale, approval }) }),
  invoke: (locale) => ({ kind: 'invoke', card: invocation(locale) }),
  'invoke-failed': (locale) => ({ kind: 'invoke-failed', card: invocation(locale) }),
  'function-answer': (locale) => ({ kind: 'function-answer', locale, answer: '{}' }),
  pointer: (locale) => ({ kind: 'pointer', locale, what: 'web', permalink: 'https://slack.example' }),
  'vote-refused': (locale) => ({ kind: 'vote-refused', locale, code: 'own-request' }),
  target: (locale) => ({
    ...{ kind: 'target', locale },
    news: { kind: 'resumed', by: 'U0EN', service: 'web', environment: 'staging' },
  }),
  plan: (locale) => {
    const found = { kind: 'failed', code: 'tag-not-found', detail: 'x' } as const;
    return { kind: 'plan', plan: { service: 'web', environment: 'staging', requestedBy: 'U0EN', locale, found } };
  },
  branches: (locale) => ({
    ...{ kind: 'branches', locale, service: 'web' },
    found: { kind: 'listed', names: ['main'], more: false },
  }),
} as const satisfies Record<Letter['kind'], (locale: Locale) => Letter>;
const CARD = LETTERS.deploy;

const languageOf = ({ text, blocks }: Pick<Message, 'text' | 'blocks'>): Locale =>
  /[\p{sc=Hira}\p{sc=Kana}\p{sc=Han}]/u.test(text + JSON.stringify(blocks)) ? 'ja' : 'en';
const lastWhisper = (user: string) => office.slack.ephemerals(user).at(-1);
const lastIn = (channel: string) => office.slack.messages(channel).at(-1);
const heard = (message: Message | undefined) => message && languageOf(message);

describe.each(READERS)('what only %s reads, who speaks %s, in a channel that speaks %s', (user, theirs, channels) => {
  const direct = `D${user.slice(1)}`;

  it.each(Object.entries(LETTERS))('is whispered in their language: %s', async (_, letter) => {
    await office.postman.whisper({ place: { channel: CHANNEL }, user, letter: letter(channels) });
    expect(heard(lastWhisper(user))).toBe(theirs);
  });

  it('a direct message is posted, edited and answered in it', async () => {
    const message = await office.postman.postMessage({ place: { channel: user }, letter: CARD(channels) });
    expect(message).toMatchObject({ channel: direct, reader: user });
    expect(heard(lastIn(direct))).toBe(theirs);
    const letter: Letter = { kind: 'deploy', card: aCard({ locale: channels, phase: 'queued' }) };
    await office.postman.updateMessage({ message, letter });
    expect(heard(lastIn(direct))).toBe(theirs);
    const place = { channel: direct, threadTs: message.ts, reader: user };
    await office.postman.postMessage({ place, letter: LETTERS.ended(channels) });
    expect(heard(lastIn(direct))).toBe(theirs);
  });

  it('what all read is in the channel’s, whoever asked', async () => {
    const message = await office.postman.postMessage({ place: { channel: CHANNEL }, letter: CARD(channels) });
    expect(message).not.toHaveProperty('reader');
    expect(heard(lastIn(CHANNEL))).toBe(channels);
  });
});

describe('while Slack does not say in which language somebody reads', () => {
  it.each([
    { kind: 'status', status: 429, headers: { 'retry-after': '30' } },
    { kind: 'status', status: 200, body: { ok: false, error: 'missing_scope' } },
    { kind: 'reset', when: 'before' },
  ] as const)('they hear it in the channel’s (%j)', async (mishap) => {
    const other = await openSlackOffice({ people: PEOPLE, channels: [{ id: CHANNEL, name: 'deploys' }] });
    other.slack.gate.plan({ operation: /^users\.info$/, mishap });
    await other.postman.whisper({ place: { channel: CHANNEL }, user: 'U0JA', letter: CARD('en') });
    expect(heard(other.slack.ephemerals('U0JA').at(-1))).toBe('en');
    await other.postman.whisper({ place: { channel: CHANNEL }, user: 'U0JA', letter: CARD('en') });
    expect(heard(other.slack.ephemerals('U0JA').at(-1))).toBe('ja'); // asked again
    await other.slack.close();
  });

  it('what it said is believed for a while, not asked for every message', async () => {
    const asked = () => office.slack.gate.count(/^users\.info$/);
    await office.postman.whisper({ place: { channel: CHANNEL }, user: 'U0JA', letter: CARD('en') });
    const before = asked();
    await office.postman.whisper({ place: { channel: CHANNEL }, user: 'U0JA', letter: CARD('en') });
    expect(asked()).toBe(before);
  });
});
