/** A number for Prometheus, as data: rules say what is worth measuring, workflows and activities hand it over. */
export interface Measure {
  readonly name: MeasureName;
  /** How many, or how many seconds. */
  readonly value: number;
  readonly labels: Readonly<Record<string, string>>;
}

type Sort =
  /** Prometheus sees it as `<name>_total`. */
  | { readonly kind: 'count'; readonly help: string; readonly labels: readonly string[] }
  /** Prometheus sees it as `<name>_seconds_bucket`, `_sum` and `_count`. */
  | {
      readonly kind: 'seconds';
      readonly help: string;
      readonly labels: readonly string[];
      readonly buckets: readonly number[];
    };

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;
const PHASES = [1, 2, 5, 10, 30, MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 4 * HOUR, DAY];
const LONG = [
  5 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  12 * HOUR,
  DAY,
  3 * DAY,
  7 * DAY,
  30 * DAY,
];

/** What deploys and targets measure of themselves. */
export const MEASURES = {
  tempocat_deploys: {
    kind: 'count',
    help: 'Deploys that ended. ending: the phase that they ended in; code: why, where it did not go well, else none',
    labels: ['service', 'environment', 'trigger', 'ending', 'code'],
  },
  tempocat_deploy_phase: {
    kind: 'seconds',
    help: 'How long a deploy spent in a phase; awaiting-approval is the wait for people, queued that for a turn',
    labels: ['service', 'environment', 'phase'],
    buckets: PHASES,
  },
  tempocat_invocations: {
    kind: 'count',
    help: 'Lambda functions that people invoked. ending: succeeded or failed; code: why, else none',
    labels: ['function', 'environment', 'ending', 'code'],
  },
  tempocat_changes: {
    kind: 'count',
    help: 'Changes of what a target runs, other than undos. result: worked, failed, or unknown until somebody settles it',
    labels: ['service', 'environment', 'result'],
  },
  tempocat_undos: {
    kind: 'count',
    help: 'Changes that were taken back. of: how that change had gone; result: how taking it back went',
    labels: ['service', 'environment', 'of', 'result'],
  },
  tempocat_lead_time: {
    kind: 'seconds',
    help: 'From a commit to its deploy having worked, one for each commit that a deploy lists',
    labels: ['service', 'environment'],
    buckets: LONG,
  },
  tempocat_restore_time: {
    kind: 'seconds',
    help: 'From a change that failed, or had to be taken back, to the one that works again',
    labels: ['service', 'environment'],
    buckets: LONG,
  },
} as const satisfies Record<string, Sort>;

export type MeasureName = keyof typeof MEASURES;

export const count = (name: MeasureName, labels: Measure['labels']): Measure => ({ name, value: 1, labels });

/** A clock may be set back meanwhile; no time is negative. */
export const seconds = (name: MeasureName, ms: number, labels: Measure['labels']): Measure => ({
  name,
  value: Math.max(0, ms) / 1_000,
  labels,
});
