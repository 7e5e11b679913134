import { decide, type Heard } from '../../client/decide.ts';
import type { Target } from '../../domain/target.ts';
import { stopNow } from '../../slack-gateway/stop-now.ts';
import { targetOfDeploy } from '../../slack-gateway/target-of.ts';
import { renderHeard } from '../../slack-gateway/views/heard.ts';
import { renderApprovalStopped } from '../../slack-gateway/views/stops.ts';
import { linesOf } from '../deploy-lines.ts';
import { type ActorsDesk, answer, plain } from '../desk.ts';
import type { Exit, Report } from '../report.ts';
import { cliWords } from '../words.ts';
import { findUndecided, type Undecided } from './find-undecided.ts';

export interface Vote {
  /** A deploy's id, or its service and environment. */
  readonly words: readonly string[];
  readonly reason?: string;
  /** The plan that is meant. */
  readonly plan?: number;
  /** Whatever plan stands there now. */
  readonly yes: boolean;
}

/** *Approve*: an approval is for one plan, so that plan is shown first, or named. A lock or freeze stops it as in Slack. */
export async function approve(desk: ActorsDesk, vote: Vote): Promise<Report> {
  const found = await find(desk, vote);
  if (found.kind === 'none') return found.report;
  const target = targetOfDeploy(desk, found.deployId);
  const stop = target && (await stopNow(desk, target));
  if (target && stop) return answer(desk, 'refused', renderApprovalStopped(stop, theirs(desk, target)));
  if (found.kind === 'named') return cast(desk, found, { ...vote, decision: 'approve', plan: found.plan });
  show(desk, found);
  const plan = found.card.plan ?? 0;
  const words = cliWords[desk.locale];
  if (!vote.yes && !desk.ask) return { ...answer(desk, 'not-understood', words.whichPlan(plan)), data: found.card };
  if (!vote.yes && !/^y(es)?$/i.test(((await desk.ask?.(words.question(plan))) ?? '').trim()))
    return answer(desk, 'cancelled', words.notApproved);
  return cast(desk, found, { ...vote, decision: 'approve', plan });
}

/** *Reject*: one is enough, and it may say why. */
export async function reject(desk: ActorsDesk, vote: Vote): Promise<Report> {
  const found = await find(desk, vote);
  if (found.kind === 'none') return found.report;
  const plan = found.kind === 'named' ? found.plan : (found.card.plan ?? 0);
  return cast(desk, found, { ...vote, decision: 'reject', plan });
}

/** Whoever names both deploy and plan needs no worker: the decision is recorded, and judged when one is back. */
type Named = { readonly kind: 'named'; readonly deployId: string; readonly plan: number };

async function find(desk: ActorsDesk, { words, plan }: Vote): Promise<Undecided | Named> {
  const [first = ''] = words;
  if (plan !== undefined && first.startsWith('deploy:')) return { kind: 'named', deployId: first, plan };
  const found = await findUndecided(desk, words);
  return found.kind === 'deploy' && plan !== undefined ? { kind: 'named', deployId: found.deployId, plan } : found;
}

type Found = Extract<Undecided, { kind: 'deploy' }>;

function show(desk: ActorsDesk, { card }: Found): void {
  const { headline, details } = linesOf({ ...card, locale: desk.locale }, desk.links);
  desk.say([headline, ...details].map((line) => plain(desk, line)).join('\n'));
}

const theirs = ({ locale }: ActorsDesk, target: Target): Target => ({ ...target, locale });

interface Cast extends Vote {
  readonly decision: 'approve' | 'reject';
  readonly plan: number;
}

/** Says who decides; the deploy judges whether it counts. */
async function cast(
  desk: ActorsDesk,
  { deployId }: Pick<Found, 'deployId'>,
  { decision, plan, reason }: Cast,
): Promise<Report> {
  const { client, actor, key: click, locale } = desk;
  const heard = await decide(client, deployId, {
    ...actor,
    ...{ decision, plan, click },
    ...(reason !== undefined && { reason }),
  });
  return {
    ...answer(desk, EXITS[heard.kind], renderHeard(heard, decision, locale)),
    data: { deployId, plan, ...heard },
  };
}

const EXITS = {
  counted: 'done',
  recorded: 'no-answer',
  refused: 'refused',
  ended: 'refused',
} as const satisfies Record<Heard['kind'], Exit>;
