import { workflowInfo } from '@temporalio/workflow';
import type { DeployOutcome, DeployRequest } from '../../domain/deploy.ts';
import type { LambdaAnswer } from '../../domain/invoke.ts';
import { judgeAnswer } from '../../domain/lambda-answer.ts';
import { deployPayload } from '../../domain/payload.ts';
import type { LambdaDeploy } from '../../domain/target.ts';
import { listenForCallBack } from '../await-call-back.ts';
import { invokeOnce } from '../invoke-once.ts';
import { temporal } from '../proxies.ts';
import type { DeployKind } from './deploy-kind.ts';

/** The deploy is a Lambda call: its good answer, or with `mode: event` its call back, is all the proof there is. */
export function lambda(request: DeployRequest, deploy: LambdaDeploy): DeployKind {
  const { service, environment } = request.target;
  const calledBack = deploy.mode === 'event' ? listenForCallBack() : undefined;
  let isInvoked = false;
  let said: string | undefined;
  return {
    plan: async (image) => {
      const { running, lastChange } = (await temporal.readTarget({ service, environment })) ?? {};
      const isSure = lastChange === undefined || lastChange.phase === 'deployed'; // else nobody knows what it did
      if (isSure && running?.digest === image.digest && running.tag === image.tag)
        return { kind: 'nothing-to-do', from: image.tag };
      const from = (isSure ? running?.tag : lastChange.to.tag) ?? null;
      return { kind: 'change', change: { kind: 'lambda', from, to: image.tag } };
    },

    rollOut: async (image) => {
      const answer = await invokeOnce({
        function: deploy.function,
        ...(deploy.qualifier !== undefined && { qualifier: deploy.qualifier }),
        payload: deployPayload(deploy.payload, { request, image, deployId: workflowInfo().workflowId }),
        timeoutMs: deploy.timeoutMs,
        ...(deploy.mode && { mode: deploy.mode }),
      });
      isInvoked = true;
      if (answer.kind === 'accepted') return { kind: 'rolled-out' };
      const outcome = answer.kind === 'unknown' ? unknown(answer.detail) : judged(answer);
      return outcome ? { kind: 'ended', outcome } : { kind: 'rolled-out' };
    },

    verify: async (_, report) => {
      if (!calledBack) return { phase: 'deployed' };
      report({ kind: 'waiting', for: `${deploy.function} to call back` });
      const answer = await calledBack.within(deploy.timeoutMs);
      if (answer === 'silence') return unknown(`it did not call back within ${deploy.timeoutMs / 1000} s`);
      return judged(answer) ?? { phase: 'deployed' };
    },

    answer: () => said,
    hasChanged: () => isInvoked,
    tidyUp: async () => 'tidy',
  };

  function judged(answer: LambdaAnswer): DeployOutcome | undefined {
    said = answer.payload;
    const judgement = judgeAnswer(answer, deploy.expect);
    if (judgement.kind === 'succeeded') return undefined;
    return { phase: 'failed', code: 'function-failed', detail: `${deploy.function}: ${judgement.detail}` };
  }

  function unknown(detail: string): DeployOutcome {
    return { phase: 'failed', code: 'outcome-unknown', detail: `${deploy.function} was invoked once; ${detail}` };
  }
}
