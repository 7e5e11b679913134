import { html } from 'hono/html';
import type { Html } from './html.ts';

interface Combobox {
  readonly id: string;
  readonly placeholder: string;
  readonly value: string;
  /** Its further attributes. */
  readonly more: Html;
}

/** A field with a list that the app fills while one types. */
export const drawCombobox = ({ id, placeholder, value, more }: Combobox): Html =>
  html`<span class="search"><input id="${id}" type="text" role="combobox" aria-expanded="false" aria-autocomplete="list"
    aria-controls="${id}-list" placeholder="${placeholder}" value="${value}" autocomplete="off" ${more}><ul
    id="${id}-list" role="listbox" aria-label="${placeholder}" hidden></ul></span>`;
