interface Said {
  /** As Prometheus shows it. */
  readonly help: string;
  readonly labels: readonly string[];
}

type Sort =
  /** Prometheus sees it as `<name>_total`. */
  | (Said & { readonly kind: 'count' })
  /** Prometheus sees it as `<name>`. */
  | (Said & { readonly kind: 'level' })
  /** Prometheus sees it as `<name>_seconds_bucket`, `_sum` and `_count`. */
  | (Said & { readonly kind: 'seconds'; readonly buckets: readonly number[] });

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;
const CALLS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30];
const THREE_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 2.5, 3, 5, 10];
const PHASES = [1, 2, 5, 10, 30, MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 4 * HOUR, DAY];
const LONG = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 12 * HOUR, DAY, 3 * DAY, 7 * DAY, 30 * DAY];

/** Of deploys and targets: recorded by the worker on which they run. */
const OF_DEPLOYS = {
  tempocat_deploys: {
    kind: 'count',
    help: 'Deploys that ended. ending: the phase they ended in; code: why, where it did not go well, else none',
    labels: ['service', 'environment', 'trigger', 'ending', 'code'],
  },
  tempocat_deploy_phase: {
    kind: 'seconds',
    help: 'How long an ended deploy spent in a phase: awaiting-approval is the wait for people, queued that for a turn',
    labels: ['service', 'environment', 'phase'],
    buckets: PHASES,
  },
  tempocat_running_deploys: {
    kind: 'level',
    help: 'Deploys that have not ended, by the phase they are in: queued is the length of the queue. Each worker says the same',
    labels: ['service', 'environment', 'phase'],
  },
  tempocat_invocations: {
    kind: 'count',
    help: 'Lambda functions that people invoked. ending: succeeded or failed; code: why, else none',
    labels: ['function', 'environment', 'ending', 'code'],
  },
  tempocat_changes: {
    kind: 'count',
    help: 'Changes of what a target runs, other than undos. result: worked, failed, or unknown till somebody settles it',
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

/** Of a process: worker and gateway alike, where it makes sense. */
const OF_PROCESSES = {
  tempocat_catalog_reads: {
    kind: 'count',
    help: 'Changes of the catalogue that were noticed. result: reloaded or refused',
    labels: ['result'],
  },
  tempocat_catalog_refused: {
    kind: 'level',
    help: '1 while the file of the catalogue is broken and its former content is in force, else 0',
    labels: [],
  },
  tempocat_vendor_call: {
    kind: 'seconds',
    help: 'Calls to vendors. outcome: ok, refused, denied (credentials), limited (rate), failed (trouble of theirs, or no answer)',
    labels: ['vendor', 'outcome'],
    buckets: CALLS,
  },
  tempocat_rate_limit_remaining: {
    kind: 'level',
    help: 'Calls that a vendor lets us make until its limit is renewed, as it said last',
    labels: ['vendor', 'resource'],
  },
  tempocat_slack_request: {
    kind: 'seconds',
    help: 'From the arrival of a request of Slack to its acknowledgement; Slack waits three seconds. result: ok or failed',
    labels: ['kind', 'result'],
    buckets: THREE_SECONDS,
  },
  tempocat_commands: {
    kind: 'count',
    help: 'What people said. verb: the command, or mistake; answer: started, look-up or privately',
    labels: ['verb', 'answer'],
  },
  tempocat_refusals: {
    kind: 'count',
    help: 'What people were not allowed to do. why: rights, or the code of the refusal',
    labels: ['what', 'why'],
  },
  tempocat_temporal_call: {
    kind: 'seconds',
    help: 'Calls of the gateway to Temporal, by gRPC method and status code; 0 is OK',
    labels: ['method', 'code'],
    buckets: CALLS,
  },
} as const satisfies Record<string, Sort>;

/** Everything that tempocat measures. */
export const MEASURES = { ...OF_DEPLOYS, ...OF_PROCESSES } as const satisfies Record<string, Sort>;
