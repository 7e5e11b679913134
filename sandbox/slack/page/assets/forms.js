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
  document.addEventListener('choose', ({ target, detail }) => {
    const { field: block } = /** @type {HTMLElement} */ (target).dataset;
    if (block) void ask('fill', { block, value: detail ?? '' });
  });
  document.addEventListener('click', (event) => {
    const button = /** @type {Element} */ (event.target).closest('button');
    if (button?.dataset.dismiss !== undefined) void ask('dismiss', {});
    if (button?.dataset.shortcut) void ask('shortcut', { callbackId: button.dataset.shortcut });
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && document.querySelector('#form dialog')) void ask('dismiss', {});
  });
}

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
  }
}

/** @type {Element | null} */
let cameFrom = null;

/**
 * A form takes the keyboard when it opens, keeps it while it is open, and gives it back.
 * @param {HTMLElement} place
 */
export function keepFocus(place) {
  const dialog = place.querySelector('dialog');
  const behind = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('nav, main, aside'));
  const wasOpen = [...behind].some(({ inert }) => inert);
  if ((dialog !== null) === wasOpen) return;
  if (dialog) cameFrom = document.activeElement;
  for (const part of behind) part.inert = dialog !== null;
  const next = dialog ? dialog.querySelector('input, select, textarea, button') : cameFrom;
  if (next instanceof HTMLElement) next.focus();
}
