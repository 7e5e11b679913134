import { html } from 'hono/html';
import { z } from 'zod';
import type { ShownView } from '../web-api/views.ts';
import { type Html, NOTHING } from './html.ts';

const Plain = z.object({ text: z.string() });
const Section = z.object({ type: z.literal('section'), text: Plain });
const Input = z.object({
  type: z.literal('input'),
  block_id: z.string(),
  optional: z.boolean().default(false),
  label: Plain,
  element: z.object({ multiline: z.boolean().default(false), max_length: z.number().optional() }),
});
const Words = z.object({ title: Plain, submit: Plain.optional(), close: Plain.optional() });

/** The form on top of somebody's screen; filled in and sent by the page's script. */
export function drawForm(view: ShownView | undefined): Html {
  if (!view) return html``;
  const { title, submit, close } = Words.parse(view);
  return html`<dialog open data-key="${view.id}" aria-labelledby="form-title">
    <form id="view" method="dialog">
      <h2 id="form-title">${title.text}</h2>
      ${view.blocks.map(drawBlock)}
      <p class="choices">
        <button type="button" data-dismiss>${close?.text ?? 'Close'}</button>
        ${submit ? html`<button type="submit" class="primary">${submit.text}</button>` : NOTHING}
      </p>
    </form>
  </dialog>`;
}

function drawBlock(block: unknown): Html {
  const section = Section.safeParse(block).data;
  if (section) return html`<p>${section.text.text}</p>`;
  const input = Input.safeParse(block).data;
  if (!input) return html``;
  const { block_id: id, optional, label, element } = input;
  const most = element.max_length ?? 3_000;
  return html`<label>${label.text}${optional ? html` <small>(optional)</small>` : NOTHING}
    ${
      element.multiline
        ? html`<textarea name="${id}" maxlength="${most}" ${optional ? '' : 'required'}></textarea>`
        : html`<input name="${id}" maxlength="${most}" ${optional ? '' : 'required'} autocomplete="off">`
    }
  </label>`;
}
