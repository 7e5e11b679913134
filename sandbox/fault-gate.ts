import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';

/** Before or after the vendor did its work. */
type When = 'before' | 'after';

/**
 * What goes wrong. `hold` waits for `release()`; `hang` never answers; `reset` drops the connection, and `truncate` in the midst of
 * the answer to what was done; `status` is another's answer in place of the vendor's, `before` unless told.
 */
export type Mishap =
  | { readonly kind: 'hold' }
  | { readonly kind: 'delay'; readonly ms: number }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
      readonly when?: When;
    }
  | { readonly kind: 'reset' | 'hang'; readonly when: When }
  | { readonly kind: 'truncate' };

export interface Fault {
  /** Matches the operation's whole name, such as `chat.postMessage`, `ecr.DescribeImages`, `PUT /repos/o/r/pulls/1/merge`. */
  readonly operation: RegExp;
  /** How many requests it hits; 1 unless told, `Infinity` for ever. */
  readonly times?: number;
  /** How many requests it lets pass first. */
  readonly skip?: number;
  readonly mishap: Mishap;
}

export interface Call {
  readonly operation: string;
  readonly at: number;
  /** The vendor did the work, whatever the caller was told. */
  executed: boolean;
  status?: number;
}

/** Asked about every request: is it kept back, before the vendor does its work, or after, so that the answer is late? */
export type Watchman = (operation: string, request: Request) => Promise<When | undefined>;

export interface FaultGate {
  readonly calls: readonly Call[];
  /** How many calls of this operation the vendor really carried out. */
  count(operation: RegExp): number;
  plan(fault: Fault): void;
  /** Who went away while this watchman kept them back before the work is not served any more. */
  post(watchman: Watchman | undefined): void;
  /** Lets every held request go on, and forgets all faults. */
  release(): void;
  readonly middleware: MiddlewareHandler<{ Bindings: HttpBindings }>;
}

/** One gate in front of a vendor: every request passes it, is counted, and may meet a planned mishap. */
export function createFaultGate(
  nameOf: (c: Context<{ Bindings: HttpBindings }>) => string | Promise<string>,
): FaultGate {
  const calls: Call[] = [];
  const faults = createPlans();
  const held: (() => void)[] = [];
  let releases = 0;
  let watchman: Watchman | undefined;
  const hold = () => new Promise<void>((goOn) => held.push(goOn));
  return {
    calls,
    count: (operation) => calls.filter((call) => call.executed && operation.test(call.operation)).length,
    plan: faults.plan,
    post: (next) => {
      watchman = next;
    },
    release: () => {
      faults.forget();
      for (const goOn of held.splice(0)) goOn();
      releases += 1;
    },
    middleware: async (c, next) => {
      const call: Call = { operation: await nameOf(c), at: Date.now(), executed: false };
      calls.push(call);
      const seen = releases;
      const kept = await watchman?.(call.operation, c.req.raw.clone());
      const keep = async () => (releases === seen ? hold() : undefined); // once released nobody would release it again
      if (kept === 'before') await keep();
      if (kept === 'before' && c.env.outgoing.destroyed) return giveUp(c, { kind: 'reset', when: 'before' });
      const mishap = faults.take(call.operation);
      if (mishap?.kind === 'status' && mishap.when !== 'after') {
        call.status = mishap.status;
        return answer(mishap);
      }
      if ((mishap?.kind === 'reset' || mishap?.kind === 'hang') && mishap.when === 'before') return giveUp(c, mishap);
      if (mishap?.kind === 'hold') await hold();
      if (mishap?.kind === 'delay') await new Promise((goOn) => setTimeout(goOn, mishap.ms));
      await next();
      call.status = c.res.status;
      call.executed = call.status < 400; // what the vendor refused, it did not do
      if (kept === 'after') await keep();
      if (mishap) await spoil(c, mishap);
      return undefined;
    },
  };
}

/** Faults that are yet to happen, each to as many requests as it says. */
function createPlans() {
  const plans: { fault: Fault; skip: number; left: number }[] = [];
  return {
    plan: (fault: Fault) => void plans.push({ fault, skip: fault.skip ?? 0, left: fault.times ?? 1 }),
    take: (operation: string): Mishap | undefined => {
      const hit = plans.find(({ fault, left }) => left > 0 && fault.operation.test(operation));
      if (!hit) return undefined;
      if (hit.skip > 0) {
        hit.skip -= 1;
        return undefined;
      }
      hit.left -= 1;
      return hit.fault.mishap;
    },
    forget: () => void plans.splice(0),
  };
}

type Connection = Context<{ Bindings: HttpBindings }>;

/** The work is done; what the caller hears of it is another matter. */
async function spoil(c: Connection, mishap: Mishap): Promise<void> {
  if (mishap.kind === 'hold' || mishap.kind === 'delay') return;
  if (mishap.kind !== 'status') return giveUp(c, mishap);
  c.res = undefined; // Hono would keep the headers of the vendor's own answer
  c.res = answer(mishap);
}

async function giveUp(c: Connection, mishap: Exclude<Mishap, { kind: 'hold' | 'delay' | 'status' }>): Promise<never> {
  if (mishap.kind === 'truncate') await sendHalf(c);
  if (mishap.kind !== 'hang') c.env.incoming.socket.destroy();
  return new Promise(() => {}); // nobody is left to answer
}

function answer({ status, headers = {}, body = {} }: Extract<Mishap, { kind: 'status' }>): Response {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return new Response(text, { status, headers: { 'content-type': 'application/json', ...headers } });
}

async function sendHalf({ res, env: { outgoing } }: Connection): Promise<void> {
  const body = Buffer.from(await res.arrayBuffer());
  outgoing.writeHead(res.status, { ...Object.fromEntries(res.headers), 'content-length': body.byteLength });
  await new Promise<void>((sent) => outgoing.write(body.subarray(0, body.byteLength / 2), () => sent()));
}
