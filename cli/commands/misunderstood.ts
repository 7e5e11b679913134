import type { Parsed } from '../../domain/command.ts';
import { renderMistake } from '../../slack-gateway/views/refusals.ts';
import { answer, type Words } from '../desk.ts';
import type { Report } from '../report.ts';

/** A typing error, in Slack's words. Nothing was started. */
export const misunderstood = (desk: Words, mistake: Exclude<Parsed, { kind: 'command' }>): Report =>
  answer(desk, 'not-understood', renderMistake(mistake, desk.locale));
