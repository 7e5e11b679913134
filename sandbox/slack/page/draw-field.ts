import { html } from 'hono/html';
import type { Field } from '../block-kit/view.ts';
import { optionsOf } from '../hands/press.ts';
import type { FieldState } from '../web-api/views.ts';
import { drawCombobox } from './draw-combobox.ts';
import { type Html, NOTHING } from './html.ts';

interface Drawing {
  /** Block id of the field. */
  readonly id: string;
  readonly element: Field;
  readonly state: FieldState | undefined;
  readonly optional: boolean;
  /** Which words belong to it. */
  readonly described: Html | string;
}

/** One field of a form, with what stands in it. */
export function drawField({ id, element, state, optional, described }: Drawing): Html {
  const required = optional ? NOTHING : html` required`;
  switch (element.type) {
    case 'plain_text_input': {
      const most = element.max_length ?? 3_000;
      return element.multiline
        ? html`<textarea id="${id}" name="${id}" maxlength="${most}"${required}${described}>${state?.value ?? ''}</textarea>`
        : html`<input id="${id}" name="${id}" maxlength="${most}" value="${state?.value ?? ''}" autocomplete="off"${required}${described}>`;
    }
    case 'static_select': {
      const chosen = state?.selected_option?.value;
      return html`<select id="${id}" name="${id}" data-field="${id}"${required}${described}>
        <option value="" ${chosen === undefined ? 'selected' : ''}>${element.placeholder?.text ?? ''}</option>
        ${optionsOf(element).map(
          ({ value, text }) =>
            html`<option value="${value}" ${value === chosen ? 'selected' : ''}>${text.text}</option>`,
        )}
      </select>`;
    }
    case 'external_select':
      return drawCombobox({
        ...{ id, placeholder: element.placeholder?.text ?? '', value: state?.selected_option?.text.text ?? '' },
        more: html`data-field="${id}"${required}${described}`,
      });
    case 'checkboxes': {
      const ticked = state?.selected_options?.map(({ value }) => value) ?? [];
      return html`<div id="${id}" role="group"${described}>${element.options.map(
        ({ value, text }) =>
          html`<label class="tick"><input type="checkbox" name="${id}" value="${value}" data-ticks="${id}" ${ticked.includes(value) ? 'checked' : ''}> ${text.text}</label>`,
      )}</div>`;
    }
  }
}
