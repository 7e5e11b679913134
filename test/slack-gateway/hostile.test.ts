import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { TargetNews } from '../../domain/target/news.ts';
import { parseBallot, parseInterest } from '../../slack-gateway/actions.ts';
import { renderLetter } from '../../slack-gateway/views/letter.ts';
import { renderLocks } from '../../slack-gateway/views/locks.ts';
import { readReasonForm, renderReasonForm } from '../../slack-gateway/views/reason-form.ts';
import { renderRejectReason } from '../../slack-gateway/views/reject-reason.ts';
import { renderApprovalStopped } from '../../slack-gateway/views/stops.ts';
import { renderWhy } from '../../slack-gateway/views/why.ts';
import { renderWishAnswer } from '../../slack-gateway/views/wish-answer.ts';
import { aCard } from '../support/a-card.ts';
import { aTarget } from '../support/a-target.ts';
import { hostile } from '../support/hostile-text.ts';
import { expectLegal, expectTame } from '../support/safe-message.ts';

const LINKS = {
  namespace: 'default',
  temporalUi: 'https://temporal.example',
  groups: { releasers: ['U0LEAD', 'S0DEVS'] },
};
const NOW = 1_760_000_000_000;
const runs = { numRuns: 300 };

it.each(['en', 'ja'] as const)('whatever stands in a reason is shown as data, everywhere, in %s', (locale) => {
  fc.assert(
    fc.property(hostile, hostile, (reason, by) => {
      const target = aTarget({ locale });
      const lock = { by, reason, at: NOW, until: NOW + 1 };
      const hold = { by, reason, at: NOW };
      const glass = { by, reason, until: NOW + 1 };
      const freeze = { reason, until: NOW + 1 };
      const place = { service: target.service, environment: target.environment };
      const news: readonly TargetNews[] = [
        { ...place, kind: 'locked', lock, takenFrom: by, rollingOut: by },
        { ...place, kind: 'unlocked', by, lock },
        { ...place, kind: 'lock-over', lock },
        { ...place, kind: 'lock-taken', by, lock },
        { ...place, kind: 'lock-removed', by, lock },
        { ...place, kind: 'lock-reminder', lock },
        { ...place, kind: 'held', hold },
        { ...place, kind: 'resumed', by },
        { ...place, kind: 'glass-broken', glass, frozenFor: reason },
        { ...place, kind: 'free' },
        { ...place, kind: 'deployed-here', tag: reason },
      ];
      const holder = { deployId: by, trigger: 'slack' as const, by, since: NOW, rollingOut: true };
      const memo = { waiting: 3, lock, hold, glass, holder };
      const outcome = { phase: 'refused', code: 'locked', stop: { code: 'locked', ...lock } } as const;
      const drawings = [
        ...news.map((each) => renderLetter({ kind: 'target', locale, news: each }, LINKS)),
        renderLetter({ kind: 'deploy', card: aCard({ locale, phase: 'refused', outcome }) }, LINKS),
        renderLetter({ kind: 'ended', card: aCard({ locale, phase: 'refused', outcome }) }, LINKS),
        renderLetter(
          {
            kind: 'deploy',
            card: aCard({
              ...{ locale, phase: 'queued', queue: { position: 1, holder: by, stop: { code: 'frozen', ...freeze } } },
              renewed: [{ what: 'from', before: reason, after: by }],
            }),
          },
          LINKS,
        ),
        renderLetter(
          {
            kind: 'deploy',
            card: aCard({
              ...{ locale, phase: 'cancelled' },
              outcome: { phase: 'cancelled', code: 'cancelled', note: 'nothing-changed', cancelledBy: { by, reason } },
            }),
          },
          LINKS,
        ),
        renderApprovalStopped({ code: 'frozen', ...freeze }, target),
        renderApprovalStopped({ code: 'wrong-order', notIn: 'staging' }, target),
        renderWishAnswer({ kind: 'locked', lock, takenFrom: by, rollingOut: by }, { target, links: LINKS }),
        renderWishAnswer({ kind: 'not-yours', lock }, { target, links: LINKS }),
        renderWhy({ standing: { target, memo }, now: NOW, links: LINKS, freeze }),
        renderLocks([{ target, memo }], locale, NOW),
        renderRejectReason({ by, reason }, locale),
      ];
      for (const drawn of drawings) {
        expectLegal(drawn);
        expectTame(drawn);
      }
    }),
    runs,
  );
});

it('what buttons and forms carry is read or refused, never believed', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(parseBallot(text).kind).toBe('unreadable');
      expect(parseInterest(text)).toBeUndefined();
      expect(readReasonForm({ private_metadata: text, state: { values: {} } }).kind).toBe('unreadable');
      const filled = readReasonForm({
        private_metadata: JSON.stringify({ about: 'target:a:b', channel: 'C1', messageTs: '1.1' }),
        state: { values: { reason: { reason: { value: text } } } },
      });
      expect(filled.kind === 'read' && filled.reason.length <= 200).toBe(true);
    }),
    runs,
  );
});

it.each(['reject-reason', 'break-glass-reason'] as const)(
  'the form %s keeps to the limits of a modal, in both languages',
  (form) => {
    for (const locale of ['en', 'ja'] as const) {
      const view = renderReasonForm(form, { about: 'target:a:b', channel: 'C1', messageTs: '1.1' }, locale);
      for (const { text } of [view.title, ...(view.submit ? [view.submit] : []), ...(view.close ? [view.close] : [])]) {
        expect(text.length).toBeLessThanOrEqual(24);
      }
      expect((view.private_metadata ?? '').length).toBeLessThanOrEqual(3_000);
    }
  },
);
