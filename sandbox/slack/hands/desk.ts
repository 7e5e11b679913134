import { belongs, type Company, type Person, placeId } from '../company.ts';
import type { Line } from '../outbound/line.ts';
import type { ResponseUrls } from '../outbound/response-urls.ts';
import type { Triggers } from '../outbound/triggers.ts';
import type { Office } from '../web-api/method.ts';

/** What people's doings need: the office, and the line on which the gateway hears of them. */
export interface Desk extends Office {
  readonly line: Line;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  /** Before each further delivery of an event. */
  readonly retryDelaysMs: readonly number[];
}

export interface Seat {
  readonly person: Person;
  readonly channel: { readonly id: string; readonly name: string };
}

/** Somebody in a channel of theirs; throws when there is no such person or place. */
export function takeSeat(company: Company, user: string, channel: string): Seat {
  const person = company.person(user);
  if (!person || person.deleted) throw new Error(`nobody here is ${user}`);
  const place = company.place(channel);
  if (!place || !belongs(place, user)) throw new Error(`${user} is not in ${channel}`);
  const name = place.kind === 'channel' ? place.channel.name : 'directmessage';
  return { person, channel: { id: placeId(place), name } };
}
