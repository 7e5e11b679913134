import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { Hono } from 'hono';

const TYPES: Readonly<Record<string, string>> = { '.css': 'text/css', '.js': 'text/javascript' };

/** Beside this file; seen from `dist/`, where the compiler put no such files, among the sources. */
const FOLDERS = [
  new URL('./assets/', import.meta.url),
  new URL('../../../../sandbox/slack/page/assets/', import.meta.url),
];
export const FOLDER = FOLDERS.find((folder) => existsSync(folder)) ?? fail('the page has lost its styles');

/** The page's styles and scripts. */
export function createAssets() {
  const app = new Hono();
  app.get('/assets/:name{[a-z-]+\\.(?:css|js)}', async (c) => {
    const name = c.req.param('name');
    const file = new URL(name, FOLDER);
    if (!existsSync(file)) return c.notFound();
    return c.body(await readFile(file, 'utf8'), 200, { 'content-type': `${TYPES[extname(name)]}; charset=utf-8` });
  });
  return app;
}

function fail(message: string): never {
  throw new Error(message);
}
