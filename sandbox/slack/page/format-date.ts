const DAY_MS = 86_400_000;

const inWords = (at: Date, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-US', options).format(at);

export const clockTime = (at: Date): string => inWords(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

export const fullTime = (at: Date): string => inWords(at, { dateStyle: 'full', timeStyle: 'medium' });

const SHORT: Intl.DateTimeFormatOptions = { month: 'short', day: 'numeric', year: 'numeric' };
const LONG: Intl.DateTimeFormatOptions = { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' };
const MIDDLE: Intl.DateTimeFormatOptions = { month: 'long', day: 'numeric', year: 'numeric' };

/** Today and yesterday by their names, other days by their date. */
export function dayName(at: Date, options = LONG, now = new Date()): string {
  const days = Math.round((new Date(now).setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / DAY_MS);
  if (days === 0) return 'Today';
  return days === 1 ? 'Yesterday' : inWords(at, options);
}

const FORMATS: Readonly<Record<string, (at: Date) => string>> = {
  date_num: (at) => at.toISOString().slice(0, 10),
  date: (at) => inWords(at, MIDDLE),
  date_short: (at) => inWords(at, SHORT),
  date_long: (at) => inWords(at, LONG),
  date_pretty: (at) => dayName(at, MIDDLE),
  date_short_pretty: (at) => dayName(at, SHORT),
  date_long_pretty: (at) => dayName(at),
  time: clockTime,
  time_secs: (at) => inWords(at, { timeStyle: 'medium', hourCycle: 'h23' }),
};

/** Slack's `<!date^…>`: `{date_short_pretty} {time}` in the reader's own time zone. */
export function formatDate(seconds: number, format: string): string {
  const at = new Date(seconds * 1000);
  return format.replace(/\{(\w+)\}/g, (whole, name) => FORMATS[name]?.(at) ?? whole);
}
