import { html } from 'hono/html';
import type { Company } from '../company.ts';
import type { Message } from '../workspace.ts';
import { drawAvatar, nameOf } from './avatar.ts';
import { drawBlocks } from './draw-blocks.ts';
import { clockTime, fullTime } from './format-date.ts';
import { type Html, NOTHING } from './html.ts';
import { drawMrkdwn } from './mrkdwn.ts';

export const timeOf = ({ ts }: Message): Date => new Date(Number(ts) * 1000);

export interface Drawing {
  readonly company: Company;
  readonly message: Message;
  /** The answers in its thread, as far as this reader sees them. */
  readonly replies?: readonly Message[];
  /** The same person just spoke: no need to say again who it is. */
  readonly goesOn?: boolean;
}

export function drawMessage({ company, message, replies, goesOn = false }: Drawing): Html {
  const { ts, author, fromApp, onlyFor } = message;
  const name = nameOf(author, company);
  const classes = ['message', fromApp && 'from-app', onlyFor && 'whisper', goesOn && 'goes-on']
    .filter(Boolean)
    .join(' ');
  return html`<article class="${classes}" id="m-${ts}" data-key="${ts}" data-ts="${ts}" aria-label="${name}">
    ${goesOn ? html`<div class="gutter">${drawTime(message)}</div>` : drawAvatar(author, company)}
    <div class="body">
      ${onlyFor ? html`<p class="only-you">${EYE} Only visible to you</p>` : NOTHING}
      ${goesOn ? NOTHING : drawByline(message, name)}
      ${drawWords(message, company)}
      ${replies ? drawThread(message, replies, company) : NOTHING}
    </div>
  </article>`;
}

const EYE = html`<svg viewBox="0 0 16 16" width="13" height="13" aria-hidden="true"><path d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8z" fill="none" stroke="currentColor" stroke-width="1.3"/><circle cx="8" cy="8" r="2" fill="currentColor"/></svg>`;

const drawTime = (message: Message) =>
  html`<time title="${fullTime(timeOf(message))}">${clockTime(timeOf(message))}</time>`;

function drawByline(message: Message, name: string): Html {
  const badge = message.fromApp ? html` <span class="badge">APP</span>` : NOTHING;
  return html`<header><b>${name}</b>${badge} ${drawTime(message)}</header>`;
}

function drawWords({ text, blocks, edited }: Message, company: Company): Html {
  const mark = edited
    ? html` <small class="edited" title="${fullTime(new Date(Number(edited) * 1000))}">(edited)</small>`
    : NOTHING;
  if (blocks.length === 0) return html`<div class="text">${drawMrkdwn(text, company)}${mark}</div>`;
  return html`${drawBlocks(blocks, company)}${mark}`;
}

/** Opens in place; without answers it is the way to give the first. */
function drawThread(message: Message, replies: readonly Message[], company: Company): Html {
  const people = [...new Set(replies.map(({ author }) => author))].slice(0, 4);
  const faces = people.map((id) => drawAvatar(id, company));
  const count = replies.length === 1 ? '1 reply' : `${replies.length} replies`;
  const summary = replies.length > 0 ? html`${faces}<span>${count}</span>` : html`<span>Reply in thread</span>`;
  return html`<details class="thread ${replies.length > 0 ? '' : 'empty'}">
    <summary>${summary}</summary>
    <div class="replies">${replies.map((reply) => drawMessage({ company, message: reply }))}</div>
    <form class="composer reply" data-thread-ts="${message.ts}">
      <textarea name="text" rows="1" placeholder="Reply…" aria-label="Reply in thread"></textarea>
      <button type="submit" aria-label="Send the reply">${SEND}</button>
    </form>
  </details>`;
}

export const SEND = html`<svg viewBox="0 0 20 20" width="16" height="16" aria-hidden="true"><path d="M2.5 17.5l16-7.5-16-7.5 2.2 6.2 7.3 1.3-7.3 1.3z" fill="currentColor"/></svg>`;
