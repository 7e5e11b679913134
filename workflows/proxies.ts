import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import { slackQueueOf } from './contract/ids.ts';
import type { ArgoCdPort } from './contract/ports/argocd.ts';
import type { CatalogPort } from './contract/ports/catalog.ts';
import type { EcrPort } from './contract/ports/ecr.ts';
import type { EcsPort } from './contract/ports/ecs.ts';
import type { GitHubPort } from './contract/ports/github.ts';
import type { LambdaPort } from './contract/ports/lambda.ts';
import type { SlackEditPort, SlackPort } from './contract/ports/slack.ts';
import type { TemporalPort } from './contract/ports/temporal.ts';

/** Every activity says that it is alive while it works; a worker that died is noticed within this time. */
const DEAD_AFTER = '15s';

/** A vendor that is down for an hour should not fail a deploy that people wait for; one that is down for longer should. */
const VENDOR = {
  startToCloseTimeout: '1 minute',
  heartbeatTimeout: DEAD_AFTER,
  scheduleToCloseTimeout: '1 hour',
  retry: { maximumInterval: '30s' },
} as const;

export const ecr = proxyActivities<EcrPort>(VENDOR);
export const github = proxyActivities<GitHubPort>(VENDOR);
export const catalog = proxyActivities<CatalogPort>(VENDOR);

/** A list of commits is a courtesy: nobody waits an hour for it. */
export const courtesy = proxyActivities<Pick<GitHubPort, 'listCommits'>>({
  startToCloseTimeout: '20s',
  scheduleToCloseTimeout: '40s',
});

/** Slack gives a menu three seconds. */
export const searching = proxyActivities<Pick<GitHubPort, 'searchBranches'>>({
  startToCloseTimeout: '3s',
  scheduleToCloseTimeout: '5s',
  retry: { maximumAttempts: 1 },
});

/** Waits for checks inside, so its time-out follows the catalogue. */
export const merging = (timeoutMs: number) =>
  proxyActivities<Pick<GitHubPort, 'mergePullRequest'>>({
    startToCloseTimeout: timeoutMs + 60_000,
    scheduleToCloseTimeout: timeoutMs + 3_600_000,
    heartbeatTimeout: DEAD_AFTER,
    retry: { maximumInterval: '30s' },
  });

/** Never invoked twice by Temporal: what happens after a lost answer is decided by the workflow. */
export const lambdaWithin = (timeoutMs: number) =>
  proxyActivities<LambdaPort>({
    startToCloseTimeout: timeoutMs + 60_000,
    heartbeatTimeout: '30s',
    retry: { maximumAttempts: 1 },
  });

export const ecs = proxyActivities<Pick<EcsPort, 'readService'>>(VENDOR);

/** Watching ends by the catalogue's time-out, which the caller keeps; here only a dead worker is noticed. */
const WATCH = {
  startToCloseTimeout: '1 day',
  heartbeatTimeout: DEAD_AFTER,
  retry: { maximumInterval: '30s' },
} as const;
export const watchArgoCd = proxyActivities<ArgoCdPort>(WATCH);
export const watchEcs = proxyActivities<Pick<EcsPort, 'awaitServiceChange'>>(WATCH);
export const watchTemporal = proxyActivities<Pick<TemporalPort, 'awaitClosed'>>({
  ...WATCH,
  startToCloseTimeout: '30 days',
});

export const temporal = proxyActivities<Omit<TemporalPort, 'awaitClosed'>>({
  startToCloseTimeout: '30s',
  heartbeatTimeout: DEAD_AFTER,
  retry: { maximumInterval: '10s' },
});

/** A tick must end before the next ones pile up; what did not succeed is offered again. */
const TICK = { startToCloseTimeout: '20s', scheduleToCloseTimeout: '1 minute' } as const;
export const polling = proxyActivities<Pick<EcrPort, 'poll'>>(TICK);
export const offering = proxyActivities<Pick<TemporalPort, 'offer' | 'startDeploy'>>(TICK);

/** The message is drawn beside the deploy and may catch up for a day. */
const PATIENT = {
  startToCloseTimeout: '30s',
  heartbeatTimeout: DEAD_AFTER,
  scheduleToCloseTimeout: '24 hours',
  retry: { maximumInterval: '1 minute' },
} as const;
export const slack = proxyActivities<SlackPort>(PATIENT);

/** The server gives what has the lower number its place in the rate first. */
export const ENDING = 1;
export const QUESTION = 2;
export const PROGRESS = 4;
export type Urgency = typeof ENDING | typeof QUESTION | typeof PROGRESS;

/**
 * Progress that cannot be shown within a minute is left out. An edit that is given up is waited for: were it under way,
 * it could arrive after the one that replaces it.
 */
export const slackEdits = (urgency: Urgency) =>
  proxyActivities<SlackEditPort>({
    ...PATIENT,
    ...(urgency === PROGRESS && { scheduleToCloseTimeout: '1 minute' }),
    cancellationType: 'WAIT_CANCELLATION_COMPLETED',
    priority: { priorityKey: urgency },
    taskQueue: slackQueueOf(workflowInfo().taskQueue),
  });
