import { html, raw } from 'hono/html';
import type { Html } from './html.ts';

const disc = (fill: string, inside = '') =>
  `<svg viewBox="0 0 20 20"><circle cx="10" cy="10" r="8.5" fill="${fill}"/>${inside}</svg>`;
const stroke = (path: string, colour = '#fff', width = 2.2) =>
  `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;

/** Drawn here, because not every machine has a font with pictures. */
const DRAWN: Readonly<Record<string, string>> = {
  white_check_mark: disc('#1a7f5a', stroke('M6 10.4l2.7 2.7L14 7.6')),
  x: disc('#c8324a', stroke('M7 7l6 6M13 7l-6 6')),
  white_circle: disc('#fff', `<circle cx="10" cy="10" r="7.5" fill="none" stroke="#9a9aa5" stroke-width="2"/>`),
  hourglass_flowing_sand: disc('#3572b0', stroke('M10 5.4V10l3 2.2')),
  raised_hand: disc('#d9902f', stroke('M10 5.2v6M10 14.6v.1', '#fff', 2.4)),
  double_vertical_bar: disc('#3572b0', stroke('M7.7 6.8v6.4M12.3 6.8v6.4', '#fff', 2.4)),
  arrow_forward: disc('#3572b0', '<path d="M8 6.2l6 3.8-6 3.8z" fill="#fff"/>'),
  rotating_light: disc('#c8324a', stroke('M10 5.2v6M10 14.6v.1', '#fff', 2.4)),
  grey_question: disc('#8a8a94', stroke('M7.8 8a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.6M10 14.4v.1', '#fff', 2)),
  mag: `<svg viewBox="0 0 20 20">${stroke('M12.6 12.6L17 17M8.5 14a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11z', '#686672')}</svg>`,
  warning: `<svg viewBox="0 0 20 20"><path d="M10 2l8.6 15.4H1.4z" fill="#e0a02c"/>${stroke('M10 8v4M10 14.6v.1')}</svg>`,
  lock: `<svg viewBox="0 0 20 20"><rect x="4" y="9" width="12" height="8.5" rx="2" fill="#b98532"/>${stroke('M6.8 9V6.4a3.2 3.2 0 0 1 6.4 0V9', '#8a8a94', 2)}</svg>`,
  unlock: `<svg viewBox="0 0 20 20"><rect x="4" y="9" width="12" height="8.5" rx="2" fill="#b98532"/>${stroke('M6.8 9V6.4a3.2 3.2 0 0 1 6.2-1', '#8a8a94', 2)}</svg>`,
};

const LETTERS: Readonly<Record<string, string>> = {
  rocket: '🚀',
  tada: '🎉',
  eyes: '👀',
  cat: '🐱',
  no_entry: '⛔',
  arrow_right: '➡️',
  arrows_counterclockwise: '🔄',
  information_source: 'ℹ️',
  heavy_check_mark: '✔️',
  '+1': '👍',
};

/** A picture for a short code, or the code itself where there is none. */
export function drawEmoji(name: string): Html {
  const label = name.replaceAll('_', ' ');
  if (Object.hasOwn(DRAWN, name)) {
    return html`<span class="emoji" role="img" aria-label="${label}">${raw(DRAWN[name] ?? '')}</span>`;
  }
  if (Object.hasOwn(LETTERS, name))
    return html`<span class="emoji" role="img" aria-label="${label}">${LETTERS[name]}</span>`;
  return html`:${name}:`;
}
