import { readTarget } from '../../client/read-target.ts';
import type { Command } from '../../domain/command.ts';
import { locateTargets } from '../../domain/locate.ts';
import type { Asked, Desk } from '../desk.ts';
import { privately, type Reply } from '../reply.ts';
import { renderStatus } from '../views/look-ups.ts';
import { renderUnknown } from '../views/refusals.ts';
import { EVERYONE, refusalFor } from './refusal-for.ts';

const ANSWERS_WITHIN_MS = 2_000;

/** Read from the targets' memos, so that it answers while no worker does. */
export async function answerStatus(
  desk: Desk,
  asked: Asked,
  { words }: Extract<Command, { kind: 'status' }>,
): Promise<Reply> {
  const { catalog, client, links, log } = desk;
  const located = locateTargets(catalog, words);
  if (located.kind !== 'targets') return privately(renderUnknown(located, catalog.locale));
  const refusal = await refusalFor(desk, asked.by, { what: 'status', groups: EVERYONE });
  if (refusal) return refusal;
  const standings = await client.withDeadline(Date.now() + ANSWERS_WITHIN_MS, () =>
    Promise.all(
      located.targets.map(async (target) => ({
        target,
        memo: await readTarget(client, target).catch((error: unknown) => {
          log.warn({ target: target.service, error: String(error) }, 'a target could not be read');
          return 'unknown' as const;
        }),
      })),
    ),
  );
  return { kind: 'look-up', message: renderStatus(standings, { locale: catalog.locale, links }) };
}
