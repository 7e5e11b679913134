import { startLookUp } from '../../client/start-look-up.ts';
import type { Command } from '../../domain/command.ts';
import { locateService } from '../../domain/locate.ts';
import { branchesId, TASK_QUEUE } from '../../workflows/contract/ids.ts';
import type { Asked, Desk } from '../desk.ts';
import { lookUpLocale } from '../languages.ts';
import { lookUpPlace } from '../place-of.ts';
import { privately, type Reply } from '../reply.ts';
import { message } from '../views/blocks.ts';
import { renderUnknown } from '../views/refusals.ts';
import { code } from '../views/text.ts';
import { answerWords } from '../views/words/answers.ts';
import { EVERYONE, refusalFor } from './refusal-for.ts';

type BranchesCommand = Extract<Command, { kind: 'branches' }>;

/** Only the worker holds GitHub's credentials, so a short workflow looks and answers. */
export async function answerBranches(desk: Desk, asked: Asked, { service }: BranchesCommand): Promise<Reply> {
  const { catalog } = desk;
  const located = locateService(catalog, service);
  if (located.kind !== 'service') return privately(renderUnknown(located, desk.locale));
  const refusal = await refusalFor(desk, asked.by, { what: 'branches', groups: EVERYONE });
  if (refusal) return refusal;
  const source = located.targets.find((target) => target.source)?.source;
  if (!source) return privately(message([answerWords[desk.locale].noSource(code(located.name, 60))]));

  await startLookUp(desk.client, {
    workflow: 'branches',
    workflowId: branchesId(located.name, asked.key),
    taskQueue: TASK_QUEUE,
    request: {
      service: located.name,
      repository: source.repository,
      locale: lookUpLocale(desk, asked),
      requestedBy: asked.by,
      ...lookUpPlace(asked),
    },
  });
  return { kind: 'started' };
}
