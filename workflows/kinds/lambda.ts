import { workflowInfo } from '@temporalio/workflow';
import type { DeployRequest } from '../../domain/deploy.ts';
import { judgeAnswer } from '../../domain/lambda-answer.ts';
import { deployPayload } from '../../domain/payload.ts';
import type { LambdaDeploy } from '../../domain/target.ts';
import { invokeOnce } from '../invoke-once.ts';
import { temporal } from '../proxies.ts';
import type { DeployKind } from './deploy-kind.ts';

/** The deploy is a Lambda call: its good answer is all the proof there is. */
export function lambda(request: DeployRequest, deploy: LambdaDeploy): DeployKind {
  const { service, environment } = request.target;
  return {
    plan: async (image) => {
      const running = (await temporal.readTarget({ service, environment }))?.running;
      if (running?.digest === image.digest && running.tag === image.tag)
        return { kind: 'nothing-to-do', from: image.tag };
      return { kind: 'change', change: { kind: 'lambda', from: running?.tag ?? null, to: image.tag } };
    },

    rollOut: async (image) => {
      const answer = await invokeOnce({
        function: deploy.function,
        ...(deploy.qualifier !== undefined && { qualifier: deploy.qualifier }),
        payload: deployPayload(deploy.payload, { request, image, deployId: workflowInfo().workflowId }),
        timeoutMs: deploy.timeoutMs,
      });
      if (answer.kind === 'unknown') {
        const detail = `${deploy.function} was invoked once; ${answer.detail}`;
        return { kind: 'ended', outcome: { phase: 'failed', code: 'outcome-unknown', detail } };
      }
      const judged = judgeAnswer(answer, deploy.expect);
      if (judged.kind === 'succeeded') return { kind: 'rolled-out' };
      const detail = `${deploy.function}: ${judged.detail}`;
      return { kind: 'ended', outcome: { phase: 'failed', code: 'function-failed', detail } };
    },

    verify: async () => ({ phase: 'deployed' }),
    tidyUp: async () => 'tidy',
  };
}
