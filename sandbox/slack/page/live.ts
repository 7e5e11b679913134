import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Html } from './html.ts';

const PANEL_EVERY_MS = 1_000;
const SETTLE_MS = 20;

/** Parts of the page by the id of the element that they fill. */
export interface Parts {
  readonly quick: Readonly<Record<string, () => Html>>;
  /** Asked again every second, since nobody says when it changes. */
  readonly slow: Readonly<Record<string, () => Promise<Html>>>;
  readonly watch: (listener: () => void) => () => void;
}

/** Sends every part to the browser when it looks different from before, as a server-sent event of its name. */
export function streamLive(c: Context, { quick, slow, watch }: Parts, closing: AbortSignal): Response {
  const sent = new Map<string, string>();
  return streamSSE(c, async (stream) => {
    const show = async (part: string, piece: Html) => {
      const text = String(await piece);
      if (sent.get(part) === text || stream.aborted) return;
      sent.set(part, text);
      await stream.writeSSE({ event: part, data: text });
    };
    const bell = createBell(closing);
    stream.onAbort(bell.close);
    const stop = watch(bell.ring);
    const clock = setInterval(bell.ring, PANEL_EVERY_MS);
    let lastSlow = 0;
    try {
      while (!bell.closed) {
        for (const [part, draw] of Object.entries(quick)) await show(part, draw());
        if (Date.now() - lastSlow >= PANEL_EVERY_MS - SETTLE_MS) {
          lastSlow = Date.now();
          for (const [part, draw] of Object.entries(slow)) await show(part, await draw());
        }
        await bell.heard();
      }
    } finally {
      clearInterval(clock);
      stop();
    }
  });
}

/** Rings that come while nobody listens count as one. */
function createBell(closing: AbortSignal) {
  let wake = () => {};
  let rung = false;
  const bell = {
    closed: closing.aborted,
    ring: () => {
      rung = true;
      wake();
    },
    close: () => {
      bell.closed = true;
      wake();
    },
    heard: async () => {
      if (!rung && !bell.closed) await new Promise<void>((go) => (wake = go));
      rung = false;
      if (!bell.closed) await new Promise((go) => setTimeout(go, SETTLE_MS)); // edits that come together are one
    },
  };
  closing.addEventListener('abort', bell.close, { once: true });
  return bell;
}
