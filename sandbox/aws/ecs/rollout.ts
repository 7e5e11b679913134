/** A deployment as ECS shows it at one moment. */
export interface Deployment {
  readonly id: string;
  readonly status: 'PRIMARY' | 'ACTIVE';
  readonly taskDefinition: string;
  readonly rolloutState: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  readonly reason: string;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  readonly failed: number;
  readonly startedAt: number;
}

/** How a service got its newest deployment; everything that can be seen follows from this and the clock. */
export interface Rollout {
  readonly id: string;
  readonly taskDefinition: string;
  readonly startedAt: number;
  readonly ms: number;
  /** It never works, and this is why. */
  readonly failure?: string;
  /** No circuit breaker: its tasks never start, and nothing ends that. */
  readonly stuck?: boolean;
  /** Why it was begun, when ECS began it itself. */
  readonly reason?: string;
  /** Tasks of this task definition that ran already. */
  readonly from: number;
  /** What ran before it, as it was then. */
  readonly older: readonly Deployment[];
  /** Where the circuit breaker goes back to. */
  readonly fallback?: Fallback;
}

export interface Fallback {
  readonly id: string;
  readonly taskDefinition: string;
}

export interface Moment {
  readonly desired: number;
  readonly now: number;
}

/** The newest deployment first, and those that it still drains. */
export function deploymentsAt(rollout: Rollout, moment: Moment): Deployment[] {
  const current = settle(rollout, moment);
  const done = doneShare(current, moment);
  if (done >= 1 && current.failure === undefined) return [primaryOf(current, moment)];
  const older = current.older.map((deployment): Deployment => {
    const left = current.failure !== undefined || current.stuck ? 1 : 1 - share(done, 0.4, 1);
    return { ...deployment, status: 'ACTIVE', desired: 0, pending: 0, running: Math.ceil(deployment.running * left) };
  });
  return [primaryOf(current, moment), ...older];
}

/** The circuit breaker: a roll-out that failed becomes one back to what ran before. */
export function settle(rollout: Rollout, moment: Moment): Rollout {
  const { failure, fallback, startedAt, ms, older } = rollout;
  if (failure === undefined || !fallback || doneShare(rollout, moment) < 1) return rollout;
  const before = older.find(({ id }) => id === fallback.id);
  return {
    ...fallback,
    startedAt: startedAt + ms,
    ms: ms / 2,
    reason: `ECS deployment circuit breaker: rolling back to deploymentId ${fallback.id}.`,
    from: before?.running ?? 0,
    older: [primaryOf(rollout, moment), ...older.filter(({ id }) => id !== fallback.id)],
    fallback,
  };
}

function primaryOf(rollout: Rollout, moment: Moment): Deployment {
  const { id, taskDefinition, failure, from, startedAt } = rollout;
  const fails = failure !== undefined || rollout.stuck === true;
  const { desired } = moment;
  const done = doneShare(rollout, moment);
  const running = fails ? 0 : Math.round(from + (desired - from) * share(done, 0.2, 0.7));
  const ended = fails ? 'FAILED' : 'COMPLETED';
  return {
    id,
    status: 'PRIMARY',
    taskDefinition,
    rolloutState: done < 1 ? 'IN_PROGRESS' : ended,
    reason: reasonOf(rollout, done),
    desired,
    running,
    pending: done < 1 ? Math.max(0, desired - running) : 0,
    failed: fails ? Math.floor(((moment.now - startedAt) / Math.max(1, rollout.ms)) * 3) : 0,
    startedAt,
  };
}

function reasonOf({ id, failure, reason }: Rollout, done: number): string {
  if (done < 1) return reason ?? `ECS deployment ${id} in progress.`;
  return failure === undefined ? `ECS deployment ${id} completed.` : `ECS deployment circuit breaker: ${failure}`;
}

function doneShare({ startedAt, ms, stuck }: Rollout, { now }: Moment): number {
  if (stuck) return 0.5;
  return ms <= 0 ? 1 : share((now - startedAt) / ms, 0, 1);
}

/** How far between two marks, from 0 to 1. */
function share(value: number, from: number, to: number): number {
  return Math.min(1, Math.max(0, (value - from) / (to - from)));
}
