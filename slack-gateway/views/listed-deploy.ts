import type { ListedDeploy } from '../../client/list-deploys.ts';
import type { Locale } from '../../domain/target.ts';
import { phaseSign } from './deploy-card.ts';
import { isStep } from './step-lines.ts';
import { type SafeText, safe } from './text.ts';
import { historyWords } from './words/history.ts';
import { deployWords } from './words.ts';

/** How a deploy stands or ended; what Temporal's list does not say is said to be unknown. */
export function standingOf(deploy: ListedDeploy, locale: Locale): SafeText {
  const words = historyWords[locale];
  const said = phaseOf(deploy, locale) ?? words.phaseNotKnown;
  if (!wasCutOff(deploy)) return said;
  switch (deploy.status) {
    case 'terminated':
      return words.terminated(said);
    case 'timed-out':
      return words.timedOut(said);
    case 'closed':
    case 'running':
      return words.wordless(said);
  }
}

export function signOfDeploy(deploy: ListedDeploy): SafeText {
  if (wasCutOff(deploy)) return safe`:x:`;
  return deploy.phase === undefined ? safe`:grey_question:` : phaseSign(deploy.phase);
}

/** Ended in the middle, so that it could not say how. */
const wasCutOff = ({ status, phase }: ListedDeploy): boolean =>
  status !== 'running' && (phase === undefined || isStep(phase));

/** Without Argo CD nobody knows more than that the change is in git. */
function phaseOf({ phase, memo }: ListedDeploy, locale: Locale): SafeText | undefined {
  if (phase === undefined) return undefined;
  const words = deployWords[locale];
  const isMerged = phase === 'deployed' && memo?.kind === 'kustomize' && memo.note === 'not-verified';
  return isMerged ? words.merged : words.phase[phase];
}
