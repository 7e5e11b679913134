import type { LambdaAnswer } from '../../../domain/invoke.ts';
import type { Json } from '../../../domain/target.ts';

/** What workflows ask of Lambda. */
export interface LambdaPort {
  /** Invokes once, synchronously, never again by itself. Fails with `function-not-found`, `credentials-refused`. */
  invokeFunction(args: {
    readonly function: string;
    readonly qualifier?: string;
    readonly payload: Json;
    readonly timeoutMs: number;
  }): Promise<Invocation>;
}

/** `not-run`: Lambda surely refused it, try later. `unknown`: it may have run; the answer is lost. */
export type Invocation =
  | LambdaAnswer
  | { readonly kind: 'not-run'; readonly detail: string; readonly retryAfterMs: number }
  | { readonly kind: 'unknown'; readonly detail: string };
