import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import type { Repository } from '../repository.ts';
import { refusal } from './refusal.ts';

export interface ApiEnv {
  Bindings: HttpBindings;
  Variables: { repository: Repository };
}

export type Api = Hono<ApiEnv>;

/** The part of a list that `page` and `per_page` ask for, with the Link header that leads on. */
export function paginate<T>(c: Context, items: readonly T[], most = 100): T[] {
  const asked = (name: string, otherwise: number) => Math.max(1, Math.trunc(Number(c.req.query(name))) || otherwise);
  const perPage = Math.min(most, asked('per_page', Math.min(30, most)));
  const page = asked('page', 1);
  const last = Math.max(1, Math.ceil(items.length / perPage));
  const links = [
    ...(page > 1 ? [link(c, page - 1, 'prev')] : []),
    ...(page < last ? [link(c, page + 1, 'next'), link(c, last, 'last')] : []),
    ...(page > 1 ? [link(c, 1, 'first')] : []),
  ];
  if (links.length > 0) c.header('link', links.join(', '));
  return items.slice((page - 1) * perPage, page * perPage);
}

function link(c: Context, page: number, rel: string): string {
  const url = new URL(c.req.url);
  url.searchParams.set('page', `${page}`);
  return `<${url}>; rel="${rel}"`;
}

/** A path's number, such as a pull request's; what is no number is not found. */
export function numberOf(text: string): number {
  if (!/^\d+$/.test(text)) throw refusal(404, 'Not Found');
  return Number(text);
}

/** A path's wildcard parameter: Octokit escapes its slashes, people do not, and both mean the same. */
export function restOf(c: Context, name: string): string {
  return c.req.param(name) ?? '';
}
