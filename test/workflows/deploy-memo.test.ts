import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseDeployMemo } from '../../client/deploy-memo.ts';
import { enterPhase, type PhaseEntry } from '../../domain/phase-times.ts';
import { deployMemo } from '../../workflows/deploy-memo.ts';
import { aCard } from '../support/a-card.ts';
import { hostile } from '../support/hostile-text.ts';

const phases: readonly PhaseEntry[] = [['resolving', 1_760_000_000_000]];
const approval = { by: ['releasers'], count: 20, self: false, withinMs: 1, undo: false, expiresAt: 1 };

describe('deployMemo', () => {
  it('says from where to where, who asked and who approved, and is read back as it was written', () => {
    const votes = [
      { decision: 'approve', by: 'U0LEAD' },
      { decision: 'reject', by: 'U0DEV2', reason: 'no' },
    ] as const;
    const card = aCard({
      phase: 'failed',
      phases,
      argocd: { application: 'api-production', project: 'default' },
      approval: { ...approval, votes },
      outcome: { phase: 'failed', code: 'rollout-timeout', note: 'plan-renewed' },
    });
    const memo = deployMemo(card, { channel: 'C1', ts: '1.1', permalink: 'https://x' });
    expect(memo).toEqual({
      ...{ from: 'v1', to: 'c0ffee00'.repeat(5), kind: 'kustomize', by: 'U0DEV1', trigger: 'slack' },
      ...{ phase: 'failed', code: 'rollout-timeout', note: 'plan-renewed', approvers: ['U0LEAD'], approvals: 1 },
      pullRequest: { number: 7, url: 'https://github.com/example/manifests/pull/7' },
      argocd: { application: 'api-production', project: 'default' },
      phases,
      message: { channel: 'C1', ts: '1.1', permalink: 'https://x' },
    });
    expect(parseDeployMemo({ deploy: JSON.parse(JSON.stringify(memo)) })).toEqual(memo);
  });

  it('has no `from` before there is a plan, and null when nothing was there', () => {
    const { change, ...unplanned } = aCard();
    expect(deployMemo(unplanned)).not.toHaveProperty('from');
    if (!change) throw new Error('the card has a change');
    expect(deployMemo({ ...unplanned, change: { ...change, from: null } })).toHaveProperty('from', null);
  });

  it('stays below 2 KiB whatever tags, names and addresses look like', () => {
    let entries: readonly PhaseEntry[] = [];
    for (let at = 0; at < 40; at += 1)
      entries = enterPhase(entries, at % 2 === 0 ? 'awaiting-approval' : 'rolling-out', 1_760_000_000_000 + at);
    fc.assert(
      fc.property(fc.oneof(hostile, fc.constant('漢'.repeat(100))), hostile, (word, other) => {
        const card = aCard({
          phases: entries,
          ...{ phase: 'awaiting-approval', trigger: 'schedule', requestedBy: 'U'.padEnd(31, '0') },
          image: { tag: word, digest: word, otherTags: [word] },
          change: {
            ...{ kind: 'kustomize', from: other, to: word, repository: word, file: word },
            pullRequest: { number: 999_999, url: `https://github.com/${other}`, branch: word, headSha: word },
          },
          argocd: { application: word, project: other },
          approval: {
            ...approval,
            votes: Array.from({ length: 20 }, (_, index) => ({ decision: 'approve', by: `U${index}`.padEnd(31, '0') })),
          },
          outcome: { phase: 'failed', code: 'image-not-in-manifest', note: 'other-image-same-tag', detail: word },
        });
        const memo = deployMemo(card, {
          channel: 'C0123456789',
          ts: '1760000000.000000',
          permalink: `https://${'w'.repeat(30)}.slack.com/archives/C0123456789/p1760000000000000`,
        });
        expect(Buffer.byteLength(JSON.stringify({ deploy: memo }))).toBeLessThan(2_000);
        expect(memo.approvals).toBe(20);
        expect(parseDeployMemo({ deploy: memo })).toBeDefined();
      }),
      { numRuns: 300 },
    );
  });
});

describe('parseDeployMemo', () => {
  it('reads the memo of a deploy that was started before phases were written down', () => {
    const memo = { from: null, to: 'v2', by: 'U0DEV1', approvers: [], startedAt: 1, endedAt: null };
    expect(parseDeployMemo({ deploy: memo })).toEqual({ from: null, to: 'v2', by: 'U0DEV1', approvers: [] });
  });

  it.each([undefined, {}, { deploy: 'x' }, { deploy: { to: 1 } }])('knows nothing from %j', (memo) => {
    expect(parseDeployMemo(memo)).toBeUndefined();
  });
});
