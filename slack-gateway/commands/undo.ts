import { readTarget } from '../../client/read-target.ts';
import { startDeploy } from '../../client/start-deploy.ts';
import type { TargetCommand } from '../../domain/command.ts';
import { locateTarget } from '../../domain/locate.ts';
import { judgeUndo } from '../../domain/target/judge-undo.ts';
import type { Target } from '../../domain/target.ts';
import { TASK_QUEUE, undoId } from '../../workflows/contract/ids.ts';
import type { Asked, Desk } from '../desk.ts';
import { inTheirLanguage } from '../languages.ts';
import { placeOf } from '../place-of.ts';
import { privately, type Reply } from '../reply.ts';
import { renderUnknown } from '../views/refusals.ts';
import { renderNothingToUndo, renderNotTheLast, renderUndoUnderWay } from '../views/undo.ts';
import { refusalFor } from './refusal-for.ts';

/** `undo api production`: back to what ran before its last change. */
export async function answerUndo(
  desk: Desk,
  asked: Asked,
  { service, environment }: Extract<TargetCommand, { kind: 'undo' }>,
): Promise<Reply> {
  const located = locateTarget(desk.catalog, service, environment);
  if (located.kind !== 'target') return privately(renderUnknown(located, desk.locale));
  return requestUndo(desk, asked, { target: located.target });
}

interface Wish {
  readonly target: Target;
  /** The deploy whose message the button stood on; only the last change can be taken back. */
  readonly of?: string;
}

/** Whoever may deploy there may undo. It takes back the change that is the last one now, so that two who ask at once go back once. */
export async function requestUndo(desk: Desk, asked: Asked, { target, of }: Wish): Promise<Reply> {
  const { service, environment, deployers } = target;
  const refusal = await refusalFor(desk, asked.by, { what: `undo ${service} ${environment}`, groups: deployers });
  if (refusal) return refusal;
  const theirs = inTheirLanguage(desk, target);
  const judged = judgeUndo((await readTarget(desk.client, target)) ?? {}, of);
  if (judged.kind === 'under-way') return privately(renderUndoUnderWay(theirs, judged.deployId, desk.links));
  if (judged.kind === 'nothing') return privately(renderNothingToUndo(theirs));
  if (judged.kind === 'not-the-last') return privately(renderNotTheLast(theirs, judged.last, desk.links));

  const isElsewhere = asked.channel !== target.channel || asked.threadTs !== undefined;
  await startDeploy(desk.client, {
    workflowId: undoId(target, asked.key),
    taskQueue: TASK_QUEUE,
    request: {
      target,
      trigger: 'undo',
      requestedBy: asked.by,
      undo: judged.of === undefined ? {} : { of: judged.of },
      ...(isElsewhere && { askedIn: placeOf(asked) }),
    },
  });
  return { kind: 'started' };
}
