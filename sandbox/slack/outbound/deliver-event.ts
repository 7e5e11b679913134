import { setTimeout as sleep } from 'node:timers/promises';
import { APP } from '../company.ts';
import { type Again, isSuccess, type Line, type Outcome } from './line.ts';

/** An event in the envelope that Slack delivers it in. */
export interface Envelope {
  readonly event_id: string;
  readonly event: Readonly<Record<string, unknown>>;
}

export interface Attempt {
  /** 0 for the first. */
  readonly retry: number;
  readonly outcome: Outcome;
}

export const newEventId = () => `Ev${crypto.randomUUID().replaceAll('-', '').slice(0, 10).toUpperCase()}`;

/** Delivers until somebody takes it: once, and again after each of the delays. */
export async function deliverEvent(line: Line, envelope: Envelope, delaysMs: readonly number[]): Promise<Attempt[]> {
  const attempts: Attempt[] = [];
  for (let retry = 0; ; retry += 1) {
    const outcome = await sendEvent(line, envelope, againAfter(attempts.at(-1)));
    attempts.push({ retry, outcome });
    const delay = delaysMs[retry];
    const givenUp = outcome.kind === 'answered' && outcome.noRetry;
    if (isSuccess(outcome) || givenUp || delay === undefined) return attempts;
    if (!(await slept(delay, line.closing))) return attempts;
  }
}

/** One delivery; told to be a retry when there is a reason for one. */
export function sendEvent(line: Line, envelope: Envelope, again?: Again): Promise<Outcome> {
  const { event_id, event } = envelope;
  const body = {
    token: 'sandbox',
    team_id: APP.team,
    context_team_id: APP.team,
    api_app_id: APP.app,
    event,
    type: 'event_callback',
    event_id,
    event_time: Math.floor(Number(event['event_ts'])),
    authorizations: [
      { enterprise_id: null, team_id: APP.team, user_id: APP.user, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
  };
  return line.sendEvent(body, again);
}

function againAfter(last: Attempt | undefined): Again | undefined {
  return last && { num: last.retry + 1, after: last.outcome.kind };
}

/** False when there is no use in going on, because this Slack closes. */
async function slept(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await sleep(ms, undefined, { signal });
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}
