import type { Asked, Desk } from '../desk.ts';
import { lookUpLocale } from '../languages.ts';
import type { Reply } from '../reply.ts';
import { renderList } from '../views/look-ups.ts';
import { EVERYONE, refusalFor } from './refusal-for.ts';

/** Services with their environments, and functions. */
export async function answerList(desk: Desk, asked: Asked): Promise<Reply> {
  const refusal = await refusalFor(desk, asked.by, { what: 'list', groups: EVERYONE });
  return refusal ?? { kind: 'look-up', message: renderList(desk.catalog, lookUpLocale(desk, asked)) };
}
