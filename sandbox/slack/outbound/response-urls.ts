import { Hono } from 'hono';
import { z } from 'zod';
import { APP } from '../company.ts';
import { blocksArgument, type Office, requireWords } from '../web-api/method.ts';
import type { Message } from '../workspace.ts';

const LIVES_MS = 30 * 60_000;
const USES = 5;

/** What the app may answer through a `response_url`, or as the body of its answer to a command. */
export const Reply = z.object({
  text: z.string().default(''),
  blocks: blocksArgument.optional(),
  attachments: z.array(z.looseObject({})).optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).default('ephemeral'),
  replace_original: z.boolean().default(false),
  delete_original: z.boolean().default(false),
  thread_ts: z.string().optional(),
});

/** Who did what where: the answer goes there. */
export interface Asked {
  readonly user: string;
  readonly channel: string;
  /** The message with the button. */
  readonly original?: Message;
}

export interface ResponseUrls {
  create(asked: Asked): string;
  readonly app: Hono;
}

/** Addresses at which the app may answer one person's doing: five times within thirty minutes. */
export function createResponseUrls(office: Office, now: () => number): ResponseUrls {
  const known = new Map<string, { asked: Asked; at: number; used: number }>();
  const app = new Hono();
  app.post('/response/:id', async (c) => {
    const entry = known.get(c.req.param('id'));
    if (!entry || now() - entry.at > LIVES_MS) return c.json({ ok: false, error: 'expired_url' }, 404);
    if (entry.used >= USES) return c.json({ ok: false, error: 'used_url' }, 404);
    entry.used += 1;
    const reply = Reply.safeParse(await c.req.json().catch(() => undefined));
    if (!reply.success) return c.json({ ok: false, error: 'invalid_payload', errors: reply.error.issues }, 400);
    give(office, entry.asked, reply.data);
    return c.json({ ok: true });
  });
  return {
    app,
    create: (asked) => {
      const id = crypto.randomUUID();
      known.set(id, { asked, at: now(), used: 0 });
      return `${office.site()}/response/${id}`;
    },
  };
}

/** Shows the answer as the app wants it shown. */
export function give({ workspace }: Office, asked: Asked, reply: z.infer<typeof Reply>): void {
  const { user, channel } = asked;
  const original = asked.original && workspace.find(channel, asked.original.ts);
  if (reply.delete_original) {
    if (original) workspace.remove(original);
    return;
  }
  requireWords(reply);
  const { text, blocks = [] } = reply;
  if (reply.replace_original && original) {
    workspace.edit(original, { text, blocks });
    return;
  }
  const threadTs = reply.thread_ts ?? original?.threadTs;
  workspace.post({
    channel,
    author: APP.user,
    text,
    blocks,
    ...(reply.response_type === 'ephemeral' && { onlyFor: user }),
    ...(threadTs && { threadTs }),
  });
}
