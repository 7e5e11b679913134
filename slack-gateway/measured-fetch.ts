import { z } from 'zod';
import { level, type Recorder, seconds } from '../domain/measure.ts';
import { type CallOutcome, outcomeOfSlack, outcomeOfStatus } from '../domain/vendor-call.ts';

export type Vendor = 'slack' | 'github' | 'argocd';

/** `fetch` that also says how each call went, and what is left of the rate where the vendor tells. */
export function measuredFetch(vendor: Vendor, record: Recorder): typeof fetch {
  return async (input, init) => {
    const startedAt = performance.now();
    const tell = (outcome: CallOutcome) =>
      record([seconds('tempocat_vendor_call', performance.now() - startedAt, { vendor, outcome })]);
    try {
      const response = await fetch(input, init);
      tell(await outcomeOf(vendor, response));
      record(rateLeft(vendor, response.headers));
      return response;
    } catch (error) {
      if (!isCalledOff(init?.signal)) tell('failed');
      throw error;
    }
  };
}

const SlackAnswer = z.object({ ok: z.boolean(), error: z.string().optional() });

async function outcomeOf(vendor: Vendor, response: Response): Promise<CallOutcome> {
  const { status, headers } = response;
  if (vendor !== 'slack' || status !== 200)
    return outcomeOfStatus(status, headers.has('retry-after') || headers.get('x-ratelimit-remaining') === '0');
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  const { data } = SlackAnswer.safeParse(body);
  return data ? outcomeOfSlack(data.ok ? undefined : (data.error ?? '')) : 'failed';
}

function rateLeft(vendor: Vendor, headers: Headers) {
  const left = headers.get('x-ratelimit-remaining');
  if (left === null || !/^\d+$/.test(left)) return [];
  const resource = headers.get('x-ratelimit-resource') ?? 'all';
  return [level('tempocat_rate_limit_remaining', Number(left), { vendor, resource })];
}

/** Whoever waited for it waits no more; that a time was up is the vendor's trouble. */
const isCalledOff = (signal: AbortSignal | null | undefined): boolean =>
  signal?.aborted === true && !(signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError');
