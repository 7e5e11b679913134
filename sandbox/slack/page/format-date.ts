const DAY_MS = 86_400_000;
const ENGLISH = 'en-US';

const inWords = (at: Date, options: Intl.DateTimeFormatOptions, locale = ENGLISH) =>
  new Intl.DateTimeFormat(locale, options).format(at);

export const clockTime = (at: Date): string => inWords(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

export const fullTime = (at: Date): string => inWords(at, { dateStyle: 'full', timeStyle: 'medium' });

const SHORT: Intl.DateTimeFormatOptions = { month: 'short', day: 'numeric', year: 'numeric' };
const LONG: Intl.DateTimeFormatOptions = { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' };
const MIDDLE: Intl.DateTimeFormatOptions = { month: 'long', day: 'numeric', year: 'numeric' };

interface Day {
  readonly options?: Intl.DateTimeFormatOptions;
  readonly locale?: string | undefined;
  readonly now?: Date;
}

/** Today and yesterday by their names, other days by their date. */
export function dayName(at: Date, { options = LONG, locale = ENGLISH, now = new Date() }: Day = {}): string {
  const days = Math.round((new Date(now).setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / DAY_MS);
  if (days !== 0 && days !== 1) return inWords(at, options, locale);
  const name = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-days, 'day');
  return name.charAt(0).toUpperCase() + name.slice(1);
}

const FORMATS: Readonly<Record<string, (at: Date, locale?: string) => string>> = {
  date_num: (at) => at.toISOString().slice(0, 10),
  date: (at, locale) => inWords(at, MIDDLE, locale),
  date_short: (at, locale) => inWords(at, SHORT, locale),
  date_long: (at, locale) => inWords(at, LONG, locale),
  date_pretty: (at, locale) => dayName(at, { options: MIDDLE, locale }),
  date_short_pretty: (at, locale) => dayName(at, { options: SHORT, locale }),
  date_long_pretty: (at, locale) => dayName(at, { locale }),
  time: clockTime,
  time_secs: (at) => inWords(at, { timeStyle: 'medium', hourCycle: 'h23' }),
};

/** Slack's `<!date^…>`: `{date_short_pretty} {time}` in the reader's own time zone and language. */
export function formatDate(seconds: number, format: string, locale?: string): string {
  const at = new Date(seconds * 1000);
  return format.replace(/\{(\w+)\}/g, (whole, name) => FORMATS[name]?.(at, locale) ?? whole);
}
