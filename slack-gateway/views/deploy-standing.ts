import { missingApprovals } from '../../domain/approval.ts';
import type { DeployCard, RolloutProgress, Vote } from '../../domain/deploy.ts';
import { ENDINGS } from '../../domain/endings.ts';
import { argoCdLink, type Links, workflowLink } from './links.ts';
import { stopLines } from './stops.ts';
import { code, foreign, join, moment, person, type SafeText, safe } from './text.ts';
import type { DeployWords } from './words/deploy-en.ts';
import { stopWords } from './words/stops.ts';

const DOT = safe` · `;

/** Who has to agree, until when, and who did. */
export function approvalLines({ approval, phase }: DeployCard, words: DeployWords): SafeText[] {
  if (!approval) return [];
  const votes = approval.votes.slice(-20).map((vote) => voteLine(vote, words));
  if (phase !== 'awaiting-approval') return votes;
  const missing = missingApprovals(approval, approval.votes);
  if (missing === 0) return [words.complete, ...votes];
  const needed = [
    words.awaits(
      missing,
      join(
        approval.by.slice(0, 10).map((group) => code(group, 60)),
        safe`, `,
      ),
    ),
    ...(approval.count > 1 ? [words.soFar(approval.count - missing, approval.count)] : []),
    ...(approval.self ? [] : [words.fourEyes]),
    words.until(moment(approval.expiresAt)),
  ];
  return [join(needed, DOT), ...votes];
}

function voteLine({ decision, by, reason }: Vote, words: DeployWords): SafeText {
  const said = { approve: words.approvedBy, reject: words.rejectedBy, withdraw: words.withdrawnBy }[decision](
    person(by),
  );
  return reason ? safe`${said}: ${foreign(reason)}` : said;
}

/** What it waits for just now. */
export function progressLines(card: DeployCard, words: DeployWords, links: Links): SafeText[] {
  const { phase, queue, progress } = card;
  if (phase === 'queued' && queue) {
    const { position, holder, stop } = queue;
    const place = [
      words.position(position),
      ...(holder === undefined ? [] : [words.after(workflowLink(holder, foreign(holder, 120), links))]),
    ];
    return [join(place, DOT), ...(stop ? [...stopLines(stop, card), stopWords[card.locale].goesOn] : [])];
  }
  return (phase === 'rolling-out' || phase === 'verifying') && progress ? [progressLine(progress, words)] : [];
}

/** Where to look while it is checked, and when that went wrong. */
export function argoCdLines({ phase, argocd, outcome }: DeployCard, words: DeployWords, links: Links): SafeText[] {
  const isOfInterest =
    phase === 'verifying' || outcome?.code === 'rollout-failed' || outcome?.code === 'rollout-timeout';
  if (!argocd || !isOfInterest) return [];
  const { application } = argocd;
  return [argoCdLink(application, words.application(code(application, 100)), links)];
}

function progressLine(progress: RolloutProgress, words: DeployWords): SafeText {
  switch (progress.kind) {
    case 'argocd': {
      const said = words.argocd(foreign(progress.sync, 40), foreign(progress.health, 40));
      return progress.message ? safe`${said}: ${foreign(progress.message)}` : said;
    }
    case 'ecs':
      return words.ecs(progress.running, progress.desired, foreign(progress.state, 80));
    case 'soaking':
      return words.soaking(moment(progress.until), foreign(progress.seen));
    case 'waiting':
      return words.waiting(foreign(progress.for));
  }
}

/** How it ended, in sentences: what happened, what was found, and who can mend it. */
export function outcomeLines(card: DeployCard, words: DeployWords): SafeText[] {
  const { outcome } = card;
  if (!outcome) return [];
  const lines = [...successLines(card, words)];
  if (outcome.code) {
    const { [card.locale]: sentence, mend } = ENDINGS[outcome.code];
    lines.push(
      foreign(sentence),
      ...(outcome.detail ? [foreign(outcome.detail, 500)] : []),
      ...reasonLines(card, words),
    );
    if (!outcome.stop) lines.push(words.mend(foreign(mend[card.locale]))); // a stop says itself who can end it
  } else if (outcome.detail) lines.push(foreign(outcome.detail, 500));
  if (outcome.note && !(outcome.note === 'not-verified' && isMerged(card))) lines.push(words.note[outcome.note]);
  return lines;
}

/** Who cancelled, or what stood in the way. */
function reasonLines(card: DeployCard, words: DeployWords): SafeText[] {
  const { stop, cancelledBy } = card.outcome ?? {};
  if (stop) return stopLines(stop, card);
  if (!cancelledBy) return [];
  const by = words.cancelledBy(person(cancelledBy.by));
  return [cancelledBy.reason === undefined ? by : safe`${by}: ${foreign(cancelledBy.reason)}`];
}

/** Without Argo CD nobody knows more than that the change is in git. */
export const isMerged = ({ kind, outcome }: DeployCard): boolean =>
  kind === 'kustomize' && outcome?.phase === 'deployed' && outcome.note === 'not-verified';

function successLines(card: DeployCard, words: DeployWords): SafeText[] {
  const what = safe`${foreign(card.service, 60)} ${foreign(card.environment, 60)}`;
  const tag = code(card.image?.tag ?? card.change?.to ?? '');
  if (card.outcome?.note === 'last-failed') return [words.writtenNow(what, tag)];
  if (card.outcome?.note === 'nothing-to-undo') return [];
  if (card.outcome?.phase === 'unchanged') {
    return [words.alreadyRuns(what, tag), ...(card.kind === 'hako' ? [words.hakoNotInvoked] : [])];
  }
  if (card.outcome?.phase !== 'deployed') return [];
  if (isMerged(card)) return [words.mergedNow(what, tag)];
  const seenRunning = card.kind !== 'lambda' && card.outcome.note !== 'no-pods' && card.outcome.note !== 'not-verified';
  return [seenRunning ? words.runsNow(what, tag) : words.doneNow(what, tag)];
}
