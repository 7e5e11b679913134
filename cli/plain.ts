import type { Locale } from '../domain/target.ts';
import { EMOJI } from './emoji.ts';
import { type Paint, printable } from './paint.ts';

export interface Reader {
  readonly locale: Locale;
  readonly paint: Paint;
  /** The name of a Slack user, as people here know it. */
  nameOf(user: string): string;
}

/** Everything in our messages that is more than words. Foreign text in them has neither `<` nor a backtick. */
const MARKS = new RegExp(
  [
    '<!date\\^(?<at>\\d+)\\^[^|>]*\\|[^>]*>',
    '<@(?<user>[UW][A-Z0-9]+)>',
    '<!subteam\\^(?<group>S[A-Z0-9]+)>',
    '<#(?<channel>[CG][A-Z0-9]+)>',
    '<(?<url>https?:[^|>]+)\\|(?<label>[^>]*)>',
    '`(?<code>[^`]*)`',
    ':(?<emoji>[a-z_]+):',
  ].join('|'),
  'g',
);

/** A message of ours, written for Slack, as a terminal shows it. */
export function renderPlain(text: string, reader: Reader): string {
  const { paint } = reader;
  const drawn = text.replace(MARKS, (...args) => drawMark(args[0], args.at(-1), reader));
  const bold = drawn.replace(/\*([^*\n]+)\*/g, (_, words: string) => paint(words, 'bold'));
  return bold.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

type Marks = Readonly<Record<string, string | undefined>>;

function drawMark(whole: string, { at, user, group, channel, url, label, code, emoji }: Marks, reader: Reader): string {
  const { paint, nameOf, locale } = reader;
  if (at !== undefined) return formatMoment(Number(at) * 1_000, locale);
  if (user !== undefined) return `@${printable(nameOf(user))}`;
  if (group !== undefined) return `@${group}`;
  if (channel !== undefined) return `#${channel}`;
  if (url !== undefined) return `${label} ${paint(`(${url})`, 'dim')}`;
  if (code !== undefined) return paint(code, 'cyan');
  return EMOJI[emoji ?? ''] ?? whole;
}

/** In the time zone of whoever reads it. */
const formatMoment = (at: number, locale: Locale): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
