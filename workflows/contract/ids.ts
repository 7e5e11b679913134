import type { ChosenImage } from '../../domain/deploy.ts';

interface TargetName {
  readonly service: string;
  readonly environment: string;
}

/** Business ids: the same request always has the same id, so that it starts one workflow. `key` comes from Slack. */
export const deployId = ({ service, environment }: TargetName, key: string): string =>
  `deploy:${service}:${environment}:${key}`;

/** The deploy of a digest by the schedule; from the second automatic start of that digest on with `-2`, `-3`, … */
export const autoDeployId = (target: TargetName, image: ChosenImage, start: number): string =>
  deployId(target, `auto-${image.digest.replace(/^sha256:/, '').slice(0, 12)}${start > 1 ? `-${start}` : ''}`);

/** An undo has the same key as what it comes from: what a person said or pressed, or the deploy that did not go well. */
export const undoId = (target: TargetName, key: string): string => deployId(target, `undo-${key}`);
export const undoIdOf = (id: string): string => id.replace(/^(deploy:[^:]+:[^:]+:)/, '$1undo-');

export const targetId = ({ service, environment }: TargetName): string => `target:${service}:${environment}`;

export const invokeId = (name: string, environment: string, key: string): string =>
  `invoke:${name}:${environment}:${key}`;

export const branchesId = (service: string, key: string): string => `branches:${service}:${key}`;

export const branchSearchId = (repository: string, words: string): string => `branches:${repository}:${words}`;

export const planId = ({ service, environment }: TargetName, key: string): string =>
  `plan:${service}:${environment}:${key}`;

/** The hourly look for what was changed by hand, and one that somebody asked for. */
export const DRIFT_SCHEDULE = 'drift-check';
export const driftId = (key: string): string => `drift:${key}`;

export const scheduleId = (repositoryName: string): string => `auto-deploy:${repositoryName}`;

/** What Slack sends becomes the key: a message is one request, a typed command or modal is one, a button on a message is one. */
export const messageKey = (channel: string, ts: string): string => `${channel}-${ts}`;
export const buttonKey = (channel: string, messageTs: string, action: string): string =>
  `${channel}-${messageTs}-${action}`;

export const TASK_QUEUE = 'tempocat';
/** Edits of messages, with a rate kept by the server. */
export const slackQueueOf = (taskQueue: string): string => `${taskQueue}-slack`;
