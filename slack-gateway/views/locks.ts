import { type Hold, isInForce } from '../../domain/gates.ts';
import type { Locale, Target } from '../../domain/target.ts';
import { type Message, message, section } from './blocks.ts';
import type { TargetStanding } from './look-ups.ts';
import { stopLines } from './stops.ts';
import { whatOf } from './target-news.ts';
import { code, foreign, join, moment, person, type SafeText, safe } from './text.ts';
import { whyWords } from './words/why.ts';

const TARGETS_SHOWN = 30;
const CHARACTERS = 12_000; // Slack takes 13,200 in all blocks of a message together
const DOT = safe` · `;

/** Locks and holds of all targets that have one. */
export function renderLocks(standings: readonly TargetStanding[], locale: Locale, now: number): Message {
  const words = whyWords[locale];
  const lines = standings.flatMap((standing) => lockLines(standing, now));
  const unknown = standings.filter(({ memo }) => memo === 'unknown').length;
  const shown = lines.slice(0, TARGETS_SHOWN).filter((_, index) => lengthOf(lines.slice(0, index + 1)) <= CHARACTERS);
  const left = lines.length - shown.length;
  const said = [
    safe`*${words.locksTitle}*`,
    ...(unknown > 0 ? [words.unknownTargets(unknown)] : []),
    ...(lines.length === 0 && unknown === 0 ? [words.noLocks] : []),
    ...shown,
    ...(left > 0 ? [words.moreLocks(left)] : []),
  ];
  return message(
    said,
    said.map((line) => section(line)), // together they are longer than one may be
  );
}

/** As they travel, where a quote is two characters: what Slack counts it does not say. */
const lengthOf = (lines: readonly SafeText[]): number =>
  lines.reduce((sum, line) => sum + JSON.stringify(line).length, 0);

/** Nothing where neither stands. */
export function lockLines({ target, memo }: TargetStanding, now: number): SafeText[] {
  if (memo === null || memo === 'unknown') return [];
  const { lock, hold } = memo;
  const parts = [
    ...(lock && isInForce(lock, now) ? stopLines({ code: 'locked', ...lock }, target) : []),
    ...(hold ? holdLines(hold, target) : []),
  ];
  return parts.length === 0 ? [] : [safe`${whatOf(target)}: ${join(parts, DOT)}`];
}

/** Auto-deploy is paused: by whom, since when, why, and how it goes on. */
export function holdLines({ by, at, reason }: Hold, { locale, service, environment }: Target): SafeText[] {
  const words = whyWords[locale];
  const held = words.held(person(by), moment(at));
  return [
    reason === undefined ? held : safe`${held}: ${foreign(reason)}`,
    words.heldHint(code(`resume ${service} ${environment}`)),
  ];
}
