import { z } from 'zod';

/** Text that may stand in a message as it is: only this file makes it, so foreign text cannot slip in unescaped. */
export const SafeText = z.string().brand<'SafeText'>();
export type SafeText = z.infer<typeof SafeText>;

/** Our own words with safe things in between. */
export function safe(words: TemplateStringsArray, ...between: readonly (SafeText | number)[]): SafeText {
  return SafeText.parse(words.map((word, index) => `${word}${between[index] ?? ''}`).join(''));
}

export const NOTHING = safe``;

export const join = (parts: readonly SafeText[], glue: SafeText): SafeText => SafeText.parse(parts.join(glue));

/** At most `length` code points: cutting inside an emoji or an entity shows as garbage. */
export function shorten(text: string, length: number): string {
  const points = [...text];
  return points.length <= length ? text : `${points.slice(0, length - 1).join('')}…`;
}

const escapeMrkdwn = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** What could end a code span, start a line of its own, or turn the direction of reading. */
const UNRULY = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}`]/gu;

export const tame = (text: string, length: number): string => shorten(text.replace(UNRULY, ' ').trim(), length);

/** Text from outside (a branch, a commit subject, an answer): data, whatever it says. Takes at most 5 × `length` characters. */
export function foreign(text: string, length = 200): SafeText {
  return SafeText.parse(escapeMrkdwn(tame(text, length)));
}

export function code(text: string, length = 120): SafeText {
  const inside = foreign(text, length);
  return inside === '' ? safe`–` : safe`\`${inside}\``;
}

/** For places that hold plain text only. */
export const withoutMarks = (text: string): string =>
  text.replace(/[*`]/g, '').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');

/** Whatever is no Slack id is shown as plain words. */
export function person(id: string): SafeText {
  return /^[UW][A-Z0-9]{2,30}$/.test(id) ? SafeText.parse(`<@${id}>`) : foreign(id, 60);
}

/** A person or a user group, called: everybody in it is notified. */
export function mention(id: string): SafeText {
  return /^S[A-Z0-9]{2,30}$/.test(id) ? SafeText.parse(`<!subteam^${id}>`) : person(id);
}

export function channel(id: string): SafeText {
  return /^[CG][A-Z0-9]{2,30}$/.test(id) ? SafeText.parse(`<#${id}>`) : foreign(id, 60);
}

/** Each reader sees it in their own time zone; old clients see UTC. */
export function moment(at: number): SafeText {
  const utc = `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return SafeText.parse(`<!date^${Math.floor(at / 1000)}^{date_short_pretty} {time}|${utc}>`);
}

/** A link, when its origin is the one that the configuration trusts; else only the label. Slack draws no code in a link's label. */
export function link(url: string, label: SafeText, trusted: string): SafeText {
  const [parsed, origin] = [parseUrl(url), parseUrl(trusted)?.origin];
  if (!parsed || parsed.origin !== origin || parsed.username !== '') return label;
  const address = escapeMrkdwn(parsed.href.replace(/\|/g, '%7C').replace(/`/g, '%60'));
  return address.length > 2_000
    ? label
    : SafeText.parse(`<${address}|${label.replace(/[|]/g, '¦').replace(/`/g, '')}>`);
}

function parseUrl(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url : undefined;
}

/** As many whole lines as fit: a cut inside an entity or a link would show as garbage. */
export function fitting(lines: readonly SafeText[], length: number): SafeText {
  let text = '';
  for (const line of lines) {
    const longer = text === '' ? line : `${text}\n${line}`;
    if (longer.length > length) return SafeText.parse(`${text}\n…`);
    text = longer;
  }
  return SafeText.parse(text);
}
