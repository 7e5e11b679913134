import { html } from 'hono/html';
import { APP, belongs, directId, type Person, type Place, placeId } from '../company.ts';
import type { Message } from '../workspace.ts';
import { drawAvatar } from './avatar.ts';
import type { Reading } from './draw-messages.ts';
import { type Html, NOTHING } from './html.ts';

export interface SidebarReading extends Reading {
  /** Whether this person has not yet seen that message. */
  readonly isNew: (message: Message) => boolean;
}

/** Channels and the direct message; those with something new are bold. */
export function drawChannels(reading: SidebarReading): Html {
  const { company, as } = reading;
  const channels = company.channels.filter((channel) => belongs({ kind: 'channel', channel }, as));
  const me = company.person(as);
  return html`<h2>Channels</h2>
    <ul>${channels.map((channel) => drawEntry(reading, { kind: 'channel', channel }))}</ul>
    <h2>Direct messages</h2>
    <ul>
      ${me ? drawEntry(reading, { kind: 'direct', person: me }) : NOTHING}
      <li><a href="/home?as=${as}" data-home>App Home</a></li>
    </ul>`;
}

function drawEntry({ company, workspace, place, as, isNew }: SidebarReading, entry: Place): Html {
  const id = placeId(entry);
  const unread = workspace.list(id, as).filter((message) => message.author !== as && isNew(message)).length;
  const current = id === placeId(place) ? html` aria-current="page"` : NOTHING;
  const name =
    entry.kind === 'channel' ? html`<i>#</i>${entry.channel.name}` : html`${drawAvatar(APP.user, company)}${APP.name}`;
  const count = unread > 0 ? html`<span class="count" aria-label="${unread} new">${unread}</span>` : NOTHING;
  const href = `/?as=${as}&channel=${id}`;
  return html`<li><a class="${unread > 0 ? 'unread' : ''}" href="${href}" data-channel="${id}"${current}>${name}${count}</a></li>`;
}

/** The switch: the page talks as one of these. */
export function drawPeople({ company, place, as }: Reading): Html {
  const people = company.people.filter(({ deleted, bot }) => !deleted && !bot);
  return html`<h2 id="acting-as">Acting as</h2>
    <ul aria-labelledby="acting-as">${people.map((person) => drawPerson({ company, place, as }, person))}</ul>`;
}

/** Somebody else's direct messages are not theirs: they see their own. */
const placeFor = (person: Person, place: Place): string =>
  place.kind === 'channel' && belongs(place, person.id) ? place.channel.id : directId(person.id);

function drawPerson({ company, place, as }: Pick<Reading, 'company' | 'place' | 'as'>, person: Person): Html {
  const { id, name, title } = person;
  const current = id === as ? html` aria-current="true"` : NOTHING;
  const words = html`<span><b>${name}</b>${title ? html`<small>${title}</small>` : NOTHING}</span>`;
  const href = `/?as=${id}&channel=${placeFor(person, place)}`;
  return html`<li><a href="${href}" data-person="${id}"${current}>${drawAvatar(id, company)}${words}</a></li>`;
}
