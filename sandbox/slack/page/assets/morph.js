/** What the reader did to the page and the sandbox knows nothing of. */
const READERS_OWN = new Set(['open', 'style', 'hidden', 'aria-expanded', 'aria-activedescendant']);

/** @type {WeakMap<Element, string>} */
const lastSeen = new WeakMap();

/**
 * Makes an element's content look like the text, changing only what differs: what one types,
 * has open or waits for stays.
 * @param {Element} element
 * @param {string} text
 */
export function morph(element, text) {
  const template = document.createElement('template');
  template.innerHTML = text;
  morphChildren(element, template.content);
}

/**
 * @param {Element} element
 * @param {Element | DocumentFragment} wanted
 */
function morphChildren(element, wanted) {
  let place = element.firstChild;
  for (const child of [...wanted.childNodes]) {
    const match = findMatch(place, child);
    if (!match) {
      if (child instanceof HTMLElement && child.dataset.key) child.classList.add('arrived');
      element.insertBefore(child, place);
      continue;
    }
    while (place && place !== match) place = removeAndStep(place);
    morphNode(match, child);
    place = match.nextSibling;
  }
  while (place) place = removeAndStep(place);
}

/** @param {ChildNode} node */
function removeAndStep(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

/**
 * The next node there that stands for the same thing. One with a key may be further on; others must be right here.
 * @param {ChildNode | null} place
 * @param {ChildNode} wanted
 */
function findMatch(place, wanted) {
  const key = keyOf(wanted);
  if (key === undefined) return place && isAlike(place, wanted) ? place : undefined;
  for (let node = place; node; node = node.nextSibling) if (keyOf(node) === key) return node;
  return undefined;
}

/** @param {Node} node */
const keyOf = (node) => (node instanceof HTMLElement ? node.dataset.key : undefined);

/**
 * @param {Node} a
 * @param {Node} b
 */
const isAlike = (a, b) => a.nodeName === b.nodeName && keyOf(a) === keyOf(b);

/**
 * @param {ChildNode} node
 * @param {ChildNode} wanted
 */
function morphNode(node, wanted) {
  if (!(node instanceof Element) || !(wanted instanceof Element)) {
    if (node.nodeValue !== wanted.nodeValue) node.nodeValue = wanted.nodeValue;
    return;
  }
  const look = wanted.outerHTML;
  if (lastSeen.get(node) === look) return; // nothing new from the sandbox
  lastSeen.set(node, look);
  for (const { name } of [...node.attributes]) {
    if (!wanted.hasAttribute(name) && !READERS_OWN.has(name)) node.removeAttribute(name);
  }
  for (const { name, value } of wanted.attributes) {
    if (node.getAttribute(name) !== value && !READERS_OWN.has(name)) node.setAttribute(name, value);
  }
  if (!(node instanceof HTMLTextAreaElement || node.matches('[role=listbox]'))) morphChildren(node, wanted);
}
