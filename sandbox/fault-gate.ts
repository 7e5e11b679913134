import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';

/** What goes wrong. `hold` waits for `release()`; `reset` drops the connection before or after the vendor did its work. */
export type Mishap =
  | { readonly kind: 'hold' }
  | { readonly kind: 'delay'; readonly ms: number }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
    }
  | { readonly kind: 'reset'; readonly when: 'before' | 'after' };

export interface Fault {
  /** Matches the operation's whole name, such as `chat.postMessage`, `ecr.DescribeImages`, `PUT /repos/o/r/pulls/1/merge`. */
  readonly operation: RegExp;
  /** How many requests it hits; 1 unless told, `Infinity` for ever. */
  readonly times?: number;
  readonly mishap: Mishap;
}

export interface Call {
  readonly operation: string;
  readonly at: number;
  /** The vendor did the work, whatever the caller was told. */
  executed: boolean;
  status?: number;
}

export interface FaultGate {
  readonly calls: readonly Call[];
  /** How many calls of this operation the vendor really carried out. */
  count(operation: RegExp): number;
  plan(fault: Fault): void;
  /** Lets every held request go on, and forgets all faults. */
  release(): void;
  readonly middleware: MiddlewareHandler<{ Bindings: HttpBindings }>;
}

/** One gate in front of a vendor: every request passes it, is counted, and may meet a planned mishap. */
export function createFaultGate(
  nameOf: (c: Context<{ Bindings: HttpBindings }>) => string | Promise<string>,
): FaultGate {
  const calls: Call[] = [];
  let faults: { fault: Fault; left: number }[] = [];
  let held: (() => void)[] = [];

  const take = (operation: string): Mishap | undefined => {
    const hit = faults.find(({ fault, left }) => left > 0 && fault.operation.test(operation));
    if (hit) hit.left -= 1;
    return hit?.fault.mishap;
  };

  return {
    calls,
    count: (operation) => calls.filter((call) => call.executed && operation.test(call.operation)).length,
    plan: (fault) => faults.push({ fault, left: fault.times ?? 1 }),
    release: () => {
      faults = [];
      for (const goOn of held) goOn();
      held = [];
    },
    middleware: async (c, next) => {
      const call: Call = { operation: await nameOf(c), at: Date.now(), executed: false };
      calls.push(call);
      const mishap = take(call.operation);
      if (mishap?.kind === 'status') {
        call.status = mishap.status;
        return answer(mishap);
      }
      if (mishap?.kind === 'reset' && mishap.when === 'before') return drop(c);
      if (mishap?.kind === 'hold') await new Promise<void>((goOn) => held.push(goOn));
      if (mishap?.kind === 'delay') await new Promise((goOn) => setTimeout(goOn, mishap.ms));
      await next();
      call.status = c.res.status;
      call.executed = call.status < 400; // what the vendor refused, it did not do
      return mishap?.kind === 'reset' ? drop(c) : undefined;
    },
  };
}

function answer({ status, headers = {}, body = {} }: Extract<Mishap, { kind: 'status' }>): Response {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return new Response(text, { status, headers: { 'content-type': 'application/json', ...headers } });
}

function drop(c: Context<{ Bindings: HttpBindings }>): Promise<Response> {
  c.env.incoming.socket.destroy();
  return new Promise(() => {}); // nobody is left to answer
}
