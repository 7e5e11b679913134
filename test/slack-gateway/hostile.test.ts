import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseBallot, parseInterest } from '../../slack-gateway/actions.ts';
import { readReasonForm } from '../../slack-gateway/views/reason-form.ts';
import { hostile } from '../support/hostile-text.ts';

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
    { numRuns: 300 },
  );
});
