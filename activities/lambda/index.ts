import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { LambdaPort } from '../../workflows/contract/ports/lambda.ts';
import { withHeartbeat } from '../heartbeat.ts';
import { judgeError } from './errors.ts';

const ANSWER_AT_MOST = 64 * 1024;

export function createLambdaActivities(clientOf: (timeoutMs: number) => LambdaClient) {
  return {
    invokeFunction: ({ function: name, qualifier, payload, timeoutMs }) =>
      withHeartbeat(async (signal) => {
        const command = new InvokeCommand({
          FunctionName: name,
          ...(qualifier !== undefined && { Qualifier: qualifier }),
          Payload: JSON.stringify(payload),
        });
        try {
          const answer = await clientOf(timeoutMs).send(command, { abortSignal: signal });
          return {
            kind: 'answered',
            payload: (answer.Payload?.transformToString() ?? '').slice(0, ANSWER_AT_MOST),
            ...(answer.FunctionError !== undefined && { functionError: answer.FunctionError }),
          };
        } catch (error) {
          if (signal.aborted)
            return { kind: 'unknown', detail: 'the worker stopped waiting; the function may have run' };
          return judgeError(error, name);
        }
      }),
  } satisfies LambdaPort;
}
