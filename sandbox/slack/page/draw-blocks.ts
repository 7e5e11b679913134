import { html } from 'hono/html';
import type { Block } from '../block-kit/block.ts';
import type { AnyText } from '../block-kit/elements.ts';
import type { Company } from '../company.ts';
import { drawInteractive } from './draw-interactive.ts';
import { drawRichText } from './draw-rich-text.ts';
import { type Html, NOTHING } from './html.ts';
import { drawMrkdwn, drawPlain } from './mrkdwn.ts';

export const drawBlocks = (blocks: readonly Block[], company: Company): Html =>
  html`<div class="blocks">${blocks.map((block) => drawBlock(block, company))}</div>`;

function drawBlock(block: Block, company: Company): Html {
  switch (block.type) {
    case 'section':
      return drawSection(block, company);
    case 'header':
      return html`<h3 class="block header">${drawPlain(block.text.text)}</h3>`;
    case 'context':
      return html`<div class="block context">${block.elements.map((element) =>
        element.type === 'image' ? drawPicture(element) : html`<span>${drawText(element, company)}</span>`,
      )}</div>`;
    case 'actions':
      return html`<div class="block actions" role="group" data-key="${block.block_id}">${block.elements.map((element) =>
        drawInteractive(element, block.block_id, company),
      )}</div>`;
    case 'divider':
      return html`<hr class="block">`;
    case 'image':
      return html`<figure class="block">
        ${block.title ? html`<figcaption>${drawPlain(block.title.text)}</figcaption>` : NOTHING}${drawPicture(block)}
      </figure>`;
    case 'rich_text':
      return html`<div class="block">${drawRichText(block.elements, company)}</div>`;
    case 'markdown':
      return html`<div class="block markdown">${block.text}</div>`;
  }
}

function drawSection(block: Extract<Block, { type: 'section' }>, company: Company): Html {
  const { text, fields, accessory, block_id } = block;
  const words = text ? html`<div class="text">${drawText(text, company)}</div>` : NOTHING;
  const cells = fields?.map((field) => html`<div>${drawText(field, company)}</div>`);
  const beside = accessory?.type === 'image' ? drawPicture(accessory) : undefined;
  const pressed = accessory && accessory.type !== 'image' ? drawInteractive(accessory, block_id, company) : beside;
  return html`<div class="block section">
    <div class="words">${words}${cells ? html`<div class="fields">${cells}</div>` : NOTHING}</div>
    ${pressed ? html`<div class="accessory">${pressed}</div>` : NOTHING}
  </div>`;
}

const drawPicture = ({ image_url, alt_text }: { image_url: string; alt_text: string }): Html =>
  html`<img src="${image_url}" alt="${alt_text}">`;

const drawText = ({ type, text }: AnyText, company: Company): Html =>
  type === 'mrkdwn' ? drawMrkdwn(text, company) : drawPlain(text);
