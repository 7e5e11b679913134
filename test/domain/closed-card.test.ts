import { describe, expect, it } from '@jest/globals';
import { closedCard } from '../../domain/closed-card.ts';
import { type Plan, planDifferences } from '../../domain/plan.ts';
import { isRightRefusal } from '../../domain/rights.ts';
import { aCard } from '../support/a-card.ts';

const pullRequest = { number: 7, url: 'https://github.example/7', branch: 'b', headSha: 'h1' };
const change = { kind: 'kustomize', from: 'v1', to: 'v2', repository: 'a/b', file: 'k.yaml', pullRequest } as const;

describe('closedCard', () => {
  it.each([
    [
      'awaiting-approval',
      'TERMINATED',
      'cancelled',
      'terminated in Temporal. Nothing was rolled out; pull request #7 is still open.',
    ],
    ['rolling-out', 'TERMINATED', 'cancelled', 'Its roll-out had begun'],
    ['verifying', 'TIMED_OUT', 'failed', 'timed out. Its roll-out had begun'],
  ] as const)('%s and %s', (phase, status, ended, detail) => {
    const card = closedCard(aCard({ phase, change }), status, 99);
    expect(card).toMatchObject({ phase: ended, endedAt: 99, outcome: { detail: expect.stringContaining(detail) } });
    expect(card.queue ?? card.progress).toBeUndefined();
  });

  it('says nothing of a pull request where none is, and leaves alone what has an outcome', () => {
    const resolving = aCard({ phase: 'resolving' });
    const { change: _, ...bare } = resolving;
    expect(closedCard(bare, 'TERMINATED', 1).outcome?.detail).toContain('Nothing was rolled out.');
    const done = aCard({ phase: 'deployed', outcome: { phase: 'deployed' } });
    expect(closedCard(done, 'TERMINATED', 1)).toBe(done);
  });
});

describe('planDifferences', () => {
  const plan = (over: { digest?: string; from?: string | null; headSha?: string } = {}): Plan => ({
    number: 1,
    image: { tag: 'v2', digest: over.digest ?? 'sha256:1', otherTags: [] },
    change: {
      ...change,
      from: over.from === undefined ? 'v1' : over.from,
      pullRequest: { ...pullRequest, headSha: over.headSha ?? 'h1' },
    },
    fingerprint: '',
  });

  it('names what is not the same any more, before and after', () => {
    expect(planDifferences(plan(), plan())).toEqual([]);
    expect(planDifferences(plan(), plan({ digest: 'sha256:2', from: null, headSha: 'h2' }))).toEqual([
      { what: 'image', before: 'sha256:1', after: 'sha256:2' },
      { what: 'from', before: 'v1', after: '' },
      { what: 'head', before: 'h1', after: 'h2' },
    ]);
  });

  it('knows no head where there is no pull request', () => {
    const hako: Plan = { ...plan(), change: { kind: 'hako', from: 'v1', to: 'v2', taskDefinition: 'arn' } };
    expect(planDifferences(hako, hako)).toEqual([]);
  });
});

it('knows its own refusals', () => {
  expect([
    isRightRefusal('not-yours'),
    isRightRefusal('bot'),
    isRightRefusal('toString'),
    isRightRefusal(undefined),
  ]).toEqual([true, true, false, false]);
});
