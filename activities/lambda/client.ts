import { LambdaClient } from '@aws-sdk/client-lambda';

const MARGIN_MS = 10_000;

/**
 * A client that waits longer than the function may run and never asks twice: with the SDK's defaults a lost answer
 * runs a function three times (measured). `requestTimeout` alone only logs, hence `throwOnRequestTimeout`.
 */
export function createLambdaClients(region: string | undefined): (timeoutMs: number) => LambdaClient {
  const clients = new Map<number, LambdaClient>();
  return (timeoutMs) => {
    const known = clients.get(timeoutMs);
    if (known) return known;
    const waitMs = timeoutMs + MARGIN_MS;
    const client = new LambdaClient({
      ...(region !== undefined && { region }),
      maxAttempts: 1,
      requestHandler: {
        connectionTimeout: 5_000,
        socketTimeout: waitMs,
        requestTimeout: waitMs,
        throwOnRequestTimeout: true,
      },
    });
    clients.set(timeoutMs, client);
    return client;
  };
}
