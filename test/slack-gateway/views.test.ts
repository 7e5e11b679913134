import { describe, expect, it } from '@jest/globals';
import type { DeployCard, Phase } from '../../domain/deploy.ts';
import { ENDINGS, isEndingCode } from '../../domain/endings.ts';
import { APPROVE, CANCEL, parseBallot, REJECT, UNDO } from '../../slack-gateway/actions.ts';
import { renderLetter } from '../../slack-gateway/views/letter.ts';
import { aCard } from '../support/a-card.ts';
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

describe('the card tells who has to act, and asks twice before what cannot be taken back', () => {
  const waiting = aCard({
    ...{ phase: 'awaiting-approval', approval },
    gates: { at: 1_760_000_000_000, passed: ['no-lock', 'glass-broken', 'in-order'] },
  });

  it('how many approvals there are of how many, and which gates are open since when', () => {
    const { text } = draw(waiting);
    expect(text).toContain('1 of 2 so far');
    expect(text).toContain('Gates open: no lock, frozen, but the glass is broken, in the order of environments');
    expect(draw({ ...waiting, locale: 'ja' }).text).toContain('承認 1/2 件');
    expect(draw({ ...waiting, outcome: { phase: 'rejected' } }).text).not.toContain('Gates open');
  });

  it('that nothing is missing any more, until it goes on', () => {
    const { text } = draw({ ...waiting, approval: { ...approval, count: 1 } });
    expect(text).toContain('All approvals are there');
    expect(text).not.toContain('Needs');
    expect(draw({ ...waiting, approval: { ...approval, count: 1 }, locale: 'ja' }).text).toContain(
      '必要な承認がそろいました',
    );
  });

  it.each([
    ['a question', waiting, [REJECT, CANCEL]],
    [
      'the end of a change',
      aCard({ phase: 'deployed', outcome: { phase: 'deployed' }, hasChanged: true, endedAt: 1 }),
      [UNDO],
    ],
  ])('%s', (_, card, destructive) => {
    const buttons = draw(card).blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
    const confirmed = buttons.flatMap((it) => (it.type === 'button' && it.confirm ? [it.action_id] : []));
    expect(confirmed).toEqual(destructive);
  });

  it('calls those whose approval is missing, as a question and as a reminder, and nobody else', () => {
    const links = { ...LINKS, groups: { releasers: ['U0LEAD', 'U0DEV1', 'U0DEV2', 'S0RELS'] } };
    for (const kind of ['approval-asked', 'approval-reminder'] as const) {
      const { text } = renderLetter({ kind, card: waiting }, links);
      for (const called of ['<@U0DEV2>', '<!subteam^S0RELS>']) expect(text).toContain(called);
      for (const silent of ['U0LEAD', 'U0DEV1']) expect(text).not.toContain(silent); // approved already; asked for it
    }
  });
});
