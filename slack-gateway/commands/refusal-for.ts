import { isAllowed } from '../../domain/actor.ts';
import { count } from '../../domain/measure.ts';
import type { Asked, Desk } from '../desk.ts';
import { type Private, privately } from '../reply.ts';
import { renderNotAllowed } from '../views/refusals.ts';

interface Wish {
  readonly what: string;
  readonly groups: readonly string[];
}

/** Nothing when they may; else the refusal, to them alone. Looking is open to every full member. */
export async function refusalFor(
  { people, locale, record }: Desk,
  by: Asked['by'],
  { what, groups }: Wish,
): Promise<Private | undefined> {
  const actor = await people.actorOf(by, { among: groups });
  if (isAllowed(actor, groups)) return undefined;
  record([count('tempocat_refusals', { what: what.split(' ')[0] ?? '', why: 'rights' })]);
  return privately(renderNotAllowed({ standing: actor.standing, what, groups, locale }));
}

export const EVERYONE: readonly string[] = ['everyone'];
