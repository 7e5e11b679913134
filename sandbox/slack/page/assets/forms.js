/** @typedef {(what: string, details: object) => Promise<any>} Ask */

/**
 * The form that the app opened over the messages, and the shortcuts that open one.
 * @param {Ask} ask
 */
export function listenForForms(ask) {
  document.addEventListener('submit', async (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.id !== 'view') return;
    event.preventDefault(); // it closes when the sandbox says so
    const words = [...form.querySelectorAll('input[name]:not([type=checkbox]), textarea[name]')];
    const values = words.map((field) => [/** @type {any} */ (field).name, /** @type {any} */ (field).value]);
    await ask('submit', { values: Object.fromEntries(values) });
  });
  document.addEventListener('change', (event) => void fill(event.target, ask));
  document.addEventListener('input', (event) => void suggest(event.target, ask));
  document.addEventListener('focusin', (event) => void suggest(event.target, ask));
  document.addEventListener('click', (event) => {
    const button = /** @type {Element} */ (event.target).closest('button');
    if (button?.dataset.dismiss !== undefined) void ask('dismiss', {});
    if (button?.dataset.shortcut) void ask('shortcut', { callbackId: button.dataset.shortcut });
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && document.querySelector('#form dialog')) void ask('dismiss', {});
  });
}

/** @type {WeakMap<HTMLElement, {text: {text: string}}[]>} */
const suggested = new WeakMap();

/**
 * A menu or a tick is told at once: other fields may depend on it.
 * @param {EventTarget | null} field
 * @param {Ask} ask
 */
async function fill(field, ask) {
  if (!(field instanceof HTMLElement)) return;
  const { field: block, ticks } = field.dataset;
  if (ticks) {
    const ticked = document.querySelectorAll(`input[data-ticks="${CSS.escape(ticks)}"]:checked`);
    await ask('fill', { block: ticks, value: [...ticked].map((tick) => /** @type {HTMLInputElement} */ (tick).value) });
  } else if (block && field instanceof HTMLSelectElement) {
    await ask('fill', { block, value: field.value });
  } else if (block && field instanceof HTMLInputElement) {
    const option = suggested.get(field)?.find(({ text }) => text.text === field.value);
    if (option) await ask('fill', { block, value: option });
    else if (field.value === '') await ask('fill', { block, value: '' });
    else field.value = field.defaultValue; // only what was offered can be chosen
  }
}

/**
 * A menu that the app fills: asked again at every letter.
 * @param {EventTarget | null} field
 * @param {Ask} ask
 */
async function suggest(field, ask) {
  if (!(field instanceof HTMLInputElement) || field.dataset.suggested === undefined || !field.list) return;
  const { list, value } = field;
  const answer = await ask('suggest-in-form', { block: field.dataset.field, query: value });
  if (!answer || field.value !== value) return;
  suggested.set(field, answer.options);
  list.replaceChildren(...answer.options.map(({ text }) => new Option(text.text, text.text)));
}
