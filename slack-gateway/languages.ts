import type { Locale, Target } from '../domain/target.ts';
import type { Asked, Desk } from './desk.ts';

/** The desk as it speaks to this person; what Slack does not say of them is the catalogue's language. */
export async function speakTo(desk: Desk, by: string): Promise<Desk> {
  return { ...desk, locale: (await desk.people.localeOf(by)) ?? desk.catalog.locale };
}

/** A look-up in a thread is for all who read it there, else for the one who asked. */
export const lookUpLocale = ({ catalog, locale }: Desk, { door }: Asked): Locale =>
  door === 'mention' ? catalog.locale : locale;

/** For what only one person reads. What a deploy is started with keeps the target's own language. */
export const inTheirLanguage = ({ locale }: Desk, target: Target): Target => ({ ...target, locale });

/** Nobody but that person reads there. */
export const isDirect = (channel: string): boolean => channel.startsWith('D');

/** Of a message in that channel, which this person reads. */
export const localeAt = ({ catalog, locale }: Desk, channel: string): Locale =>
  isDirect(channel) ? locale : catalog.locale;
