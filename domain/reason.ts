import { parseDuration } from './duration.ts';

const LONGEST = 200;

const plain = (word: string): string => word.normalize('NFKC').toLowerCase();

/** The words from the first `for` on. */
export function fromFor(text: string): readonly string[] {
  const words = text.split(' ');
  return words.slice(words.findIndex((word) => plain(word) === 'for'));
}

/** `for <reason>`: all that follows, at most 200 characters; nothing when there is none. */
export function parseReason([first, ...words]: readonly string[]): string | undefined {
  if (first === undefined || plain(first) !== 'for' || words.length === 0) return undefined;
  const reason = [...words.join(' ')];
  return reason.length <= LONGEST ? reason.join('') : `${reason.slice(0, LONGEST - 1).join('')}…`;
}

/** `for <reason> [until <duration>]`: only at the very end is it an end, so that a reason may speak of one. */
export function parseLockReason(words: readonly string[]): { readonly reason?: string; readonly forMs?: number } {
  const forMs = plain(words.at(-2) ?? '') === 'until' ? parseDuration(plain(words.at(-1) ?? '')) : undefined;
  const reason = parseReason(forMs === undefined ? words : words.slice(0, -2));
  return { ...(reason !== undefined && { reason }), ...(forMs !== undefined && { forMs }) };
}
