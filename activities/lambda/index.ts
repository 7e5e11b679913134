import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { LambdaPort } from '../../workflows/contract/ports/lambda.ts';
import { withHeartbeat } from '../heartbeat.ts';
import { judgeError } from './errors.ts';

const ANSWER_AT_MOST = 64 * 1024;
const [RAN, TAKEN] = [200, 202];
/** A page to log in, say, with a good status. Behind it the function may have run. */
const FOREIGN = { kind: 'unknown', detail: 'what answered is not Lambda; the function may have run' } as const;

/** `clientOf` makes a new client each time; it is destroyed when the answer is there. */
export function createLambdaActivities(clientOf: (timeoutMs: number) => LambdaClient) {
  return {
    invokeFunction: ({ function: functionName, qualifier, payload, timeoutMs, mode }) =>
      withHeartbeat(async (signal) => {
        const command = new InvokeCommand({
          FunctionName: functionName,
          ...(qualifier !== undefined && { Qualifier: qualifier }),
          ...(mode === 'event' && { InvocationType: 'Event' as const }),
          Payload: JSON.stringify(payload),
        });
        const client = clientOf(timeoutMs);
        const isSent = watchSending(client);
        try {
          const { Payload, FunctionError, StatusCode, $metadata } = await client.send(command, { abortSignal: signal });
          const { requestId } = $metadata;
          if (requestId === undefined || StatusCode !== (mode === 'event' ? TAKEN : RAN)) return FOREIGN;
          if (mode === 'event') return { kind: 'accepted' };
          return {
            ...{ kind: 'answered', requestId },
            payload: textOf(Payload ?? new Uint8Array()),
            ...(FunctionError !== undefined && { functionError: FunctionError }),
          };
        } catch (error) {
          if (signal.aborted && isSent())
            return { kind: 'unknown', detail: 'the worker stopped waiting; the function may have run' };
          if (signal.aborted) throw error;
          return judgeError(error, { functionName, sent: isSent() });
        } finally {
          client.destroy();
        }
      }),
  } satisfies LambdaPort;
}

/** Tells whether the request left for the network; what fails before (region, credentials, address) ran nothing. */
function watchSending(client: LambdaClient): () => boolean {
  let sent = false;
  client.middlewareStack.add(
    (next) => (args) => {
      sent = true;
      return next(args);
    },
    { step: 'deserialize', priority: 'low', name: 'watchSending' },
  );
  return () => sent;
}

/** The answer as text, cut between two characters. */
function textOf(bytes: Uint8Array): string {
  const isCut = bytes.byteLength > ANSWER_AT_MOST;
  return new TextDecoder().decode(bytes.subarray(0, ANSWER_AT_MOST), { stream: isCut });
}
