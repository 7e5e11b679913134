import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { Option } from '../block-kit/elements.ts';
import { APP, type Company } from '../company.ts';
import type { Forms } from '../hands/forms.ts';
import type { Press } from '../hands/press.ts';
import type { Talk } from '../hands/talk.ts';
import { encodeTyped } from './encode-typed.ts';
import type { Panel } from './panel.ts';

const Say = z.object({ as: z.string(), channel: z.string(), text: z.string().min(1), threadTs: z.string().optional() });
const pressed = { as: z.string(), channel: z.string(), ts: z.string(), actionId: z.string(), blockId: z.string() };
const Click = z.object({ ...pressed, value: z.string().optional() });
const Choice = z.object({ ...pressed, option: z.union([z.string(), Option]) });
const Search = z.object({ ...pressed, query: z.string() });
const Filled = z.object({ as: z.string(), values: z.record(z.string(), z.string()) });
const Push = z.object({ service: z.string() });

export interface DoingsOptions {
  readonly company: Company;
  readonly hands: Talk & Press & Forms;
  readonly panel: Panel | undefined;
}

/** What the page's script asks for: each answers when the gateway has. */
export function createDoings({ company, hands, panel }: DoingsOptions) {
  const app = new Hono();
  app.onError((error, c) => c.json({ error: error.message }, 400));
  app.post('/say', async (c) => {
    const { as: user, text, ...where } = await read(c, Say);
    const said = encodeTyped(text, company);
    const [, command] = new RegExp(`^${APP.command}(?:\\s+|$)([\\s\\S]*)`).exec(said) ?? [];
    if (command !== undefined) await hands.command({ user, channel: where.channel, text: command });
    else hands.say({ user, channel: where.channel, text: said, ...(where.threadTs && { threadTs: where.threadTs }) });
    return c.json({});
  });
  app.post('/click', async (c) => {
    const { as: user, value, ...click } = await read(c, Click);
    await hands.click({ user, ...click, ...(value && { value }) });
    return c.json({});
  });
  app.post('/choose', async (c) => {
    const { as: user, ...choice } = await read(c, Choice);
    await hands.choose({ user, ...choice });
    return c.json({});
  });
  app.post('/suggest', async (c) => {
    const { as: user, ...search } = await read(c, Search);
    return c.json({ options: await hands.suggest({ user, ...search }) });
  });
  app.post('/submit', async (c) => {
    const { as: user, values } = await read(c, Filled);
    await hands.submit({ user, values });
    return c.json({});
  });
  app.post('/dismiss', async (c) => {
    hands.dismiss((await read(c, z.object({ as: z.string() }))).as);
    return c.json({});
  });
  app.post('/push', async (c) => {
    await panel?.push((await read(c, Push)).service);
    return c.json({});
  });
  return app;
}

/** Only JSON: another site's form must not speak for anybody here. */
async function read<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  if (c.req.header('content-type') !== 'application/json') throw new Error('needs application/json');
  return schema.parse(await c.req.json());
}
