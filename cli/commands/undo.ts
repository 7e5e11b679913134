import { readTarget } from '../../client/read-target.ts';
import { startDeploy } from '../../client/start-deploy.ts';
import type { TargetCommand } from '../../domain/command.ts';
import { locateTarget } from '../../domain/locate.ts';
import { judgeUndo } from '../../domain/target/judge-undo.ts';
import { renderUnknown } from '../../slack-gateway/views/refusals.ts';
import { renderNothingToUndo, renderNotTheLast, renderUndoUnderWay } from '../../slack-gateway/views/undo.ts';
import { TASK_QUEUE, undoId } from '../../workflows/contract/ids.ts';
import { type ActorsDesk, answer } from '../desk.ts';
import type { Report } from '../report.ts';
import { refusalFor } from './allowed.ts';
import { started, type Waiting } from './deploy.ts';

/** `tempocat undo api production`: back to what ran before its last change. */
export async function undo(
  desk: ActorsDesk,
  { service, environment }: Extract<TargetCommand, { kind: 'undo' }>,
  waiting: Waiting,
): Promise<Report> {
  const { catalog, client, locale, links, actor, key } = desk;
  const located = locateTarget(catalog, service, environment);
  if (located.kind !== 'target') return answer(desk, 'not-understood', renderUnknown(located, locale));
  const { target } = located;
  const what = `undo ${target.service} ${target.environment}`;
  const refusal = refusalFor(desk, { what, groups: target.deployers });
  if (refusal) return refusal;
  const theirs = { ...target, locale };
  const judged = judgeUndo((await readTarget(client, target)) ?? {});
  if (judged.kind === 'under-way') return answer(desk, 'refused', renderUndoUnderWay(theirs, judged.deployId, links));
  if (judged.kind === 'nothing') return answer(desk, 'refused', renderNothingToUndo(theirs));
  if (judged.kind === 'not-the-last') return answer(desk, 'refused', renderNotTheLast(theirs, judged.last, links));
  const workflowId = undoId(target, key);
  await startDeploy(client, {
    workflowId,
    taskQueue: TASK_QUEUE,
    request: {
      target,
      trigger: 'undo',
      requestedBy: actor.by,
      undo: judged.of === undefined ? {} : { of: judged.of },
    },
  });
  return started(desk, workflowId, waiting);
}
