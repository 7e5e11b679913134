import { missingApprovals } from '../../domain/approval.ts';
import type { DeployCard } from '../../domain/deploy.ts';
import { type Message, message } from './blocks.ts';
import type { Links } from './links.ts';
import { whatOf } from './target-news.ts';
import { code, join, mention, NOTHING, safe } from './text.ts';
import { callWords } from './words/calls.ts';

const MENTIONED_AT_MOST = 20;

/** Calls those whose approval is missing; who approved already is left alone. */
export function renderCall(
  card: DeployCard,
  kind: 'approval-asked' | 'approval-reminder',
  { groups = {} }: Pick<Links, 'groups'>,
): Message {
  const { approval, image, locale } = card;
  if (!approval) return message([whatOf(card)]);
  const silent = new Set([...approval.votes.map(({ by }) => by), ...(approval.self ? [] : [card.requestedBy])]);
  const ids = new Set(approval.by.flatMap((group) => (Object.hasOwn(groups, group) ? (groups[group] ?? []) : [])));
  const called = [...ids].filter((id) => !silent.has(id)).slice(0, MENTIONED_AT_MOST);
  const who = called.length > 0 ? join(called.map(mention), safe` `) : NOTHING;
  const what = image ? safe`${whatOf(card)} ${code(image.tag, 60)}` : whatOf(card);
  return message([callWords[locale][kind](what, missingApprovals(approval, approval.votes), who)]);
}
