import { listenForMenus } from './combobox.js';
import { keepFocus, listenForForms } from './forms.js';
import { morph } from './morph.js';
import { listenForPresses, onceReleased, placeOf } from './presses.js';
import { listenForWords } from './words.js';

const { as, channel } = document.body.dataset;
const messages = document.getElementById('messages'); // not on the home tab
const notice = /** @type {HTMLElement} */ (document.getElementById('notice'));

/**
 * Asks the sandbox to do something as the person whom the page acts as; a refusal is shown.
 * @param {string} what
 * @param {object} details
 */
async function ask(what, details) {
  const body = JSON.stringify({ as, channel, ...details });
  const headers = { 'content-type': 'application/json' };
  try {
    const response = await fetch(`/page/${what}`, { method: 'POST', headers, body });
    const answer = await response.json();
    notice.textContent = response.ok ? '' : answer.error;
    return response.ok ? answer : undefined;
  } catch {
    notice.textContent = 'The sandbox does not answer.';
    return undefined;
  }
}

const atEnd = () => messages !== null && messages.scrollHeight - messages.scrollTop - messages.clientHeight < 120;
const goToEnd = () => {
  if (messages) messages.scrollTop = messages.scrollHeight;
};

const live = new EventSource(`/page/live?${new URLSearchParams({ as, channel })}`);
for (const part of ['messages', 'channels', 'form', 'panel', 'home']) {
  live.addEventListener(part, ({ data }) => onceReleased(() => show(part, data)));
}

/**
 * @param {string} part
 * @param {string} text
 */
function show(part, text) {
  const place = document.getElementById(part);
  if (!place) return;
  const follow = part === 'messages' && atEnd();
  morph(place, text);
  if (part === 'form') keepFocus(place);
  if (follow) goToEnd();
}

live.addEventListener('open', () => document.body.classList.remove('offline'));
live.addEventListener('error', () => document.body.classList.add('offline'));

listenForMenus((field, query) =>
  field.dataset.field
    ? ask('suggest-in-form', { block: field.dataset.field, query })
    : ask('suggest', { ...placeOf(field), query }),
);
listenForWords(ask, goToEnd);
listenForPresses(ask);
listenForForms(ask);
if (location.hash === '') goToEnd();
