import { html } from 'hono/html';
import { APP, type Company, type Place, placeId } from '../company.ts';
import type { Message, Workspace } from '../workspace.ts';
import { drawAvatar } from './avatar.ts';
import { drawMessage, timeOf } from './draw-message.ts';
import { dayName } from './format-date.ts';
import { type Html, NOTHING } from './html.ts';

const GOES_ON_MS = 5 * 60_000;

export interface Reading {
  readonly company: Company;
  readonly workspace: Workspace;
  readonly place: Place;
  /** Who reads. */
  readonly as: string;
}

/** Everything said in a place, as one person sees it. */
export function drawMessages({ company, workspace, place, as }: Reading): Html {
  const seen = workspace.list(placeId(place), as);
  const roots = seen.filter(({ threadTs }) => threadTs === undefined);
  if (roots.length === 0) return drawBeginning(place, company);
  const lines = roots.map((message, index) => {
    const before = roots[index - 1];
    const day = dayName(timeOf(message));
    const newDay = !before || dayName(timeOf(before)) !== day;
    const replies = seen.filter(({ threadTs }) => threadTs === message.ts);
    const thread = message.onlyFor ? {} : { replies };
    const goesOn = !newDay && before !== undefined && follows(message, before);
    const divider = newDay ? html`<div class="day" data-key="day-${message.ts}"><span>${day}</span></div>` : NOTHING;
    return html`${divider}${drawMessage({ company, message, goesOn, ...thread })}`;
  });
  return html`${lines}`;
}

const follows = (message: Message, before: Message): boolean =>
  !message.fromApp &&
  message.author === before.author &&
  message.onlyFor === before.onlyFor &&
  timeOf(message).getTime() - timeOf(before).getTime() < GOES_ON_MS;

function drawBeginning(place: Place, company: Company): Html {
  const where =
    place.kind === 'channel'
      ? html`This is the very beginning of <b>#${place.channel.name}</b>`
      : html`Just you and <b>${APP.name}</b>`;
  const example = place.kind === 'channel' ? `@${APP.name} help` : 'help';
  return html`<div class="beginning" data-key="beginning">
    ${drawAvatar(APP.user, company)}
    <h2>${where}</h2>
    <p>Say <code>${example}</code> or <code>${APP.command} help</code> to see what can be done.</p>
  </div>`;
}
