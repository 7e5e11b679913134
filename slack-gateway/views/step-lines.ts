import type { Phase } from '../../domain/deploy.ts';
import { type PhaseEntry, timeInPhases } from '../../domain/phase-times.ts';
import type { Locale } from '../../domain/target.ts';
import { elapsed } from './elapsed.ts';
import { join, type SafeText, safe } from './text.ts';
import { historyWords, type Step } from './words/history.ts';

const COMMA = safe`, `;
const WORTH_SAYING_MS = 500;

/** A phase in which a deploy may be found, other than at its end. */
export const isStep = (phase: Phase): phase is Step => Object.hasOwn(historyWords.en.step, phase);

/** How long each phase took until then, on one line, without those that took no time. */
export function stepLines(phases: readonly PhaseEntry[], until: number, locale: Locale): SafeText[] {
  const words = historyWords[locale];
  const steps = [...timeInPhases(phases, until)].flatMap(([phase, ms]) =>
    isStep(phase) && ms >= WORTH_SAYING_MS ? [words.step[phase](elapsed(ms, locale))] : [],
  );
  return steps.length > 0 ? [join(steps, COMMA)] : [];
}
