import { workflowInfo } from '@temporalio/workflow';
import type { DeployOutcome, DeployRequest } from '../../domain/deploy.ts';
import { parseImageReference } from '../../domain/image-reference.ts';
import { isTimedOut, judgeAnswer } from '../../domain/lambda-answer.ts';
import { deployPayload } from '../../domain/payload.ts';
import type { HakoDeploy } from '../../domain/target.ts';
import { invokeOnce } from '../invoke-once.ts';
import { ecs } from '../proxies.ts';
import { watchService } from '../watch-service.ts';
import { type DeployKind, soakOf } from './deploy-kind.ts';

/** ECS through hako in a Lambda: invoked only when the registered tag differs; what it did is learned from ECS. */
export function hako(request: DeployRequest, deploy: HakoDeploy): DeployKind {
  const { uri } = request.target.image.repository;
  let before = '';
  let answerLost: string | undefined;
  let isInvoked = false;
  let said: string | undefined;

  return {
    plan: async (image) => {
      const { image: registered, taskDefinition } = await ecs.readService({ ecs: deploy.ecs });
      const { repository, tag = null } = parseImageReference(registered);
      before = taskDefinition;
      if (repository === uri && tag === image.tag) return { kind: 'nothing-to-do', from: image.tag };
      return { kind: 'change', change: { kind: 'hako', from: tag, to: image.tag, taskDefinition } };
    },

    rollOut: async (image) => {
      const { taskDefinition } = await ecs.readService({ ecs: deploy.ecs });
      if (taskDefinition !== before) return { kind: 'moved' };
      const answer = await invokeOnce({
        function: deploy.function,
        payload: deployPayload(deploy.payload, { request, image, deployId: workflowInfo().workflowId }),
        timeoutMs: deploy.timeoutMs,
        ...(deploy.mode && { mode: deploy.mode }),
      });
      isInvoked = true;
      if (answer.kind === 'accepted') return { kind: 'rolled-out' }; // what it does is learned from ECS
      if (answer.kind === 'unknown' || isTimedOut(answer)) {
        answerLost = answer.kind === 'unknown' ? answer.detail : answer.payload;
        return { kind: 'rolled-out' };
      }
      said = answer.payload;
      const judged = judgeAnswer(answer);
      return judged.kind === 'succeeded' ? { kind: 'rolled-out' } : { kind: 'ended', outcome: failed(judged.detail) };
    },

    verify: async (image, report) => {
      const watched = { ecs: deploy.ecs, before, repositoryUri: uri, image, report, ...soakOf(request) };
      const outcome = await watchService(watched);
      if (outcome.code !== 'rollout-timeout' || answerLost === undefined) return outcome;
      const detail = `${deploy.function} was invoked once and its answer was lost (${answerLost}). ${outcome.detail ?? ''}`;
      return { phase: 'failed', code: 'outcome-unknown', detail };
    },

    answer: () => said,
    hasChanged: () => isInvoked,
    tidyUp: async () => 'tidy',
  };

  function failed(detail: string): DeployOutcome {
    return { phase: 'failed', code: 'function-failed', detail: `${deploy.function}: ${detail}` };
  }
}
