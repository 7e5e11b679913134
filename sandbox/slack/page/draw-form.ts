import { html } from 'hono/html';
import { isInput, type ViewBlock } from '../block-kit/view.ts';
import type { Company } from '../company.ts';
import type { ShownView } from '../web-api/views.ts';
import { drawBlocks } from './draw-blocks.ts';
import { drawField } from './draw-field.ts';
import { type Html, NOTHING } from './html.ts';

/** The form on top of somebody's screen; filled in and sent by the page's script. */
export function drawForm(view: ShownView | undefined, company: Company): Html {
  if (!view) return html``;
  const { title, submit, close } = view;
  return html`<dialog open data-key="${view.id}" aria-labelledby="form-title">
    <form id="view" method="dialog">
      <h2 id="form-title">${title?.text}</h2>
      ${view.blocks.map((block) => drawBlock(view, block, company))}
      <p class="choices">
        <button type="button" data-dismiss>${close?.text ?? 'Close'}</button>
        ${submit ? html`<button type="submit" class="primary">${submit.text}</button>` : NOTHING}
      </p>
    </form>
  </dialog>`;
}

function drawBlock(view: ShownView, block: ViewBlock, company: Company): Html {
  if (!isInput(block)) return drawBlocks([block], company);
  const { block_id: id, optional, label, hint, element } = block;
  const error = view.errors[id];
  const told = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  const described = told === '' ? NOTHING : html` aria-describedby="${told}"`;
  const state = view.state[id]?.[element.action_id ?? 'action'];
  return html`<div class="field" data-key="${id}">
    <label for="${id}">${label.text}${optional ? html` <small>(optional)</small>` : NOTHING}</label>
    ${drawField({ id, element, state, optional, described })}
    ${hint ? html`<small id="${id}-hint">${hint.text}</small>` : NOTHING}
    ${error === undefined ? NOTHING : html`<p class="error" role="alert" id="${id}-error">${error}</p>`}
  </div>`;
}
