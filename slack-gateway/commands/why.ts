import type { TargetCommand } from '../../domain/command.ts';
import { freezeAt } from '../../domain/freeze.ts';
import { locateTarget } from '../../domain/locate.ts';
import type { Asked, Desk } from '../desk.ts';
import { lookUpLocale } from '../languages.ts';
import { readStanding } from '../read-standings.ts';
import { privately, type Reply } from '../reply.ts';
import { renderUnknown } from '../views/refusals.ts';
import { renderWhy } from '../views/why.ts';
import { EVERYONE, refusalFor } from './refusal-for.ts';

/** Why a deploy there would or would not go ahead now: the same verdicts as a deploy's own. */
export async function answerWhy(desk: Desk, asked: Asked, command: TargetCommand): Promise<Reply> {
  const { catalog, links } = desk;
  const located = locateTarget(catalog, command.service, command.environment);
  if (located.kind !== 'target') return privately(renderUnknown(located, desk.locale));
  const refusal = await refusalFor(desk, asked.by, { what: 'why', groups: EVERYONE });
  if (refusal) return refusal;
  const target = { ...located.target, locale: lookUpLocale(desk, asked) };
  const first = catalog.targets.find(
    ({ service, environment }) => service === target.service && environment === target.after,
  );
  const [standing, before] = await Promise.all([readStanding(desk, target), first && readStanding(desk, first)]);
  const now = Date.now();
  const freeze = freezeAt(target.freeze, target.timeZone, now);
  const message = renderWhy({ standing, now, links, ...(before && { before }), ...(freeze && { freeze }) });
  return { kind: 'look-up', message };
}
