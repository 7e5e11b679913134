import type { Freeze } from '../../domain/freeze.ts';
import { judgeGates } from '../../domain/gates.ts';
import type { TargetMemo } from '../../workflows/contract/target-messages.ts';
import { type Message, message } from './blocks.ts';
import { type Links, workflowLink } from './links.ts';
import { holdLines } from './locks.ts';
import type { TargetStanding } from './look-ups.ts';
import { stopLines } from './stops.ts';
import { whatOf } from './target-news.ts';
import { code, foreign, join, moment, person, type SafeText, safe } from './text.ts';
import { whyWords } from './words/why.ts';

const COMMA = safe`, `;

interface Asked {
  readonly standing: TargetStanding;
  /** The environment that has to have an image first. */
  readonly before?: TargetStanding;
  readonly freeze?: Freeze;
  readonly now: number;
  readonly links: Links;
}

/** Every verdict that a deploy would meet on its way. */
export function renderWhy(asked: Asked): Message {
  const { target, memo } = asked.standing;
  const words = whyWords[target.locale];
  const title = words.title(whatOf(target));
  if (memo === 'unknown') return message([title, words.notKnown]);
  const known = memo ?? { waiting: 0 };
  return message([
    title,
    ...verdictLines(asked, known),
    ...glassLines(asked, known),
    ...turnLines(asked, known),
    ...orderLines(asked),
    ...ruleLines(asked),
    ...(known.hold ? holdLines(known.hold, target) : []),
  ]);
}

function verdictLines({ standing: { target }, freeze, now }: Asked, { lock, glass }: TargetMemo): SafeText[] {
  const words = whyWords[target.locale];
  const stop = judgeGates({ ...(lock && { lock }), ...(freeze && { freeze }), ...(glass && { glass }) }, now);
  return stop ? [words.no, ...stopLines(stop, target)] : [words.yes];
}

function glassLines({ standing: { target }, freeze, now }: Asked, { glass }: TargetMemo): SafeText[] {
  if (!glass || !freeze || now >= glass.until) return [];
  return [whyWords[target.locale].glass(person(glass.by), moment(glass.until))];
}

function turnLines({ standing: { target }, links }: Asked, { holder, waiting }: TargetMemo): SafeText[] {
  const words = whyWords[target.locale];
  return [
    ...(holder ? [words.turn(workflowLink(holder.deployId, foreign(holder.deployId, 120), links))] : []),
    ...(waiting > 0 ? [words.waiting(waiting)] : []),
  ];
}

function orderLines({ standing: { target }, before }: Asked): SafeText[] {
  if (target.after === undefined) return [];
  const words = whyWords[target.locale];
  const first = code(target.after, 60);
  const memo = before?.memo;
  if (memo === 'unknown') return [words.order(first)];
  const last = memo?.running ? words.orderNow(first, code(memo.running.tag, 60)) : words.orderNone(first);
  return [words.order(first), last];
}

function ruleLines({ standing: { target } }: Asked): SafeText[] {
  const words = whyWords[target.locale];
  const names = (groups: readonly string[]) =>
    join(
      groups.slice(0, 10).map((group) => code(group, 60)),
      COMMA,
    );
  const { approval, deployers } = target;
  return [words.deployers(names(deployers)), ...(approval ? [words.approval(approval.count, names(approval.by))] : [])];
}
