import { LogLevel, WebClient } from '@slack/web-api';

export interface SlackToken {
  readonly token: string;
  readonly apiUrl: string;
}

/** As the worker's, but silent: what goes wrong is a finding. */
export const createClient = ({ token, apiUrl }: SlackToken): WebClient =>
  new WebClient(token, {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 10_000,
    logLevel: LogLevel.ERROR,
  });
