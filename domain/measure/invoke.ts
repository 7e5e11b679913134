import type { InvokeCard, InvokeOutcome } from '../invoke.ts';
import { count, type Measure } from '../measure.ts';

/** An invocation that has ended, in numbers. */
export function measureInvoke({ name, environment }: InvokeCard, outcome: InvokeOutcome): Measure[] {
  const code = outcome.kind === 'failed' ? outcome.code : 'none';
  return [count('tempocat_invocations', { function: name, environment, ending: outcome.kind, code })];
}
