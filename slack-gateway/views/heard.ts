import type { Heard } from '../../client/decide.ts';
import type { Locale } from '../../domain/target.ts';
import { type Message, message } from './blocks.ts';
import { voteWords } from './words/votes.ts';

/** What the one who decided hears. */
export function renderHeard(heard: Heard, decision: 'approve' | 'reject', locale: Locale): Message {
  const words = voteWords[locale];
  switch (heard.kind) {
    case 'counted':
      if (decision === 'reject') return message([words.rejected]);
      return message([heard.missing === 0 ? words.approved : words.approvedOf(heard.missing)]);
    case 'recorded':
      return message([words.recorded]);
    case 'refused':
      return message([words.refused[heard.code]]);
    case 'ended':
      return message([words.endedSomehow]);
  }
}
