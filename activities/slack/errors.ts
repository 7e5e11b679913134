import { WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { ApplicationFailure } from '@temporalio/activity';
import { CHANNEL_GONE, MESSAGE_GONE } from '../../workflows/contract/ports/slack.ts';
import { permanent, retryLater } from '../failures.ts';

const CREDENTIALS = [
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'token_expired',
  'account_inactive',
  'missing_scope',
];

/** So soon a message catches up when somebody has mended what Slack refused. */
const MENDED_AGAIN_MS = 15_000;

/** Somebody deleted it, or Slack lets nobody edit it any more. */
const NO_MESSAGE = ['message_not_found', 'cant_update_message', 'edit_window_closed', 'thread_not_found'];
/** The app may not speak there (any more). */
const NO_CHANNEL = [
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'is_inactive',
  'restricted_action',
  'user_not_found',
];

/** Slack's own trouble; whatever else it answers, it will answer again. */
const PASSING = ['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'team_added_to_org'];

/** Slack's error as ours. What is not from Slack's API is not ours to judge and is thrown on, for Temporal to retry. */
export function failureOf(error: unknown, method: string): unknown {
  if (error instanceof WebAPIRateLimitedError) {
    return retryLater(
      `Slack limits the rate of ${method}; asked to wait ${error.retryAfter} s`,
      error.retryAfter * 1_000,
    );
  }
  if (!(error instanceof WebAPIPlatformError) || !isSlacks(error) || PASSING.includes(error.data.error)) return error;
  if (error.data.error === 'ratelimited') return retryLater(`Slack limits the rate of ${method}`, 30_000);
  const said = `Slack answered ${method} with ${error.data.error}`;
  if (CREDENTIALS.includes(error.data.error)) {
    const hint = 'check SLACK_BOT_TOKEN and the scopes of the app';
    return retryLater(`${said}${neededScope(error)}; ${hint}`, MENDED_AGAIN_MS);
  }
  if (NO_MESSAGE.includes(error.data.error)) return ApplicationFailure.nonRetryable(said, MESSAGE_GONE);
  if (NO_CHANNEL.includes(error.data.error)) return ApplicationFailure.nonRetryable(said, CHANNEL_GONE);
  return permanent('internal', said);
}

/** A proxy's page, or JSON that is not Slack's, comes as an "error", too. */
function isSlacks({ data }: { readonly data: { readonly error?: unknown } }): boolean {
  return typeof data.error === 'string' && /^[a-z][a-z0-9_]*$/.test(data.error);
}

function neededScope({ data }: WebAPIPlatformError): string {
  return 'needed' in data && typeof data.needed === 'string' ? ` (needed: ${data.needed})` : '';
}
