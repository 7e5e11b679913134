import { startDrift } from '../../client/start-drift.ts';
import type { Command } from '../../domain/command.ts';
import { locateTargets } from '../../domain/locate.ts';
import type { Target } from '../../domain/target.ts';
import { driftId, TASK_QUEUE } from '../../workflows/contract/ids.ts';
import type { Asked, Desk } from '../desk.ts';
import { lookUpLocale } from '../languages.ts';
import { readStandings, withHolder } from '../read-standings.ts';
import { privately, type Reply } from '../reply.ts';
import { renderStatus } from '../views/look-ups.ts';
import { renderUnknown } from '../views/refusals.ts';
import { EVERYONE, refusalFor } from './refusal-for.ts';

/** Read from the targets' memos, so that it answers while no worker does. */
export async function answerStatus(
  desk: Desk,
  asked: Asked,
  { words }: Extract<Command, { kind: 'status' }>,
): Promise<Reply> {
  const { catalog, links } = desk;
  const located = locateTargets(catalog, words);
  if (located.kind !== 'targets') return privately(renderUnknown(located, desk.locale));
  const refusal = await refusalFor(desk, asked.by, { what: 'status', groups: EVERYONE });
  if (refusal) return refusal;
  const read = await readStandings(desk, located.targets);
  const standings = await Promise.all(read.map((standing) => withHolder(desk, standing)));
  await lookForDrift(desk, asked, located.targets);
  return {
    kind: 'look-up',
    message: renderStatus(standings, { locale: lookUpLocale(desk, asked), links, now: Date.now() }),
  };
}

const LOOKED_AT_ONCE = 10;

/** Whether what runs there was changed by hand only the worker can see; what it finds is said where deploys are announced. */
async function lookForDrift({ client, log }: Desk, { key }: Asked, targets: readonly Target[]): Promise<void> {
  if (targets.length > LOOKED_AT_ONCE) return; // the hourly check looks at all
  const request = { targets: targets.map(({ service, environment }) => ({ service, environment })) };
  try {
    await startDrift(client, { workflowId: driftId(key), taskQueue: TASK_QUEUE, request });
  } catch (error) {
    log.warn({ error: String(error) }, 'nobody looks for changes by hand now');
  }
}
