import { html } from 'hono/html';
import type { Inline, RichTextPart } from '../block-kit/rich-text.ts';
import type { Company } from '../company.ts';
import { drawEmoji } from './emoji.ts';
import { formatDate } from './format-date.ts';
import type { Html } from './html.ts';
import { drawChannel, drawGroup, drawLink, drawPerson } from './mrkdwn.ts';

export function drawRichText(parts: readonly RichTextPart[], company: Company): Html {
  return html`<div class="rich-text">${parts.map((part) => drawPart(part, company))}</div>`;
}

function drawPart(part: RichTextPart, company: Company): Html {
  switch (part.type) {
    case 'rich_text_section':
      return html`<p>${drawLine(part.elements, company)}</p>`;
    case 'rich_text_preformatted':
      return html`<pre>${drawLine(part.elements, company)}</pre>`;
    case 'rich_text_quote':
      return html`<blockquote>${drawLine(part.elements, company)}</blockquote>`;
    case 'rich_text_list': {
      const items = part.elements.map(({ elements }) => html`<li>${drawLine(elements, company)}</li>`);
      return part.style === 'ordered' ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
    }
  }
}

const drawLine = (line: readonly Inline[], company: Company) => line.map((inline) => drawInline(inline, company));

function drawInline(inline: Inline, company: Company): Html {
  const drawn = drawBare(inline, company);
  const { bold, italic, strike, code, underline } = inline.style ?? {};
  const coded = code ? html`<code>${drawn}</code>` : drawn;
  const struck = strike ? html`<s>${coded}</s>` : coded;
  const slanted = italic ? html`<em>${struck}</em>` : struck;
  const underlined = underline ? html`<u>${slanted}</u>` : slanted;
  return bold ? html`<strong>${underlined}</strong>` : underlined;
}

function drawBare(inline: Inline, company: Company): Html {
  switch (inline.type) {
    case 'text':
      return html`${inline.text}`;
    case 'link':
      return drawLink(inline.url, inline.text ?? inline.url);
    case 'user':
      return drawPerson(inline.user_id, company);
    case 'usergroup':
      return drawGroup(inline.usergroup_id, company);
    case 'channel':
      return drawChannel(inline.channel_id, company);
    case 'emoji':
      return drawEmoji(inline.name);
    case 'date':
      return html`<time>${formatDate(inline.timestamp, inline.format, company.readerLocale)}</time>`;
    case 'broadcast':
      return html`<span class="mention loud">@${inline.range}</span>`;
  }
}
