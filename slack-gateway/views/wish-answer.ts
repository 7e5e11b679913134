import type { WishAnswer } from '../../domain/target/wish.ts';
import type { Target } from '../../domain/target.ts';
import { type Message, message } from './blocks.ts';
import type { Links } from './links.ts';
import { stopLines } from './stops.ts';
import { lockedLines, whatOf } from './target-news.ts';
import { channel, code, moment, person, type SafeText } from './text.ts';
import { targetWords } from './words/target.ts';

/** What the person hears who locked, held, or wants to be told. */
export function renderWishAnswer(
  answer: WishAnswer | { readonly kind: 'no-answer' },
  { target, links }: { readonly target: Target; readonly links: Links },
): Message {
  return message(linesOf(answer, target, links));
}

function linesOf(answer: WishAnswer | { readonly kind: 'no-answer' }, target: Target, links: Links): SafeText[] {
  const { heard } = targetWords[target.locale];
  const what = whatOf(target);
  const announced = heard.announced(channel(target.channel));
  switch (answer.kind) {
    case 'locked':
      return [heard.locked(what), ...lockedLines(answer, target.locale, links), announced];
    case 'unlocked':
    case 'held':
    case 'resumed':
      return [heard[answer.kind](what), announced];
    case 'settled':
      return [heard.settled(answer.worked)];
    case 'settled-already':
      return [heard.settledAlready(person(answer.by), answer.worked)];
    case 'adopted':
      return [heard.adopted(what, code(answer.tag)), announced];
    case 'not-yours':
      return [heard.notYours(what, person(answer.lock.by)), ...stopLines({ code: 'locked', ...answer.lock }, target)];
    case 'glass-broken':
      return [heard.glassBroken(what, moment(answer.until)), announced];
    case 'not-locked':
    case 'not-held':
    case 'not-frozen':
    case 'listening':
    case 'free-already':
      return [heard[answer.kind](what)];
    case 'nothing-to-settle':
    case 'nothing-to-adopt':
    case 'not-an-admin':
    case 'too-many':
    case 'no-answer':
      return [heard[answer.kind]];
  }
}
