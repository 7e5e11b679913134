/** How a call to a vendor went: `denied` is about our credentials, `limited` about our rate, `failed` is their trouble. */
export type CallOutcome = 'ok' | 'refused' | 'denied' | 'limited' | 'failed';

/** By the HTTP status. GitHub says 403 for a limit as well; `isLimit`: its headers say so. */
export function outcomeOfStatus(status: number, isLimit = false): CallOutcome {
  if (status < 400) return 'ok';
  if (status === 429 || isLimit) return 'limited';
  if (status === 401 || status === 403) return 'denied';
  return status < 500 ? 'refused' : 'failed';
}

const SLACK: Readonly<Record<string, CallOutcome>> = {
  not_authed: 'denied',
  invalid_auth: 'denied',
  token_revoked: 'denied',
  token_expired: 'denied',
  account_inactive: 'denied',
  missing_scope: 'denied',
  ratelimited: 'limited',
  internal_error: 'failed',
  fatal_error: 'failed',
  service_unavailable: 'failed',
  request_timeout: 'failed',
};

/** Slack answers 200 and says in the body what is wrong; absent: nothing is. */
export function outcomeOfSlack(error: string | undefined): CallOutcome {
  if (error === undefined) return 'ok';
  return Object.hasOwn(SLACK, error) ? (SLACK[error] ?? 'refused') : 'refused';
}
