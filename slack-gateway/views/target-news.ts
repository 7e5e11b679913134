import type { TargetNews } from '../../domain/target/news.ts';
import type { WishAnswer } from '../../domain/target/wish.ts';
import type { Locale } from '../../domain/target.ts';
import { targetId } from '../../workflows/contract/ids.ts';
import { ADOPT, EXTEND_LOCK, encodeTagged, REVERT, UNLOCK } from '../actions.ts';
import { actions, button, type Message, message, section } from './blocks.ts';
import { type Links, workflowLink } from './links.ts';
import { code, foreign, moment, person, type SafeText, safe } from './text.ts';
import { targetWords } from './words/target.ts';

/** What a target says for itself, in its channel or to one person. */
export function renderTargetNews(news: TargetNews, { locale, links }: { locale: Locale; links: Links }): Message {
  if (news.kind === 'lock-reminder') return renderReminder(news, locale);
  if (news.kind === 'drift') return renderDrift(news, locale);
  return message(linesOf(news, locale, links));
}

type Reminder = Extract<TargetNews, { kind: 'lock-reminder' }>;
type Drift = Extract<TargetNews, { kind: 'drift' }>;

function linesOf(news: Exclude<TargetNews, Reminder | Drift>, locale: Locale, links: Links): SafeText[] {
  const words = targetWords[locale];
  const what = whatOf(news);
  switch (news.kind) {
    case 'locked':
      return [words.locked(what, person(news.lock.by), foreign(news.lock.reason)), ...lockedLines(news, locale, links)];
    case 'unlocked':
    case 'lock-over':
    case 'lock-taken':
    case 'lock-removed':
      return [lockEndLine(news, locale)];
    case 'held': {
      const { by, reason } = news.hold;
      return [words.held(what, person(by)), ...(reason === undefined ? [] : [foreign(reason)])];
    }
    case 'resumed':
      return [words.resumed(what, person(news.by))];
    case 'glass-broken':
      return [
        words.glassBroken(what, person(news.glass.by), foreign(news.glass.reason)),
        words.glassLets(moment(news.glass.until), foreign(news.frozenFor)),
      ];
    case 'settled':
      return [words.settled(person(news.by), code(news.tag, 60), news.worked)];
    case 'adopted':
      return [words.adopted(what, person(news.by), code(news.tag, 60))];
    case 'free':
      return [words.free(what)];
    case 'deployed-here':
      return [words.deployedHere(what, code(news.tag, 60))];
  }
}

/** Until when, from whom it was taken over, and for whom it came too late. */
export function lockedLines(
  { lock, takenFrom, rollingOut }: Omit<Extract<WishAnswer, { kind: 'locked' }>, 'kind'>,
  locale: Locale,
  links: Links,
): SafeText[] {
  const words = targetWords[locale];
  return [
    ...(lock.until === undefined ? [] : [words.until(moment(lock.until))]),
    ...(takenFrom === undefined ? [] : [words.takenFrom(person(takenFrom))]),
    ...(rollingOut === undefined ? [] : [words.rollingOut(workflowLink(rollingOut, foreign(rollingOut, 120), links))]),
  ];
}

/** A lock that ended, or changed its owner. */
function lockEndLine(
  news: Extract<TargetNews, { kind: 'unlocked' | 'lock-over' | 'lock-taken' | 'lock-removed' }>,
  locale: Locale,
): SafeText {
  const words = targetWords[locale];
  const what = whatOf(news);
  switch (news.kind) {
    case 'unlocked':
      return words.unlocked(what, person(news.by));
    case 'lock-over':
      return words.lockOver(what);
    case 'lock-taken':
      return words.lockTaken(what, person(news.by), foreign(news.lock.reason));
    case 'lock-removed':
      return words.lockRemoved(what, person(news.by), foreign(news.lock.reason));
  }
}

export const whatOf = ({
  service,
  environment,
}: {
  readonly service: string;
  readonly environment: string;
}): SafeText => safe`*${foreign(service, 60)} ${foreign(environment, 60)}*`;

/** To the owner of a lock that stands for long. */
function renderReminder(news: Reminder, locale: Locale): Message {
  const { service, environment, lock } = news;
  const words = targetWords[locale];
  const value = targetId(news);
  const question = words.reminder(whatOf(news), moment(lock.at), foreign(lock.reason));
  return message(
    [question],
    [
      section(question),
      actions(
        button({ text: words.extend, action: EXTEND_LOCK, value, label: words.extendLabel(service, environment) }),
        button({ text: words.unlock, action: UNLOCK, value, label: words.unlockLabel(service, environment) }),
      ),
    ],
  );
}

/** Somebody changed the target by hand: which of the two is right? */
function renderDrift(news: Drift, locale: Locale): Message {
  const { service, environment, found, believed, canAdopt } = news;
  const words = targetWords[locale];
  const lines = [
    words.drift(whatOf(news), found === null ? words.noTag : code(found), code(believed)),
    ...(canAdopt ? [] : [words.noImage]),
  ];
  const value = (tag: string) => encodeTagged(news, tag);
  const adopt = { text: words.adopt, action: ADOPT, label: words.adoptLabel(service, environment) };
  const revert = {
    ...{ text: words.revert, action: REVERT, label: words.revertLabel(service, environment) },
    confirm: { text: words.confirmRevert, yes: words.revert, no: words.confirmNo },
  };
  const buttons = [
    ...(canAdopt && found !== null ? [button({ ...adopt, value: value(found) })] : []),
    button({ ...revert, value: value(believed) }),
  ];
  return message(lines, [section(...lines), actions(...buttons)]);
}
