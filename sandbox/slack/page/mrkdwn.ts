import { html, raw } from 'hono/html';
import type { Company } from '../company.ts';
import { drawEmoji } from './emoji.ts';
import { formatDate } from './format-date.ts';
import type { Html } from './html.ts';

/** As in Slack, a mark counts only at the edge of a word. */
const EMPHASIS = [
  [/(?<![\p{L}\p{N}_*])\*(?!\s)([^*]+?)(?<!\s)\*(?![\p{L}\p{N}_*])/gu, 'strong'],
  [/(?<![\p{L}\p{N}_])_(?!\s)([^_]+?)(?<!\s)_(?![\p{L}\p{N}_])/gu, 'em'],
  [/(?<![\p{L}\p{N}_~])~(?!\s)([^~]+?)(?<!\s)~(?![\p{L}\p{N}_~])/gu, 's'],
] as const;

/** Slack's own markup as HTML. What was escaped stays text, whatever it looks like. */
export function drawMrkdwn(text: string, company: Company): Html {
  const kept: Html[] = [];
  // code, links and pictures step aside under a private character, so that no star inside them makes anything bold
  const keep = (piece: Html) => `\uE000${kept.push(piece) - 1}\uE001`;
  const rest = text
    .replace(/[\uE000\uE001]/g, '')
    .replace(/<([^<>\n`|]+\|[^<>\n]*`[^<>\n]*)>/g, (_, inside) => keep(drawToken(inside, company))) // no code in labels
    .replace(/```\n?([\s\S]+?)\n?```\n?/g, (_, inside) => keep(html`<pre>${plain(inside)}</pre>`))
    .replace(/`([^`\n]+)`/g, (_, inside) => keep(html`<code>${plain(inside)}</code>`))
    .replace(/<([^<>\n]+)>/g, (_, inside) => keep(drawToken(inside, company)))
    .replace(/:([a-z0-9_+-]+):/g, (_, name) => keep(drawEmoji(name)));
  const lines = rest.split('\n').map((line) => drawLine(line));
  const drawn = lines.join('<br>').replaceAll('</blockquote><br>', '</blockquote>');
  const parts = drawn.split(/\uE000(\d+)\uE001/);
  return html`${parts.map((part, index) => (index % 2 === 0 ? raw(part) : (kept[Number(part)] ?? '')))}`;
}

/** Text without any markup, emoji aside. */
export const drawPlain = (text: string): Html =>
  html`${text.split(/:([a-z0-9_+-]+):/).map((part, index) => (index % 2 === 0 ? part : drawEmoji(part)))}`;

function drawLine(line: string): string {
  const quote = /^(?:&gt;|>) ?(.*)$/.exec(line);
  const said = emphasise(escapeHtml(plain(quote?.[1] ?? line)));
  return quote ? `<blockquote>${said}</blockquote>` : said;
}

function emphasise(line: string): string {
  return EMPHASIS.reduce((said, [between, tag]) => said.replace(between, `<${tag}>$1</${tag}>`), line);
}

function drawToken(token: string, company: Company): Html {
  const [target = '', ...words] = token.split('|');
  const label = words.join('|');
  if (target.startsWith('@')) return drawPerson(target.slice(1), company, label);
  if (target.startsWith('#')) return drawChannel(target.slice(1), company, label);
  if (target.startsWith('!date^')) {
    const [, seconds = '', format = ''] = target.split('^');
    return html`<time title="${plain(label)}">${formatDate(Number(seconds), plain(format), company.readerLocale)}</time>`;
  }
  if (target.startsWith('!subteam^')) return drawGroup(target.slice('!subteam^'.length), company);
  if (target.startsWith('!')) return html`<span class="mention loud">@${target.slice(1)}</span>`;
  return drawLink(plain(target), plain(label || target));
}

export function drawPerson(id: string, company: Company, label = ''): Html {
  return html`<span class="mention">@${company.person(id)?.name ?? (label || id)}</span>`;
}

export function drawChannel(id: string, company: Company, label = ''): Html {
  const name = company.channels.find((channel) => channel.id === id)?.name ?? (label || id);
  return html`<a class="mention" href="?channel=${id}" data-channel="${id}">#${name}</a>`;
}

export const drawGroup = (id: string, company: Company): Html =>
  html`<span class="mention">@${company.groups.find((group) => group.id === id)?.handle ?? id}</span>`;

/** Only to pages and letters; anything else stays words. */
export function drawLink(url: string, label: string): Html {
  if (!/^(https?:\/\/|mailto:)/i.test(url)) return html`${label}`;
  return html`<a href="${url}" target="_blank" rel="noreferrer">${label}</a>`;
}

const plain = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
