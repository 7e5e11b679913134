import { ECSClient } from '@aws-sdk/client-ecs';

const LOOK_MS = 10_000;

/** Temporal retries, so the SDK does not. */
export function createEcsClient(region: string | undefined): ECSClient {
  return new ECSClient({
    ...(region !== undefined && { region }),
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: 5_000,
      socketTimeout: LOOK_MS,
      requestTimeout: LOOK_MS,
      throwOnRequestTimeout: true,
    },
  });
}
