import type { Button } from '@slack/types';
import type { Stop } from '../../domain/gates.ts';
import type { Locale } from '../../domain/target.ts';
import { targetId } from '../../workflows/contract/ids.ts';
import { BREAK_GLASS, encodeInterest, TELL_ME } from '../actions.ts';
import { actions, button, type Message, message, section } from './blocks.ts';
import { code, foreign, moment, person, type SafeText } from './text.ts';
import { stopWords } from './words/stops.ts';

interface Where {
  readonly service: string;
  readonly environment: string;
  readonly locale: Locale;
}

/** Which rule, since when and why, and who can mend it. */
export function stopLines(stop: Stop, { service, environment, locale }: Where): SafeText[] {
  const words = stopWords[locale];
  switch (stop.code) {
    case 'locked':
      return [
        words.locked(person(stop.by), moment(stop.at), foreign(stop.reason)),
        ...(stop.until === undefined ? [] : [words.lockEnds(moment(stop.until))]),
        words.whoUnlocks(person(stop.by), code(`unlock ${service} ${environment}`)),
      ];
    case 'frozen':
      return [words.frozen(moment(stop.until), foreign(stop.reason)), words.whoBreaks];
    case 'wrong-order':
      return [
        words.wrongOrder(words.thisImage, code(stop.notIn, 60)),
        words.whoDeploysFirst(code(`deploy ${service} ${stop.notIn}`)),
      ];
  }
}

/** What a person may do about it from here. */
export function stopButtons(stop: Stop, where: Where, digest?: string): Button[] {
  const { service, locale } = where;
  if (stop.code === 'wrong-order') return [tellMeButton({ service, environment: stop.notIn, locale }, digest)];
  return stop.code === 'frozen' ? [tellMeButton(where), breakGlassButton(where)] : [tellMeButton(where)];
}

/** When the target is free, or has this image. */
export const tellMeButton = ({ service, environment, locale }: Where, digest?: string): Button =>
  button({
    text: stopWords[locale].tellMe,
    action: TELL_ME,
    value: encodeInterest({ service, environment }, digest),
    label: stopWords[locale].tellMeLabel(service, environment),
  });

const breakGlassButton = ({ service, environment, locale }: Where): Button =>
  button({
    text: stopWords[locale].breakGlass,
    action: BREAK_GLASS,
    value: targetId({ service, environment }),
    style: 'danger',
    label: stopWords[locale].breakGlassLabel(service, environment),
  });

/** To somebody whose approval does not count while that lasts. */
export function renderApprovalStopped(stop: Stop, where: Where): Message {
  const lines = [...stopLines(stop, where), stopWords[where.locale].approveLater];
  return message(lines, [section(...lines), actions(...stopButtons(stop, where))]);
}
