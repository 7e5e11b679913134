import type { Command } from '../../domain/command.ts';
import { locateTargets } from '../../domain/locate.ts';
import type { Asked, Desk } from '../desk.ts';
import { readStandings } from '../read-standings.ts';
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
  if (located.kind !== 'targets') return privately(renderUnknown(located, catalog.locale));
  const refusal = await refusalFor(desk, asked.by, { what: 'status', groups: EVERYONE });
  if (refusal) return refusal;
  const standings = await readStandings(desk, located.targets);
  return { kind: 'look-up', message: renderStatus(standings, { locale: catalog.locale, links, now: Date.now() }) };
}
