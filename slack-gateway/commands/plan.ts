import { startLookUp } from '../../client/start-look-up.ts';
import type { Command } from '../../domain/command.ts';
import { locateTarget } from '../../domain/locate.ts';
import type { Target } from '../../domain/target.ts';
import { planId, TASK_QUEUE } from '../../workflows/contract/ids.ts';
import type { Asked, Desk } from '../desk.ts';
import { lookUpLocale } from '../languages.ts';
import { lookUpPlace } from '../place-of.ts';
import { privately, type Reply } from '../reply.ts';
import { renderUnknown } from '../views/refusals.ts';
import { EVERYONE, refusalFor } from './refusal-for.ts';

/** `plan api production`: what a deploy would change and meet. Looking is open to every full member. */
export async function answerPlan(
  desk: Desk,
  asked: Asked,
  { service, environment, ref }: Extract<Command, { kind: 'plan' }>,
): Promise<Reply> {
  const { catalog } = desk;
  const located = locateTarget(catalog, service, environment);
  if (located.kind !== 'target') return privately(renderUnknown(located, desk.locale));
  return requestPlan(desk, asked, { target: located.target, ...(ref !== undefined && { ref }) });
}

interface Wish {
  readonly target: Target;
  readonly ref?: string;
}

/** Only the worker may ask the vendors, so a short workflow looks and answers. */
export async function requestPlan(desk: Desk, asked: Asked, { target, ref }: Wish): Promise<Reply> {
  const refusal = await refusalFor(desk, asked.by, { what: 'plan', groups: EVERYONE });
  if (refusal) return refusal;
  await startLookUp(desk.client, {
    workflow: 'plan',
    workflowId: planId(target, asked.key),
    taskQueue: TASK_QUEUE,
    request: {
      target,
      ...(ref !== undefined && { ref }),
      requestedBy: asked.by,
      locale: lookUpLocale(desk, asked),
      ...lookUpPlace(asked),
    },
  });
  return { kind: 'started' };
}
