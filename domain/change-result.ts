import type { FinalPhase } from './deploy.ts';
import type { EndingCode } from './endings.ts';

/** How a change went. What was cancelled half-way, or whose answer was lost, nobody knows. */
export type ChangeResult = 'worked' | 'failed' | 'unknown';

interface Ended {
  readonly phase: FinalPhase;
  readonly code?: EndingCode;
}

export function changeResult({ phase, code }: Ended): ChangeResult {
  if (phase === 'deployed') return 'worked';
  return phase === 'failed' && code !== 'outcome-unknown' ? 'failed' : 'unknown';
}
