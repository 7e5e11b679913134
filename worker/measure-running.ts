import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import { type ListedDeploy, listRunningDeploys } from '../client/list-deploys.ts';
import { level, type Measure, type Recorder } from '../domain/measure.ts';
import type { Target } from '../domain/target.ts';

const LOOK_EVERY_MS = 10_000;
const LOOKED_AT = 1_000;
const ANSWERS_WITHIN_MS = 5_000;

interface Options {
  readonly client: Client;
  readonly targets: () => readonly Target[];
  readonly record: Recorder;
  readonly log: Logger;
}

/** As Temporal's list has them, until the process ends: no worker knows by itself what is under way on others. */
export function measureRunning({ client, targets, record, log }: Options): void {
  let before: readonly Measure[] = [];
  const look = async () => {
    const deploys = await client.withDeadline(Date.now() + ANSWERS_WITHIN_MS, () =>
      listRunningDeploys(client, LOOKED_AT),
    );
    const present = runningDeploys(deploys, targets());
    record([...before.map((measure) => ({ ...measure, value: 0 })), ...present]);
    before = present;
  };
  const again = () =>
    look()
      .catch((error: unknown) => log.warn({ error: String(error) }, 'running deploys could not be counted'))
      .finally(() => setTimeout(again, LOOK_EVERY_MS).unref());
  void again();
}

/** By target and phase; a queue that is empty has the length 0. */
function runningDeploys(deploys: readonly ListedDeploy[], targets: readonly Target[]): Measure[] {
  const counted = new Map<string, Measure>();
  const add = (labels: Measure['labels'], more: number) => {
    const key = JSON.stringify(labels);
    counted.set(key, level('tempocat_running_deploys', (counted.get(key)?.value ?? 0) + more, labels));
  };
  for (const { service, environment } of targets) add({ service, environment, phase: 'queued' }, 0);
  for (const { service, environment, phase = 'resolving' } of deploys) add({ service, environment, phase }, 1);
  return [...counted.values()];
}
