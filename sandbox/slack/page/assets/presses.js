/** @typedef {(what: string, details: object) => Promise<any>} Ask */

/** @type {(() => void)[]} */
const held = [];
let isDown = false;

/**
 * At once, or when the pointer is up again: what moves away under it would not be pressed.
 * @param {() => void} work
 */
export function onceReleased(work) {
  if (isDown) held.push(work);
  else work();
}

function release() {
  isDown = false;
  for (const work of held.splice(0)) work();
}

/**
 * Buttons and menus of messages, and the buttons that push images.
 * @param {Ask} ask
 */
export function listenForPresses(ask) {
  document.addEventListener('pointerdown', () => {
    isDown = true;
  });
  for (const end of ['pointerup', 'pointercancel']) document.addEventListener(end, () => setTimeout(release)); // after the click
  document.addEventListener('click', async (event) => {
    const button = /** @type {Element} */ (event.target).closest('button');
    if (button?.dataset.push) await whileBusy(button, () => ask('push', { service: button.dataset.push }));
    if (!button?.dataset.actionId || !(await isConfirmed(button))) return;
    if (button.dataset.url) window.open(button.dataset.url, '_blank', 'noreferrer');
    await whileBusy(button, () => ask('click', { ...placeOf(button), value: button.dataset.value }));
  });
  document.addEventListener('change', async (event) => {
    const menu = event.target;
    if (menu instanceof HTMLSelectElement) await take(menu, menu.value);
  });
  document.addEventListener('choose', ({ target, detail }) => take(/** @type {HTMLElement} */ (target), detail));

  /**
   * @param {HTMLElement} menu
   * @param {unknown} option
   */
  async function take(menu, option) {
    if (!menu.dataset.actionId || !option || !(await isConfirmed(menu))) return;
    await whileBusy(menu, () => ask('choose', { ...placeOf(menu), option }));
  }
}

/** @param {HTMLElement} element */
export function placeOf(element) {
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
