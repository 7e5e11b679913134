/** What Argo CD says of an application, as far as we read it. Times as Argo CD writes them (RFC 3339). */
export interface ArgoCdState {
  /** `status.sync.revision`, or `revisions` when there are several sources. */
  readonly revisions: readonly string[];
  readonly sync: string;
  readonly health: string;
  readonly healthMessage?: string;
  readonly operationRunning: boolean;
  readonly operation?: {
    readonly phase: string;
    readonly message?: string;
    readonly revisions: readonly string[];
    readonly finishedAt?: string;
  };
  readonly reconciledAt?: string;
  /** `status.summary.images`, filled from pods only. */
  readonly images: readonly string[];
  readonly autoSync: boolean;
  /** `status.conditions` that are errors, as `Type: message`. */
  readonly conditions?: readonly string[];
  /** `status.resources`: how many there are, and how many are as git says. */
  readonly resources?: { readonly total: number; readonly updated: number };
  /** There are CronJobs and nothing that runs all the time: no pod has to run the image before its next run. */
  readonly cronJobsOnly?: boolean;
  /** What pods that do not run say of themselves, from the resource tree; at most three. */
  readonly troubles?: readonly string[];
}

/** What ECS says of a service; `image` is that of the configured container in each task definition. */
export interface EcsState {
  readonly status: string;
  readonly taskDefinition: string;
  readonly image: string;
  readonly desired: number;
  readonly running: number;
  readonly deployments: readonly EcsDeployment[];
}

export interface EcsDeployment {
  readonly status: string;
  readonly taskDefinition: string;
  readonly image: string;
  readonly rolloutState?: string;
  readonly reason?: string;
  readonly desired: number;
  readonly running: number;
  readonly failed: number;
}

/** Is what we rolled out live? Both Argo CD and ECS are judged into this. */
export type RolloutVerdict =
  | { readonly kind: 'live'; readonly note?: 'no-pods' }
  | { readonly kind: 'wait'; readonly why: string }
  | { readonly kind: 'failed'; readonly why: string };
