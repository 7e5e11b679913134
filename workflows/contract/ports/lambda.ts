import type { LambdaAnswer } from '../../../domain/invoke.ts';
import type { Json } from '../../../domain/target.ts';

/** What workflows ask of Lambda. */
export interface LambdaPort {
  /** Invokes once, never again by itself. Fails with `function-not-found`, `credentials-refused`. */
  invokeFunction(args: {
    readonly function: string;
    readonly qualifier?: string;
    readonly payload: Json;
    readonly timeoutMs: number;
    /** Lambda only takes the event; nobody hears from it how the function does. */
    readonly mode?: 'event';
  }): Promise<Invocation>;
}

/** `accepted`: the event was taken. `not-run`: Lambda surely refused it, try later. `unknown`: it may have run; the answer is lost. */
export type Invocation =
  | LambdaAnswer
  | { readonly kind: 'accepted' }
  | { readonly kind: 'not-run'; readonly detail: string; readonly retryAfterMs: number }
  | { readonly kind: 'unknown'; readonly detail: string };
