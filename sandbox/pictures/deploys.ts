import type { DeployCard } from '../../domain/deploy.ts';
import type { Lock } from '../../domain/gates.ts';
import type { InvokeCard } from '../../domain/invoke.ts';
import type { Locale } from '../../domain/target.ts';
import { renderAnswer } from '../../slack-gateway/views/answer.ts';
import { renderCall } from '../../slack-gateway/views/call-approvers.ts';
import { renderCancelHeard, renderNothingToCancel, renderWhichDeploy } from '../../slack-gateway/views/cancel.ts';
import { renderDeployCard, renderEnded } from '../../slack-gateway/views/deploy-card.ts';
import { renderHeard } from '../../slack-gateway/views/heard.ts';
import { renderInvokeCard, renderInvokeFailed } from '../../slack-gateway/views/invoke-card.ts';
import { renderPlan } from '../../slack-gateway/views/plan.ts';
import { renderRejectReason } from '../../slack-gateway/views/reject-reason.ts';
import { renderApprovalStopped } from '../../slack-gateway/views/stops.ts';
import { renderNothingToUndo, renderNotTheLast, renderUndoUnderWay } from '../../slack-gateway/views/undo.ts';
import { aCard, after, LINKS, NEW, OLD, PHASES, START, targetOf } from './made-up.ts';
import { type Sample, shown, whispered } from './sample.ts';

const card = (over: Partial<DeployCard>): Sample => shown(renderDeployCard, aCard(over), LINKS);

const approval = {
  ...{ by: ['releasers'], count: 1, self: false, withinMs: 4 * 3_600_000, undo: false, expiresAt: after(240) },
};
const approved = { ...approval, votes: [{ decision: 'approve', by: 'U0LEAD' }] as const };
const LOCK: Lock = { by: 'U0DEV2', reason: 'database migration', at: START, until: after(120) };
const ended = { endedAt: after(9), phases: PHASES, approval: approved };

/** The plan, who has to agree, and the buttons. */
export const deployWaits = (locale: Locale): Sample[] => [
  card({ locale, phase: 'awaiting-approval', reason: 'the search fix', approval: { ...approval, votes: [] } }),
  shown(
    renderCall,
    aCard({ locale, phase: 'awaiting-approval', approval: { ...approval, votes: [] } }),
    'approval-reminder',
    LINKS,
  ),
];

/** Checked, done, and the word in the thread. */
export const deployEnds = (locale: Locale): Sample[] => {
  const progress = { kind: 'argocd', sync: 'Synced', health: 'Progressing', message: '2 of 3 pods' } as const;
  const deployed = { locale, ...ended, phase: 'deployed', outcome: { phase: 'deployed' } } as const;
  const detail = 'Argo CD: api-production is Degraded, CrashLoopBackOff in 1 pod';
  const outcome = { phase: 'failed', code: 'rollout-failed', detail } as const;
  return [
    card({ locale, phase: 'verifying', approval: approved, progress, phases: PHASES.slice(0, 5) }),
    card({ ...deployed, hasChanged: true }),
    shown(renderEnded, aCard({ locale, ...ended, phase: 'failed', outcome })),
  ];
};

export const refused: Sample[] = [
  card({
    phase: 'refused',
    endedAt: START,
    outcome: { phase: 'refused', code: 'locked', stop: { code: 'locked', ...LOCK } },
  }),
  whispered(
    renderApprovalStopped,
    { code: 'frozen', reason: 'weekend', until: after(600) },
    targetOf('api', 'production'),
  ),
  whispered(renderHeard, { kind: 'refused', code: 'own-request' }, 'approve', 'en'),
  shown(renderRejectReason, { by: 'U0LEAD', reason: 'not before the campaign has ended' }, 'en'),
];

export const plan: Sample[] = [
  whispered(
    renderPlan,
    {
      ...{ service: 'api', environment: 'production', locale: 'en', requestedBy: 'U0DEV1', ref: 'main' },
      found: { ...aPlan(), kind: 'planned', waiting: 0, approval },
    },
    LINKS,
  ),
];

function aPlan() {
  const { image, change, commits } = aCard();
  if (!image || !change || !commits) throw new Error('made up without a plan');
  return { image, change, commits };
}

export const undo: Sample[] = [
  card({
    ...ended,
    ...{ trigger: 'undo', phase: 'deployed', outcome: { phase: 'deployed' }, hasChanged: true },
    image: { tag: OLD, digest: `sha256:${'5b1d'.repeat(16)}`, otherTags: [] },
    change: {
      kind: 'hako',
      from: NEW,
      to: OLD,
      taskDefinition: 'arn:aws:ecs:ap-northeast-1:1:task-definition/shop:41',
    },
    ...{ kind: 'hako', service: 'shop', commits: { kind: 'unavailable', reason: 'shop has no source repository' } },
    undo: { leaves: { tag: NEW } },
  }),
  whispered(renderNothingToUndo, targetOf('web', 'staging')),
  whispered(renderUndoUnderWay, targetOf('shop', 'production'), aCard().deployId, LINKS),
  whispered(renderNotTheLast, targetOf('api', 'production'), aCard().deployId, LINKS),
];

export const cancel: Sample[] = [
  whispered(renderCancelHeard, { kind: 'cancelling', phase: 'rolling-out' }, 'en'),
  whispered(renderNothingToCancel, targetOf('api', 'production'), [{ deployId: aCard().deployId, by: 'U0DEV2' }]),
  whispered(
    renderWhichDeploy,
    targetOf('api', 'production'),
    [1, 2].map((number) => ({ deployId: `deploy:api:production:C0API-179116380${number}.000100`, by: 'U0DEV1' })),
    LINKS,
  ),
];

const invocation: Omit<InvokeCard, 'outcome'> = {
  ...{ invokeId: 'invoke:reindex:staging:C0DEPLOYS-1', name: 'reindex', environment: 'staging', locale: 'en' },
  ...{ requestedBy: 'U0DEV1', payload: { index: 'products' }, startedAt: START, endedAt: after(1) },
};

const succeeded = {
  kind: 'succeeded',
  answer: '{\n  "indexed": 128\n}',
  requestId: '8a6f0c52-3d1b-4a7e-9c2f-5b0d7e91a3c4',
} as const;
const lost = { kind: 'failed', code: 'outcome-unknown', detail: 'Lambda did not answer within 5m' } as const;

export const invoke: Sample[] = [
  shown(renderInvokeCard, { ...invocation, outcome: succeeded }, LINKS),
  shown(renderAnswer, { kind: 'function-answer', answer: succeeded.answer, locale: 'en' }),
  shown(renderInvokeCard, { ...invocation, outcome: lost }, LINKS),
  shown(renderInvokeFailed, { ...invocation, outcome: lost }),
];
