import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { Option } from '../block-kit/elements.ts';
import { APP, type Company } from '../company.ts';
import type { Forms } from '../hands/forms.ts';
import type { Home } from '../hands/home.ts';
import type { Press } from '../hands/press.ts';
import type { Talk } from '../hands/talk.ts';
import { encodeTyped } from './encode-typed.ts';
import type { Panel } from './panel.ts';

const Say = z.object({ as: z.string(), channel: z.string(), text: z.string().min(1), threadTs: z.string().optional() });
const pressed = { as: z.string(), channel: z.string(), ts: z.string(), actionId: z.string(), blockId: z.string() };
const Click = z.object({ ...pressed, value: z.string().optional() });
const Choice = z.object({ ...pressed, option: z.union([z.string(), Option]) });
const Search = z.object({ ...pressed, query: z.string() });
const AtHome = z.object({ as: z.string(), home: z.literal(true), actionId: z.string(), value: z.string().optional() });
const Filled = z.object({ as: z.string(), values: z.record(z.string(), z.string()) });
const Filling = z.object({
  as: z.string(),
  block: z.string(),
  value: z.union([z.string(), Option, z.array(z.string())]),
});
const FormSearch = z.object({ as: z.string(), block: z.string(), query: z.string() });
const Shortcut = z.object({ as: z.string(), callbackId: z.string() });
const Push = z.object({ service: z.string() });

export interface DoingsOptions {
  readonly company: Company;
  readonly hands: Talk & Press & Forms & Home;
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
    const body = await readJson(c);
    const atHome = AtHome.safeParse(body).data;
    if (atHome) {
      const { as, actionId, value } = atHome;
      await hands.clickHome({ user: as, actionId, ...(value && { value }) });
      return c.json({});
    }
    const { as: user, value, ...click } = Click.parse(body);
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
  app.post('/fill', async (c) => {
    const { as: user, ...filling } = await read(c, Filling);
    await hands.fill({ user, ...filling });
    return c.json({});
  });
  app.post('/suggest-in-form', async (c) => {
    const { as: user, ...search } = await read(c, FormSearch);
    return c.json({ options: await hands.suggestInForm({ user, ...search }) });
  });
  app.post('/shortcut', async (c) => {
    const { as, callbackId } = await read(c, Shortcut);
    await hands.shortcut(as, callbackId);
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

const read = async <T>(c: Context, schema: z.ZodType<T>): Promise<T> => schema.parse(await readJson(c));

/** Only JSON: another site's form must not speak for anybody here. */
async function readJson(c: Context): Promise<unknown> {
  if (c.req.header('content-type') !== 'application/json') throw new Error('needs application/json');
  return c.req.json();
}
