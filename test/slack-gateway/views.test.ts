import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DeployCard, Phase } from '../../domain/deploy.ts';
import { ENDINGS, isEndingCode } from '../../domain/endings.ts';
import { APPROVE, CANCEL, parseBallot, REJECT } from '../../slack-gateway/actions.ts';
import { renderChooser } from '../../slack-gateway/views/chooser.ts';
import { renderLetter } from '../../slack-gateway/views/letter.ts';
import { renderHelp, renderStatus } from '../../slack-gateway/views/look-ups.ts';
import { renderMistake, renderUnknown } from '../../slack-gateway/views/refusals.ts';
import { aCard } from '../support/a-card.ts';
import { aTarget } from '../support/a-target.ts';
import { hostile } from '../support/hostile-text.ts';
import { expectLegal, expectTame } from '../support/safe-message.ts';

const LINKS = { namespace: 'default', temporalUi: 'https://temporal.example' };
const PHASES: readonly Phase[] = [
  ...(['resolving', 'planned', 'awaiting-approval', 'queued', 'rolling-out', 'verifying'] as const),
  ...(['deployed', 'unchanged', 'rejected', 'expired', 'refused', 'superseded', 'cancelled', 'failed'] as const),
];
const approval = {
  by: ['releasers'],
  count: 2,
  self: false,
  withinMs: 1,
  undo: false,
  votes: [{ decision: 'approve', by: 'U0LEAD' }] as const,
  expiresAt: 1_760_000_000_000,
};
const draw = (card: DeployCard) => renderLetter({ kind: 'deploy', card }, LINKS);
describe.each(['en', 'ja'] as const)('the card of a deploy, in %s', (locale) => {
  it.each(PHASES)('%s says what goes where, and has buttons only while they count', (phase) => {
    const drawn = draw(aCard({ locale, phase, approval, queue: { position: 2, holder: 'deploy:api:production:x' } }));
    expectLegal(drawn);
    expectTame(drawn);
    for (const word of ['api', 'production', 'c0ffee0', 'pull/7']) expect(drawn.text).toContain(word);
    const hasButtons = JSON.stringify(drawn.blocks).includes(APPROVE);
    expect(hasButtons).toBe(phase === 'awaiting-approval');
  });

  it.each(Object.keys(ENDINGS).filter(isEndingCode))(
    '%s is told in a sentence, with what was found and who can mend it',
    (code) => {
      const { phase } = ENDINGS[code];
      const { text } = draw(aCard({ locale, phase, outcome: { phase, code, detail: 'found <nothing> here' } }));
      expect(text).toContain(ENDINGS[code][locale]);
      expect(text).toContain(ENDINGS[code].mend[locale]);
      expect(text).toContain('found &lt;nothing&gt; here');
    },
  );
});

describe('the card never lies', () => {
  it('merged but not verified is never called deployed', () => {
    const { text } = draw(aCard({ phase: 'deployed', outcome: { phase: 'deployed', note: 'not-verified' } }));
    expect(text).toContain('not verified');
    expect(text.toLowerCase()).not.toContain('deployed');
  });

  it('of hako that was not needed says that it was not invoked', () => {
    const { text } = draw(aCard({ kind: 'hako', phase: 'unchanged', outcome: { phase: 'unchanged' } }));
    expect(text).toContain('hako was not invoked');
  });

  it('carries the plan that was shown in its buttons, and nothing else', () => {
    const { blocks } = draw(aCard({ phase: 'awaiting-approval', plan: 3, approval }));
    const buttons = blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
    const carried = buttons.map((button) =>
      button.type === 'button' ? [button.action_id, parseBallot(button.value)] : [],
    );
    const ballot = { kind: 'ballot', ballot: { deployId: 'deploy:api:production:C1-1.1', plan: 3 } };
    expect(carried).toEqual([
      [APPROVE, ballot],
      [REJECT, ballot],
      [CANCEL, { kind: 'unreadable' }],
    ]);
  });
});

describe('extreme and hostile data stays data', () => {
  it('in every field of a card', () => {
    fc.assert(
      fc.property(hostile, hostile, fc.integer({ min: 0, max: 300 }), (word, other, count) => {
        const commits = Array.from({ length: count }, (_, index) => ({
          sha: `${index}`.padStart(40, '0'),
          subject: other,
          author: word,
        }));
        const drawn = draw(
          aCard({
            ref: word,
            phase: 'failed',
            image: { tag: word, digest: other, otherTags: Array.from({ length: 50 }, () => word) },
            commits: {
              kind: 'listed',
              commits,
              total: count,
              url: 'https://github.com/x',
              direction: 'forward',
              takenBack: 0,
            },
            approval: {
              ...approval,
              votes: Array.from({ length: 60 }, () => ({ decision: 'reject', by: other, reason: word })),
            },
            progress: { kind: 'argocd', sync: word, health: other, message: word },
            outcome: { phase: 'failed', code: 'rollout-failed', detail: `${word}${other}` },
          }),
        );
        expectLegal(drawn);
        expectTame(drawn);
      }),
      { numRuns: 300 },
    );
  });

  it('in answers of functions, branches and mistakes', () => {
    fc.assert(
      fc.property(hostile, (word) => {
        const invoke = {
          invokeId: 'invoke:f:e:1',
          name: 'f',
          environment: 'e',
          locale: 'ja',
          requestedBy: 'U0DEV1',
          payload: { word },
          startedAt: 1,
        } as const;
        const drawings = [
          renderLetter({ kind: 'invoke', card: { ...invoke, outcome: { kind: 'succeeded', answer: word } } }, LINKS),
          renderLetter(
            {
              kind: 'invoke',
              card: { ...invoke, outcome: { kind: 'failed', code: 'function-failed', detail: word, answer: word } },
            },
            LINKS,
          ),
          renderLetter(
            {
              kind: 'branches',
              locale: 'en',
              service: word,
              found: { kind: 'listed', names: Array.from({ length: 100 }, () => word), more: true },
            },
            LINKS,
          ),
          renderLetter(
            { kind: 'branches', locale: 'en', service: word, found: { kind: 'failed', detail: word } },
            LINKS,
          ),
          renderLetter({ kind: 'pointer', locale: 'en', what: word, permalink: 'https://slack.example/p1' }, LINKS),
          renderLetter(
            {
              kind: 'ended',
              card: aCard({ ref: word, phase: 'failed', outcome: { phase: 'failed', code: 'internal', detail: word } }),
            },
            LINKS,
          ),
          renderMistake({ kind: 'unknown-verb', word, nearest: [word] }, 'en'),
          renderUnknown(
            { kind: 'unknown-service', word, nearest: [], known: Array.from({ length: 500 }, () => word) },
            'ja',
          ),
        ];
        for (const drawn of drawings) {
          expectLegal(drawn);
          expectTame(drawn);
        }
      }),
      { numRuns: 80 },
    );
  });
});

describe('lists of five hundred services fit', () => {
  const targets = Array.from({ length: 500 }, (_, index) => aTarget({ service: `service-${index}` }));
  it.each(['en', 'ja'] as const)('%s', (locale) => {
    expectLegal(renderChooser('staging', targets, locale));
    expectLegal(
      renderStatus(
        targets.map((target) => ({ target, memo: 'unknown' })),
        { locale, links: LINKS, now: 0 },
      ),
    );
    expectLegal(renderHelp(locale));
  });
});
