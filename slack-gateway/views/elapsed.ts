import type { Locale } from '../../domain/target.ts';
import { foreign, join, type SafeText, safe } from './text.ts';

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** How long something took, in its two largest units: `3 min 20 sec`, `2 日 4 時間`. */
export function elapsed(ms: number, locale: Locale): SafeText {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  const largest = UNITS.findIndex(([, length]) => seconds >= length || length === 1);
  let left = seconds;
  const parts: SafeText[] = [];
  for (const [unit, length] of UNITS.slice(largest, largest + 2)) {
    const count = Math.floor(left / length);
    left %= length;
    if (count > 0 || parts.length === 0) parts.push(amount(count, unit, locale));
  }
  return join(parts, safe` `);
}

const amount = (count: number, unit: (typeof UNITS)[number][0], locale: Locale): SafeText =>
  foreign(new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(count), 40);
