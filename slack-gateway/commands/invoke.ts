import { startInvoke } from '../../client/start-invoke.ts';
import type { Command } from '../../domain/command.ts';
import { locateFunction } from '../../domain/locate.ts';
import { invokePayload, judgeKeys } from '../../domain/payload.ts';
import type { FunctionTarget } from '../../domain/target.ts';
import { invokeId as idOf, TASK_QUEUE } from '../../workflows/contract/ids.ts';
import type { Asked, Desk } from '../desk.ts';
import { placeOf } from '../place-of.ts';
import { privately, type Reply } from '../reply.ts';
import { renderBadKeys, renderUnknown } from '../views/refusals.ts';
import { refusalFor } from './refusal-for.ts';

type InvokeCommand = Extract<Command, { kind: 'invoke' }>;

/** `invoke reindex staging index=products`: every key that the payload needs, and no other. */
export async function answerInvoke(desk: Desk, asked: Asked, command: InvokeCommand): Promise<Reply> {
  const { catalog } = desk;
  const located = locateFunction(catalog, command.function, command.environment);
  if (located.kind !== 'function') return privately(renderUnknown(located, desk.locale));
  return requestInvoke(desk, asked, { target: located.target, pairs: command.pairs });
}

interface Wish {
  readonly target: FunctionTarget;
  readonly pairs: Readonly<Record<string, string>>;
}

/** Starts the invocation, unless this person may not, or the payload needs something else. */
export async function requestInvoke(desk: Desk, asked: Asked, { target, pairs }: Wish): Promise<Reply> {
  const { name, environment, invokers, payload } = target;
  const refusal = await refusalFor(desk, asked.by, { what: `invoke ${name} ${environment}`, groups: invokers });
  if (refusal) return refusal;
  const keys = judgeKeys(payload, pairs);
  if (keys.missing.length > 0 || keys.unknown.length > 0) return privately(renderBadKeys(keys, desk.locale));

  const invokeId = idOf(name, environment, asked.key);
  await startInvoke(desk.client, {
    workflowId: invokeId,
    taskQueue: TASK_QUEUE,
    request: {
      target,
      trigger: 'slack',
      requestedBy: asked.by,
      pairs,
      payload: invokePayload({ target, pairs, invokeId, requestedBy: asked.by }),
      ...(asked.door !== 'slash' && { askedIn: placeOf(asked) }),
    },
  });
  return { kind: 'started' };
}
