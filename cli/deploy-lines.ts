import type { DeployCard } from '../domain/deploy.ts';
import { headline } from '../slack-gateway/views/deploy-card.ts';
import { commitLines, planLines, renewedLines } from '../slack-gateway/views/deploy-plan.ts';
import { approvalLines, argoCdLines, outcomeLines, progressLines } from '../slack-gateway/views/deploy-standing.ts';
import type { Links } from '../slack-gateway/views/links.ts';
import type { SafeText } from '../slack-gateway/views/text.ts';
import { undoLines } from '../slack-gateway/views/undo.ts';
import { deployWords } from '../slack-gateway/views/words.ts';

/** How a deploy stands, in the words of its message in Slack. */
export function linesOf(
  card: DeployCard,
  links: Links,
): { readonly headline: SafeText; readonly details: readonly SafeText[] } {
  const words = deployWords[card.locale];
  return {
    headline: headline(card, words),
    details: [
      ...outcomeLines(card, words),
      ...progressLines(card, words, links),
      ...argoCdLines(card, words, links),
      ...undoLines(card, links),
      ...renewedLines(card, words),
      ...planLines(card, words, links),
      ...commitLines(card.commits, words, links),
      ...approvalLines(card, words),
    ],
  };
}
