/** One roll-out of a service; with a `reason` it fails. */
export interface Rollout {
  readonly from: string;
  readonly to: string;
  readonly startedAt: number;
  readonly lastsMs: number;
  readonly reason?: string;
}

/** How far it is, from 0 to 1. */
export function rolloutAt({ startedAt, lastsMs }: Rollout, now: number): number {
  return lastsMs <= 0 ? 1 : Math.min(1, (now - startedAt) / lastsMs);
}
