import type { RolloutProgress } from '../domain/deploy.ts';
import type { RolloutVerdict } from '../domain/rollout.ts';
import { within } from './within.ts';

interface Watch<State> {
  /** The next state that differs from the last one. */
  readonly look: (last: State | undefined) => Promise<State>;
  readonly judge: (state: State) => Promise<RolloutVerdict>;
  readonly report: (progress: RolloutProgress) => void;
  readonly progressOf: (state: State, why: string) => RolloutProgress;
  readonly timeoutMs: number;
  /** How long it must stay healthy. */
  readonly soakMs?: number;
}

export type Seen =
  | Extract<RolloutVerdict, { kind: 'live' | 'failed' }>
  | { readonly kind: 'timed-out'; readonly why: string };

/** Waits until a roll-out is live, then that it stays so. What is live for less than the soak has failed. */
export async function watchRollout<State>(watch: Watch<State>): Promise<Seen> {
  const watcher = createWatcher(watch);
  const live = await watcher.untilSettled();
  return live.kind === 'live' && watch.soakMs !== undefined ? soak(watcher, watch.soakMs, watch.report) : live;
}

interface Watcher {
  readonly verdict: RolloutVerdict;
  /** The next state that differs. */
  lookOnce(): Promise<RolloutVerdict>;
  /** The state as it is, whether or not it differs. */
  lookNow(): Promise<RolloutVerdict>;
  untilSettled(): Promise<Seen>;
}

function createWatcher<State>({ look, judge, report, progressOf, timeoutMs }: Watch<State>): Watcher {
  const seen: { last?: State; verdict: RolloutVerdict } = { verdict: { kind: 'wait', why: 'it has not answered yet' } };
  const lookAfter = async (last: State | undefined) => {
    const state = await look(last);
    seen.last = state;
    seen.verdict = await judge(state);
    if (seen.verdict.kind === 'wait') report(progressOf(state, seen.verdict.why));
    return seen.verdict;
  };
  const lookOnce = () => lookAfter(seen.last);
  return {
    get verdict() {
      return seen.verdict;
    },
    lookOnce,
    lookNow: () => lookAfter(undefined),
    untilSettled: async () => {
      const settled = await within({ ms: timeoutMs, why: 'how long the roll-out may take' }, async () => {
        for (;;) {
          const judged = await lookOnce();
          if (judged.kind !== 'wait') return judged;
        }
      });
      return settled === 'timed-out' ? { kind: 'timed-out', why: whyOf(seen.verdict) } : settled;
    },
  };
}

/** Degraded fails at once; what is only not ready for a moment, such as while it scales, has to be healthy again in the end. */
async function soak(watcher: Watcher, soakMs: number, report: (progress: RolloutProgress) => void): Promise<Seen> {
  const until = Date.now() + soakMs;
  for (let left = soakMs; left > 0; left = until - Date.now()) {
    report({ kind: 'soaking', until, seen: whyOf(watcher.verdict) });
    const judged = await within({ ms: left, why: 'how long it must stay healthy' }, watcher.lookOnce);
    if (judged === 'timed-out') break; // nothing new until the end
    if (judged.kind === 'failed') return unhealthy(judged.why);
  }
  const verdict = await watcher.lookNow();
  if (verdict.kind === 'live') return verdict;
  const again = verdict.kind === 'failed' ? verdict : await watcher.untilSettled();
  return again.kind === 'failed' ? unhealthy(again.why) : again;
}

const whyOf = (verdict: RolloutVerdict): string => (verdict.kind === 'live' ? 'healthy' : verdict.why);
const unhealthy = (why: string): Seen => ({ kind: 'failed', why: `it ran, but did not stay healthy: ${why}` });
