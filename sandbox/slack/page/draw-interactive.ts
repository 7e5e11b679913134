import { html } from 'hono/html';
import type { Button, Confirm, Interactive, Option } from '../block-kit/elements.ts';
import type { Company } from '../company.ts';
import { optionsOf } from '../hands/press.ts';
import { drawCombobox } from './draw-combobox.ts';
import { type Html, NOTHING } from './html.ts';
import { drawMrkdwn, drawPlain } from './mrkdwn.ts';

/** What a person can press; the page's script finds it by its data. */
export function drawInteractive(element: Interactive, blockId: string | undefined, company: Company): Html {
  const drawn = element.type === 'button' ? drawButton(element, blockId) : drawMenu(element, blockId);
  return element.confirm ? html`<span class="asks">${drawn}${drawConfirm(element.confirm, company)}</span>` : drawn;
}

function drawButton({ text, style, action_id, value, accessibility_label, url }: Button, blockId?: string): Html {
  const label = accessibility_label ? html` aria-label="${accessibility_label}"` : NOTHING;
  return html`<button type="button" class="button ${style ?? ''}" data-action-id="${action_id}"
    data-block-id="${blockId}" data-value="${value ?? ''}" data-url="${url ?? ''}"${label}>${drawPlain(text.text)}</button>`;
}

function drawMenu(element: Exclude<Interactive, Button>, blockId?: string): Html {
  const data = html`data-action-id="${element.action_id}" data-block-id="${blockId}"`;
  const prompt = element.type === 'overflow' ? '⋯' : (element.placeholder?.text ?? 'Choose an option');
  if (element.type === 'external_select') {
    const id = `menu-${blockId}-${element.action_id}`;
    return drawCombobox({
      id,
      placeholder: prompt,
      value: '',
      more: html`class="menu" aria-label="${prompt}" ${data}`,
    });
  }
  const chosen = element.type === 'static_select' ? element.initial_option?.value : undefined;
  return html`<select class="menu" aria-label="${prompt}" ${data}>
    <option value="" disabled ${chosen === undefined ? 'selected' : ''}>${prompt}</option>
    ${optionsOf(element).map((option) => drawOption(option, option.value === chosen))}
  </select>`;
}

const drawOption = ({ value, text }: Option, chosen: boolean): Html =>
  html`<option value="${value}" ${chosen ? 'selected' : ''}>${text.text}</option>`;

/** Asks once more before the click counts. */
function drawConfirm({ title, text, confirm, deny, style }: Confirm, company: Company): Html {
  const words = text.type === 'mrkdwn' ? drawMrkdwn(text.text, company) : drawPlain(text.text);
  return html`<dialog class="confirm">
    <form method="dialog">
      <h2>${title?.text ?? 'Are you sure?'}</h2>
      <p>${words}</p>
      <menu>
        <button class="button" value="no">${deny?.text ?? 'Cancel'}</button>
        <button class="button ${style ?? 'primary'}" value="yes">${confirm?.text ?? 'OK'}</button>
      </menu>
    </form>
  </dialog>`;
}
