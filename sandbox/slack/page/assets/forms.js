/**
 * The form that the app opened over the messages.
 * @param {(what: string, details: object) => Promise<any>} ask
 */
export function listenForForms(ask) {
  document.addEventListener('submit', async (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.id !== 'view') return;
    event.preventDefault(); // it closes when the sandbox says so
    await ask('submit', { values: Object.fromEntries(new FormData(form)) });
  });
  document.addEventListener('click', (event) => {
    const button = /** @type {Element} */ (event.target).closest('button');
    if (button?.dataset.dismiss !== undefined) void ask('dismiss', {});
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && document.querySelector('#form dialog')) void ask('dismiss', {});
  });
}
