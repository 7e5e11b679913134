import type { DeployCard } from '../../domain/deploy.ts';
import { join, moment, person, type SafeText, safe } from './text.ts';
import { callWords } from './words/calls.ts';

const COMMA = safe`, `;

/** What was asked before it may go on, or that it shall not; what stands in its way is said elsewhere. */
export function gateLines({ gates, outcome, queue, phase, locale, cancelAsked }: DeployCard): SafeText[] {
  if (outcome) return [];
  const words = callWords[locale];
  if (cancelAsked) return [words.cancelAsked(person(cancelAsked.by))];
  const isStopped = phase === 'queued' && queue?.stop !== undefined;
  if (!gates || isStopped) return [];
  const passed = gates.passed.map((gate) => words.gate[gate]);
  return [words.gates(join(passed, COMMA), moment(gates.at))];
}
