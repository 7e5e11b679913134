import { ALL_SCOPES } from './web-api/scopes.ts';

/** The app as Slack knows it. */
export const APP = {
  team: 'T0SANDBOX',
  domain: 'sandbox',
  user: 'U0TEMPOCAT',
  bot: 'B0TEMPOCAT',
  app: 'A0TEMPOCAT',
  name: 'tempocat',
  command: '/deploy',
  shortcuts: [{ callbackId: 'deploy', name: '⚡ Deploy…' }],
} as const;

/** Says what only one person should know, such as that a command failed. */
export const SLACKBOT = 'USLACKBOT';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly title?: string;
  readonly locale?: string;
  readonly guest?: boolean | 'single-channel';
  readonly deleted?: boolean;
  readonly bot?: boolean;
  /** Somebody of another workspace, in a shared channel. */
  readonly teamId?: string;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly topic?: string;
  readonly archived?: boolean;
  /** The app was never invited. */
  readonly withoutApp?: boolean;
  /** User ids; everybody unless told. */
  readonly members?: readonly string[];
}

export interface UserGroup {
  readonly id: string;
  readonly handle: string;
  readonly users: readonly string[];
  readonly disabled?: boolean;
}

/** A channel, or the direct messages of one person and the app. */
export type Place =
  | { readonly kind: 'channel'; readonly channel: Channel }
  | { readonly kind: 'direct'; readonly person: Person };

export interface CompanyData {
  readonly people: readonly Person[];
  readonly channels: readonly Channel[];
  readonly groups?: readonly UserGroup[];
  /** What the app may do; everything unless told. */
  readonly scopes?: readonly string[];
}

/** Who and what there is. Tests may change it between two calls: people leave, groups change. */
export interface Company {
  people: readonly Person[];
  channels: readonly Channel[];
  groups: readonly UserGroup[];
  scopes: readonly string[];
  /** Somebody took the app's token away. */
  isTokenRevoked: boolean;
  /** Of whoever looks at it; English unless told. */
  readonly readerLocale?: string | undefined;
  person(id: string): Person | undefined;
  /** By the id of a channel (C…), of direct messages (D…) or of a person (U…). */
  place(id: string): Place | undefined;
}

export function createCompany(data: CompanyData): Company {
  const app: Person = { id: APP.user, name: APP.name, title: 'App', bot: true };
  return {
    ...data,
    groups: data.groups ?? [],
    scopes: data.scopes ?? ALL_SCOPES,
    isTokenRevoked: false,
    person(id) {
      return id === APP.user ? app : this.people.find((person) => person.id === id);
    },
    place(id) {
      const channel = this.channels.find((it) => it.id === id);
      if (channel) return { kind: 'channel', channel };
      const person = this.people.find((it) => it.id === id || directId(it.id) === id);
      return person && { kind: 'direct', person };
    },
  };
}

/** As this person sees it at this moment. */
export const seenBy = (company: Company, user: string): Company => ({
  ...company,
  readerLocale: company.person(user)?.locale,
});

/** The channel in which one person and the app talk. */
export const directId = (user: string): string => `D${user.slice(1)}`;

export const placeId = (place: Place): string =>
  place.kind === 'channel' ? place.channel.id : directId(place.person.id);

/** Whether somebody sees what is said there. */
export function belongs(place: Place, user: string): boolean {
  if (place.kind === 'direct') return place.person.id === user;
  return place.channel.members?.includes(user) ?? true;
}
