/** @typedef {(what: string, details: object) => Promise<object | undefined>} Ask */

/**
 * Enter sends, in the composer and in threads.
 * @param {Ask} ask
 * @param {() => void} goToEnd
 */
export function listenForWords(ask, goToEnd) {
  document.addEventListener('keydown', (event) => {
    const field = event.target;
    if (!(field instanceof HTMLTextAreaElement) || event.key !== 'Enter') return;
    if (event.shiftKey || event.isComposing) return; // a Japanese word in the making is no sentence yet
    event.preventDefault();
    field.form?.requestSubmit();
  });
  document.addEventListener('input', (event) => {
    if (event.target instanceof HTMLTextAreaElement) grow(event.target);
  });
  document.addEventListener('submit', async (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.matches('.composer')) return;
    event.preventDefault();
    const field = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem('text'));
    const text = field.value.trim();
    if (text === '') return;
    field.value = '';
    grow(field);
    const { threadTs } = form.dataset;
    if (!threadTs) goToEnd();
    const answer = await ask('say', { text, ...(threadTs && { threadTs }) });
    if (!answer && field.value === '') field.value = text; // nothing is lost when it could not be sent
  });
}

/** @param {HTMLTextAreaElement} field */
function grow(field) {
  field.style.height = 'auto';
  field.style.height = `${Math.min(field.scrollHeight, 200)}px`;
}
