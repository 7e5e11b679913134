import { html } from 'hono/html';
import { APP, type Company, SLACKBOT } from '../company.ts';
import type { Html } from './html.ts';

const COLOURS = ['#5b7fb8', '#a0648f', '#4f8f7b', '#b5714f', '#7a6fb0', '#8a8440', '#4c8ba3', '#b0596a'];

const CAT = html`<svg class="avatar" viewBox="0 0 40 40" aria-hidden="true">
  <rect width="40" height="40" rx="9" fill="#f0b14b"/>
  <path d="M9 30V11.5c0-1.4 1.6-2.1 2.6-1.2L16 14h8l4.4-3.7c1-.9 2.6-.2 2.6 1.2V30a3 3 0 0 1-3 3H12a3 3 0 0 1-3-3z" fill="#2c2a3a"/>
  <circle cx="15.4" cy="21" r="2.2" fill="#f0b14b"/><circle cx="24.6" cy="21" r="2.2" fill="#f0b14b"/>
  <path d="M18.4 25.4h3.2L20 27.2z" fill="#f6c9c2"/>
</svg>`;

export const nameOf = (id: string, company: Company): string =>
  id === SLACKBOT ? 'Slackbot' : (company.person(id)?.name ?? id);

/** A face: the cat for the app, initials on a colour of their own for people. */
export function drawAvatar(id: string, company: Company): Html {
  if (id === APP.user) return CAT;
  const words = nameOf(id, company).split(/[\s._-]+/);
  const initials = words
    .map((word) => word[0] ?? '')
    .join('')
    .slice(0, 2)
    .toUpperCase();
  const place = company.people.findIndex((person) => person.id === id);
  return html`<svg class="avatar" viewBox="0 0 40 40" aria-hidden="true">
    <rect width="40" height="40" rx="9" fill="${COLOURS[place % COLOURS.length] ?? '#8a8a94'}"/>
    <text x="20" y="26" text-anchor="middle">${initials}</text>
  </svg>`;
}
