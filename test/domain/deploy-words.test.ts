import { describe, expect, it } from '@jest/globals';
import type { DeployCard, DeployRequest } from '../../domain/deploy.ts';
import { deployMessage, messageOfAll, pullRequestText } from '../../domain/deploy-message.ts';
import { summariseDeploy } from '../../domain/deploy-summary.ts';
import { ENDINGS, isEndingCode } from '../../domain/endings.ts';
import { aCard } from '../support/a-card.ts';
import { aTarget } from '../support/a-target.ts';

const image = { tag: 'v2', digest: 'sha256:aa', otherTags: [] };
const request: DeployRequest = { target: aTarget(), trigger: 'slack', requestedBy: 'U0DEV1' };

describe('what git remembers', () => {
  it('is what, who, which image and which deploy', () => {
    expect(deployMessage(request, image, 'deploy:x')).toBe(
      'Deploy api to staging: v2\n\nAsked by Slack user U0DEV1\nDigest: sha256:aa\nDeploy: deploy:x\n',
    );
    expect(deployMessage({ ...request, trigger: 'schedule', requestedBy: 'schedule' }, image, 'd')).toContain(
      'Found by auto-deploy',
    );
    const { title, body } = pullRequestText(request, image, 'deploy:x');
    expect(title).toBe('Deploy api to staging: v2');
    for (const word of ['**api**', '**staging**', '`v2`', '`sha256:aa`', 'U0DEV1', '`deploy:x`'])
      expect(body).toContain(word);
  });

  it('of several deploys in one commit, is what each would have said', () => {
    const one = deployMessage(request, image, 'deploy:x');
    expect(messageOfAll([one])).toBe(one);
    expect(messageOfAll([one, 'Deploy web to staging: v3\n\nDeploy: deploy:y\n'])).toBe(
      '2 deploys\n\n' +
        '- Deploy api to staging: v2\n  Asked by Slack user U0DEV1\n  Digest: sha256:aa\n  Deploy: deploy:x\n' +
        '- Deploy web to staging: v3\n  Deploy: deploy:y\n',
    );
  });
});

describe('the line on Temporal’s page', () => {
  const approval = {
    by: ['releasers', 'leads'],
    count: 1,
    self: false,
    withinMs: 1,
    undo: false,
    votes: [],
    expiresAt: 1,
  };
  const { image: _, change: __, ...bare } = aCard();
  it.each<[Partial<DeployCard>, string]>([
    [{ phase: 'planned' }, 'v1 → c0ffee00'],
    [{ change: { kind: 'lambda', from: null, to: 'v2' } }, 'nothing → c0ffee00'],
    [{ phase: 'awaiting-approval', approval }, 'awaiting approval by releasers, leads'],
    [{ phase: 'awaiting-approval' }, 'awaiting-approval'],
    [{ phase: 'queued', queue: { position: 2, holder: 'deploy:y' } }, 'queued, position 2, after deploy:y'],
    [{ phase: 'queued', queue: { position: 1 } }, 'after nobody'],
    [
      { phase: 'verifying', progress: { kind: 'argocd', sync: 'Synced', health: 'Progressing' } },
      'Argo CD says Synced, Progressing',
    ],
    [
      { phase: 'verifying', progress: { kind: 'ecs', running: 1, desired: 2, state: 'IN_PROGRESS' } },
      'ECS runs 1 of 2, IN_PROGRESS',
    ],
    [{ phase: 'verifying', progress: { kind: 'waiting', for: 'a resume' } }, 'verifying: a resume'],
    [
      { phase: 'failed', outcome: { phase: 'failed', code: 'rollout-failed', detail: 'ImagePullBackOff' } },
      'failed: rollout-failed. The roll-out failed. ImagePullBackOff',
    ],
    [{ phase: 'rejected', outcome: { phase: 'rejected', code: 'rejected' } }, 'rejected: rejected. Rejected.'],
  ])('%j', (over, words) => {
    const line = summariseDeploy(aCard(over));
    expect(line).toContain(words);
    expect(line).toContain('**api → production**');
    expect(line).toContain('asked by U0DEV1');
  });

  it('says less while less is known', () => {
    expect(summariseDeploy({ ...bare, phase: 'resolving' })).toBe('**api → production** · resolving · asked by U0DEV1');
    expect(summariseDeploy({ ...bare, image })).toContain('v2');
  });
});

describe('endings', () => {
  const FAILED = `tag-not-found repository-not-found image-not-in-manifest manifest-not-found manifest-invalid merge-conflict merge-blocked
    pull-request-closed function-failed function-not-found outcome-unknown rollout-failed rollout-timeout credentials-refused internal`;
  const REFUSED = 'locked frozen wrong-order queue-full not-allowed plan-changed';
  const others = {
    rejected: 'rejected',
    'approval-expired': 'expired',
    superseded: 'superseded',
    cancelled: 'cancelled',
  };
  const phases = {
    ...Object.fromEntries(FAILED.split(/\s+/).map((code) => [code, 'failed'])),
    ...Object.fromEntries(REFUSED.split(' ').map((code) => [code, 'refused'])),
    ...others,
  };

  it('are the table of the contract, each in its phase and in both languages', () => {
    expect(Object.fromEntries(Object.entries(ENDINGS).map(([code, { phase }]) => [code, phase]))).toEqual(phases);
    for (const { en, ja, mend } of Object.values(ENDINGS)) {
      for (const sentence of [en, ja, mend.en, mend.ja]) expect(sentence.trim()).not.toBe('');
    }
  });

  it.each([
    ['locked', true],
    ['toString', false],
    [null, false],
  ])('isEndingCode(%j) is %s', (code, is) => {
    expect(isEndingCode(code)).toBe(is);
  });
});
