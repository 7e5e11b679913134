import { LambdaClient } from '@aws-sdk/client-lambda';

const MARGIN_MS = 10_000;

/**
 * A client that waits longer than the function may run and never asks twice: with the SDK's defaults a lost answer
 * runs a function three times (measured). `requestTimeout` alone only logs, hence `throwOnRequestTimeout`.
 *
 * Each invocation has its own: a connection that idled may be dead, and a reset on it would look like a lost answer;
 * and a fiftieth long invocation would keep the next one waiting for a socket until its time is up.
 */
export function createLambdaClients(
  region: string | undefined,
  marginMs = MARGIN_MS,
): (timeoutMs: number) => LambdaClient {
  return (timeoutMs) => {
    const waitMs = timeoutMs + marginMs;
    return new LambdaClient({
      ...(region !== undefined && { region }),
      maxAttempts: 1,
      requestHandler: {
        connectionTimeout: 5_000,
        socketTimeout: waitMs,
        requestTimeout: waitMs,
        throwOnRequestTimeout: true,
      },
    });
  };
}
