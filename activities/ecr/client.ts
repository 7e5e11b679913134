import { ECRClient } from '@aws-sdk/client-ecr';

const LOOK_MS = 10_000;

/** One client for each region; Temporal retries, so the SDK does not. `prepare` is done to each of them. */
export function createEcrClients(prepare = (client: ECRClient): ECRClient => client): (region: string) => ECRClient {
  const clients = new Map<string, ECRClient>();
  return (region) => {
    const known = clients.get(region);
    if (known) return known;
    const client = prepare(
      new ECRClient({
        region,
        maxAttempts: 1,
        requestHandler: {
          connectionTimeout: 5_000,
          socketTimeout: LOOK_MS,
          requestTimeout: LOOK_MS,
          throwOnRequestTimeout: true,
        },
      }),
    );
    clients.set(region, client);
    return client;
  };
}
