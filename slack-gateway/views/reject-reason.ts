import type { Locale } from '../../domain/target.ts';
import { type Message, message } from './blocks.ts';
import { foreign, person, safe } from './text.ts';
import { deployWords } from './words.ts';

/** Said in the thread of a deploy by the one who rejected it. */
export function renderRejectReason(
  { by, reason }: { readonly by: string; readonly reason: string },
  locale: Locale,
): Message {
  return message([safe`${deployWords[locale].rejectedBy(person(by))}: ${foreign(reason)}`]);
}
