import { APP, SLACKBOT } from '../company.ts';
import { type Attempt, deliverEvent, type Envelope, newEventId, sendEvent } from '../outbound/deliver-event.ts';
import { isSuccess, type Outcome } from '../outbound/line.ts';
import { commandFields, editEventOf, eventOf } from '../outbound/payloads.ts';
import { type Asked, give, Reply } from '../outbound/response-urls.ts';
import type { Message } from '../workspace.ts';
import { type Desk, takeSeat } from './desk.ts';

interface Saying {
  /** A channel's id, or that of the direct messages with the app. */
  readonly channel: string;
  readonly user: string;
  /** As Slack writes it: `<@U0TEMPOCAT> deploy api staging`. */
  readonly text: string;
  readonly threadTs?: string;
  /** The `ts` of an earlier message of this person, which this text replaces. */
  readonly edited?: string;
}

interface Said {
  readonly channel: string;
  readonly ts: string;
  /** What the app hears of it; absent when it does not concern the app. */
  readonly envelope?: Envelope;
  /** Resolves when the gateway took it, or Slack gave up. */
  readonly delivered: Promise<readonly Attempt[]>;
}

interface Commanding {
  readonly user: string;
  readonly channel: string;
  /** What follows `/deploy`. */
  readonly text: string;
}

/** How the gateway took what somebody did. */
export interface Done {
  readonly triggerId: string;
  readonly outcome: Outcome;
}

/** Somebody talks. */
export interface Talk {
  say(saying: Saying): Said;
  /** The same event once more: as a retry, or as the copy with another id that Slack sometimes makes. */
  deliverAgain(envelope: Envelope, as?: 'retry' | 'copy'): Promise<Outcome>;
  command(commanding: Commanding): Promise<Done>;
}

export function createTalk(desk: Desk): Talk {
  return {
    say: (saying) => say(desk, saying),
    deliverAgain: (envelope, as = 'retry') =>
      as === 'retry'
        ? sendEvent(desk.line, envelope, { num: 1, after: 'timed-out' })
        : sendEvent(desk.line, { ...envelope, event_id: newEventId() }),
    command: (commanding) => command(desk, commanding),
  };
}

function say(desk: Desk, { user, channel, text, threadTs, edited }: Saying): Said {
  const { company, workspace } = desk;
  const seat = takeSeat(company, user, channel);
  const before = edited === undefined ? undefined : requireOwn(desk, seat.channel.id, { ts: edited, user });
  const thread = threadTs && { threadTs };
  const message = before
    ? workspace.edit(before, { text })
    : workspace.post({ channel: seat.channel.id, author: user, text, ...thread });
  const event = before ? editEventOf(company, message, before) : eventOf(company, message);
  const { ts } = message;
  if (!event) return { channel: seat.channel.id, ts, delivered: Promise.resolve([]) };
  const envelope = { event_id: newEventId(), event };
  return { channel: seat.channel.id, ts, envelope, delivered: deliverEvent(desk.line, envelope, desk.retryDelaysMs) };
}

function requireOwn({ workspace }: Desk, channel: string, { ts, user }: { ts: string; user: string }): Message {
  const message = workspace.find(channel, ts);
  if (message?.author !== user) throw new Error(`${user} wrote no message ${ts} in ${channel}`);
  return message;
}

async function command(desk: Desk, { user, channel: where, text }: Commanding): Promise<Done> {
  const { person, channel } = takeSeat(desk.company, user, where);
  const asked: Asked = { user, channel: channel.id };
  const triggerId = desk.triggers.create(user);
  const responseUrl = desk.responseUrls.create(asked);
  const outcome = await desk.line.sendForm(commandFields({ person, channel, triggerId, responseUrl }, text));
  if (isSuccess(outcome)) showAnswer(desk, asked, outcome);
  else complain(desk, asked, `${APP.command} failed with the error "${reasonOf(outcome)}"`);
  return { triggerId, outcome };
}

/** A command may be answered in the body of the answer: in words, or as JSON. */
function showAnswer(desk: Desk, asked: Asked, outcome: Outcome): void {
  const body = outcome.kind === 'answered' ? outcome.body.trim() : '';
  if (body !== '') give(desk, asked, Reply.parse(body.startsWith('{') ? JSON.parse(body) : { text: body }));
}

/** Commands and clicks are never delivered again: the person hears of it, and may try once more. */
export function complain({ workspace }: Desk, { user, channel, original }: Asked, text: string): void {
  const thread = original?.threadTs && { threadTs: original.threadTs };
  workspace.post({ channel, author: SLACKBOT, onlyFor: user, text, ...thread });
}

export const reasonOf = (outcome: Outcome): string =>
  outcome.kind === 'timed-out' ? 'operation_timeout' : 'dispatch_failed';
