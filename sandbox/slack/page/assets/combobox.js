/** @typedef {{text: {text: string}, value: string}} Option */
/** @typedef {(what: string, details: object) => Promise<any>} Ask */
/** @typedef {{options: readonly Option[], chosen: string}} Offer */

/** @type {WeakMap<HTMLInputElement, Offer>} */
const offers = new WeakMap();

/**
 * Menus that the app fills, asked again at every letter: by mouse, by arrows and Enter, or by typing a whole name.
 * What is chosen comes as the event `choose`; nothing, where the field was emptied.
 * @param {(field: HTMLInputElement, query: string) => Promise<{options: readonly Option[]} | undefined>} suggest
 */
export function listenForMenus(suggest) {
  const offer = async (/** @type {EventTarget | null} */ target) => {
    const field = comboboxOf(target);
    if (!field) return;
    const { value } = field;
    const answer = await suggest(field, field.value === field.defaultValue ? '' : value);
    if (!answer || field.value !== value || document.activeElement !== field) return;
    offers.set(field, { options: answer.options, chosen: offers.get(field)?.chosen ?? field.defaultValue });
    show(field, answer.options);
  };
  document.addEventListener('input', (event) => void offer(event.target));
  document.addEventListener('focusin', (event) => void offer(event.target));
  document.addEventListener('focusout', (event) => settle(comboboxOf(event.target)));
  document.addEventListener('mousedown', (event) => {
    const option = /** @type {Element} */ (event.target).closest('[role=option]');
    const field = option && comboboxOf(option.closest('.search')?.querySelector('input') ?? null);
    if (!field) return;
    event.preventDefault(); // the field keeps the focus
    choose(field, option.textContent ?? '');
  });
  document.addEventListener('keydown', (event) => {
    const field = comboboxOf(event.target);
    if (field && !listOf(field).hidden) listen(field, event);
  });
}

/**
 * @param {HTMLInputElement} field
 * @param {KeyboardEvent} event
 */
function listen(field, event) {
  const options = [...listOf(field).children];
  const active = options.findIndex((option) => option.id === field.getAttribute('aria-activedescendant'));
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in steps) {
    const step = steps[/** @type {keyof steps} */ (event.key)];
    activate(field, options[(active + step + options.length) % options.length]);
  } else if (event.key === 'Enter' && active >= 0) choose(field, options[active]?.textContent ?? '');
  else if (event.key === 'Escape') hide(field);
  else return;
  event.preventDefault();
  event.stopImmediatePropagation(); // Escape closes the list, not yet the form
}

/**
 * @param {HTMLInputElement} field
 * @param {readonly Option[]} options
 */
function show(field, options) {
  const list = listOf(field);
  list.replaceChildren(
    ...options.map(({ text }, index) => {
      const item = document.createElement('li');
      item.id = `${list.id}-${index}`;
      item.setAttribute('role', 'option');
      item.textContent = text.text;
      return item;
    }),
  );
  list.hidden = options.length === 0;
  field.setAttribute('aria-expanded', String(!list.hidden));
  field.removeAttribute('aria-activedescendant');
}

/**
 * @param {HTMLInputElement} field
 * @param {Element | undefined} option
 */
function activate(field, option) {
  if (!option) return;
  for (const other of listOf(field).children) other.setAttribute('aria-selected', String(other === option));
  field.setAttribute('aria-activedescendant', option.id);
  option.scrollIntoView({ block: 'nearest' });
}

/** @param {HTMLInputElement} field */
function hide(field) {
  listOf(field).hidden = true;
  field.setAttribute('aria-expanded', 'false');
  field.removeAttribute('aria-activedescendant');
}

/**
 * @param {HTMLInputElement} field
 * @param {string} text
 */
function choose(field, text) {
  const { options, chosen } = offers.get(field) ?? { options: [], chosen: '' };
  const option = options.find((it) => it.text.text === text);
  field.value = text;
  hide(field);
  if (text === chosen) return;
  offers.set(field, { options, chosen: text });
  field.dispatchEvent(new CustomEvent('choose', { bubbles: true, detail: option }));
}

/**
 * Whoever leaves the field has chosen what stands in it, if it was offered.
 * @param {HTMLInputElement | undefined} field
 */
function settle(field) {
  const offer = field && offers.get(field);
  if (!offer) return;
  const isOffered = offer.options.some(({ text }) => text.text === field.value);
  if (isOffered || field.value === '') choose(field, field.value);
  else field.value = offer.chosen;
  hide(field);
}

/** @param {EventTarget | null} target */
const comboboxOf = (target) =>
  target instanceof HTMLInputElement && target.getAttribute('role') === 'combobox' ? target : undefined;

/** @param {HTMLInputElement} field */
const listOf = (field) =>
  /** @type {HTMLElement} */ (document.getElementById(field.getAttribute('aria-controls') ?? ''));
