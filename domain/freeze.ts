import { Temporal } from 'temporal-polyfill';
import type { FreezeWindow, Weekday } from './target.ts';

/** No deploys until then (epoch milliseconds). */
export interface Freeze {
  readonly reason: string;
  readonly until: number;
}

const WEEKDAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const WINDOWS_CHAINED_AT_MOST = 60;

/** The freeze that is in force now. Windows that overlap or adjoin are one, and it ends with the last of them. */
export function freezeAt(
  windows: readonly FreezeWindow[] | undefined,
  timeZone: string,
  now: number,
): Freeze | undefined {
  const present = latestIn(windows, timeZone, now);
  if (!present) return undefined;
  let { until } = present;
  for (let chained = 0; chained < WINDOWS_CHAINED_AT_MOST; chained += 1) {
    const next = latestIn(windows, timeZone, until);
    if (!next) break;
    until = next.until;
  }
  return { reason: present.reason, until };
}

/** Of the windows that hold this moment the one that ends last. A window that passes midnight belongs to the day it starts. */
function latestIn(windows: readonly FreezeWindow[] = [], timeZone: string, at: number): Freeze | undefined {
  const today = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate();
  const found = [today.subtract({ days: 1 }), today].flatMap((day) =>
    windows
      .filter(({ days }) => days.some((name) => WEEKDAYS.indexOf(name) + 1 === day.dayOfWeek))
      .map((window) => ({ reason: window.reason, ...spanOf(window, day, timeZone) }))
      .filter(({ from, until }) => from <= at && at < until),
  );
  const [last] = found.toSorted((one, other) => other.until - one.until);
  return last && { reason: last.reason, until: last.until };
}

function spanOf({ from, to }: FreezeWindow, day: Temporal.PlainDate, timeZone: string) {
  const at = (date: Temporal.PlainDate, time: string) =>
    date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds;
  const nextDay = day.add({ days: 1 });
  if (to === '24:00') return { from: at(day, from), until: at(nextDay, '00:00') };
  return { from: at(day, from), until: to > from ? at(day, to) : at(nextDay, to) };
}
