import type { html } from 'hono/html';

/** A piece of the page: foreign text in it is escaped already. */
export type Html = ReturnType<typeof html>;

/** Leaves out what is absent. */
export const NOTHING = '';
