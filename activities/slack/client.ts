import { WebClient } from '@slack/web-api';

/** Temporal owns the retries, so the client has none; without a time-out of its own it would wait for ever. */
export function createSlackClient(
  { token, apiUrl }: { readonly token: string; readonly apiUrl: string },
  send: typeof fetch = fetch,
): WebClient {
  return new WebClient(token, {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 10_000,
    fetch: send,
  });
}
