import type { Asked, Desk } from '../desk.ts';
import { lookUpLocale } from '../languages.ts';
import { readStandings } from '../read-standings.ts';
import type { Reply } from '../reply.ts';
import { renderLocks } from '../views/locks.ts';
import { EVERYONE, refusalFor } from './refusal-for.ts';

/** All locks and holds, of every target. */
export async function answerLocks(desk: Desk, asked: Asked): Promise<Reply> {
  const refusal = await refusalFor(desk, asked.by, { what: 'locks', groups: EVERYONE });
  if (refusal) return refusal;
  const locale = lookUpLocale(desk, asked);
  const targets = desk.catalog.targets.map((target) => ({ ...target, locale }));
  return { kind: 'look-up', message: renderLocks(await readStandings(desk, targets), locale, Date.now()) };
}
