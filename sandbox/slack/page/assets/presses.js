/** @typedef {(what: string, details: object) => Promise<any>} Ask */

/**
 * Buttons and menus of messages, and the buttons that push images.
 * @param {Ask} ask
 */
export function listenForPresses(ask) {
  document.addEventListener('click', async (event) => {
    const button = /** @type {Element} */ (event.target).closest('button');
    if (button?.dataset.push) await whileBusy(button, () => ask('push', { service: button.dataset.push }));
    if (!button?.dataset.actionId || !(await isConfirmed(button))) return;
    if (button.dataset.url) window.open(button.dataset.url, '_blank', 'noreferrer');
    await whileBusy(button, () => ask('click', { ...placeOf(button), value: button.dataset.value }));
  });
  document.addEventListener('change', async (event) => {
    const menu = event.target;
    if (!(menu instanceof HTMLElement) || !menu.dataset.actionId || !(await isConfirmed(menu))) return;
    const option = menu instanceof HTMLSelectElement ? menu.value : optionOf(menu);
    if (option) await whileBusy(menu, () => ask('choose', { ...placeOf(menu), option }));
  });
  document.addEventListener('input', (event) => void fillMenu(event.target, ask));
  document.addEventListener('focusin', (event) => void fillMenu(event.target, ask));
}

/** @param {HTMLElement} element */
function placeOf(element) {
  const { actionId, blockId } = element.dataset;
  if (element.closest('#home')) return { home: true, actionId, blockId };
  return { ts: /** @type {HTMLElement} */ (element.closest('.message')).dataset.ts, actionId, blockId };
}

/**
 * The element shows that it waits, and cannot be pressed twice, until the answer is there.
 * @param {HTMLElement} element
 * @param {() => Promise<unknown>} work
 */
async function whileBusy(element, work) {
  element.setAttribute('aria-busy', 'true');
  element.toggleAttribute('disabled', true);
  try {
    await work();
  } finally {
    element.removeAttribute('aria-busy');
    element.removeAttribute('disabled');
  }
}

/**
 * Asks "are you sure?" where the app wants that.
 * @param {HTMLElement} element
 * @returns {Promise<boolean>}
 */
function isConfirmed(element) {
  const dialog = element.parentElement?.querySelector('dialog');
  if (!element.parentElement?.matches('.asks') || !dialog) return Promise.resolve(true);
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}

/** @type {WeakMap<HTMLElement, {text: {text: string}}[]>} */
const suggested = new WeakMap();

/**
 * A menu that the app fills: asked again at every letter.
 * @param {EventTarget | null} field
 * @param {Ask} ask
 */
async function fillMenu(field, ask) {
  if (!(field instanceof HTMLInputElement) || !field.list || !field.dataset.actionId) return;
  const { list, value } = field;
  const answer = await ask('suggest', { ...placeOf(field), query: value });
  if (!answer || field.value !== value) return;
  suggested.set(field, answer.options);
  list.replaceChildren(...answer.options.map(({ text }) => new Option(text.text, text.text)));
}

/** @param {HTMLElement} field */
function optionOf(field) {
  const typed = field instanceof HTMLInputElement ? field.value : '';
  return suggested.get(field)?.find(({ text }) => text.text === typed);
}
