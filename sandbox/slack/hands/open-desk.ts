import { createCompany } from '../company.ts';
import type { SlackOptions } from '../index.ts';
import { deliverEvent, newEventId } from '../outbound/deliver-event.ts';
import type { Line } from '../outbound/line.ts';
import { eventOf } from '../outbound/payloads.ts';
import { createResponseUrls } from '../outbound/response-urls.ts';
import { createTriggers } from '../outbound/triggers.ts';
import type { Office } from '../web-api/method.ts';
import { createWorkspace } from '../workspace.ts';
import type { Desk } from './desk.ts';

interface Wires extends Pick<Office, 'site'> {
  readonly line: Line;
}

/** Everything that people's doings need, empty at first. */
export function openDesk(options: SlackOptions, { site, line }: Wires): Desk {
  const { now = Date.now, retryDelaysMs = [50, 1_000, 3_000] } = options;
  const office: Office = { company: createCompany(options), workspace: createWorkspace(now), site };
  const desk: Desk = {
    ...office,
    line,
    triggers: createTriggers(now),
    responseUrls: createResponseUrls(office, now),
    retryDelaysMs,
  };
  hearOwnWords(desk);
  return desk;
}

/** In direct messages an app hears itself talk, too. */
function hearOwnWords(desk: Desk): void {
  desk.workspace.watch(({ kind, message }) => {
    const event = kind === 'posted' && message.fromApp ? eventOf(desk.company, message) : undefined;
    if (event) void deliverEvent(desk.line, { event_id: newEventId(), event }, desk.retryDelaysMs);
  });
}
