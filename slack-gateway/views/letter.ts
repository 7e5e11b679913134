import type { Locale } from '../../domain/target.ts';
import type { Letter } from '../../workflows/contract/ports/slack.ts';
import { renderAnswer } from './answer.ts';
import { type Message, message } from './blocks.ts';
import { renderCall } from './call-approvers.ts';
import { renderDeployCard, renderEnded } from './deploy-card.ts';
import { renderInvokeCard, renderInvokeFailed } from './invoke-card.ts';
import type { Links } from './links.ts';
import { renderPlan } from './plan.ts';
import { renderTargetNews } from './target-news.ts';
import { code, foreign, join, link, safe } from './text.ts';
import { answerWords } from './words/answers.ts';
import { voteWords } from './words/votes.ts';

/** Draws everything that a workflow ever says, in the letter's language unless told. The worker hands this to its postman. */
export const renderLetter = (letter: Letter, links: Links, locale?: Locale): Message =>
  draw(locale === undefined ? letter : inLanguage(letter, locale), links);

function inLanguage(letter: Letter, locale: Locale): Letter {
  if (letter.kind === 'plan') return { ...letter, plan: { ...letter.plan, locale } };
  if (letter.kind === 'invoke' || letter.kind === 'invoke-failed')
    return { ...letter, card: { ...letter.card, locale } };
  return 'card' in letter ? { ...letter, card: { ...letter.card, locale } } : { ...letter, locale };
}

function draw(letter: Letter, links: Links): Message {
  switch (letter.kind) {
    case 'deploy':
      return renderDeployCard(letter.card, links);
    case 'invoke':
      return renderInvokeCard(letter.card, links);
    case 'ended':
      return renderEnded(letter.card);
    case 'approval-asked':
    case 'approval-reminder':
      return renderCall(letter.card, letter.kind, links);
    case 'invoke-failed':
      return renderInvokeFailed(letter.card);
    case 'function-answer':
      return renderAnswer(letter);
    case 'target':
      return renderTargetNews(letter.news, { locale: letter.locale, links });
    case 'pointer':
      return renderPointer(letter);
    case 'vote-refused':
      return message([voteWords[letter.locale].refused[letter.code]]);
    case 'plan':
      return renderPlan(letter.plan, links);
    case 'branches':
      return renderBranches(letter);
  }
}

/** Slack made this address itself, for a message of ours. */
function renderPointer({ locale, what, permalink }: Extract<Letter, { kind: 'pointer' }>): Message {
  const words = answerWords[locale];
  return message([words.pointer(foreign(what, 120), link(permalink, words.here, permalink))]);
}

function renderBranches({ locale, service, found }: Extract<Letter, { kind: 'branches' }>): Message {
  const words = answerWords[locale];
  if (found.kind === 'failed') return message([words.branchesFailed(foreign(service, 60), foreign(found.detail, 500))]);
  const names = join(
    found.names.map((name) => code(name, 100)),
    safe`, `,
  );
  return message([words.branchesOf(foreign(service, 60)), names, ...(found.more ? [words.moreBranches] : [])]);
}
