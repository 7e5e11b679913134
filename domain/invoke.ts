import type { DeployTrigger, Place } from './deploy.ts';
import type { EndingCode } from './endings.ts';
import type { FunctionTarget, Json, Locale } from './target.ts';

export interface InvokeRequest {
  readonly target: FunctionTarget;
  readonly trigger: DeployTrigger;
  readonly requestedBy: string;
  /** What the person typed as `key=value`. */
  readonly pairs: Readonly<Record<string, string>>;
  /** The payload, placeholders filled in. */
  readonly payload: Json;
  readonly askedIn?: Place;
}

/** What Lambda said. `payload` is the text as it came, cut at 64 KiB; `functionError` is Lambda's `Handled` or `Unhandled`. */
export interface LambdaAnswer {
  readonly kind: 'answered';
  readonly payload: string;
  readonly functionError?: string;
  /** By which AWS's log of the function knows this run. */
  readonly requestId?: string;
}

export type InvokeOutcome = Pick<LambdaAnswer, 'requestId'> &
  (
    | { readonly kind: 'succeeded'; readonly answer: string }
    | { readonly kind: 'failed'; readonly code: EndingCode; readonly detail: string; readonly answer?: string }
  );

/** The state that the message of an invocation is drawn from. */
export interface InvokeCard {
  readonly invokeId: string;
  readonly name: string;
  readonly environment: string;
  readonly locale: Locale;
  readonly requestedBy: string;
  readonly payload: Json;
  readonly outcome?: InvokeOutcome;
  readonly startedAt: number;
  readonly endedAt?: number;
}
