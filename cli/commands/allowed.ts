import { isAllowed } from '../../domain/actor.ts';
import { renderNotAllowed } from '../../slack-gateway/views/refusals.ts';
import { SafeText } from '../../slack-gateway/views/text.ts';
import { type ActorsDesk, answer } from '../desk.ts';
import { dependsOnSlack } from '../people.ts';
import type { Report } from '../report.ts';
import { cliWords } from '../words.ts';

interface Wish {
  readonly what: string;
  readonly groups: readonly string[];
}

/** Nothing when they may; else Slack's own refusal, and that Slack's user groups do not count here. */
export function refusalFor(desk: ActorsDesk, { what, groups }: Wish): Report | undefined {
  const { actor, catalog, locale } = desk;
  if (isAllowed(actor, groups)) return undefined;
  const { text } = renderNotAllowed({ standing: actor.standing, what, groups, locale });
  const note = dependsOnSlack(catalog, groups) ? [cliWords[locale].noUserGroups] : [];
  return answer(desk, 'refused', [SafeText.parse(text), ...note]);
}
