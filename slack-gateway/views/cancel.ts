import type { CancelHeard } from '../../client/cancel-deploy.ts';
import type { RunningDeploy } from '../../client/find-deploys.ts';
import type { Locale, Target } from '../../domain/target.ts';
import { CANCEL } from '../actions.ts';
import { button, type Message, message, section } from './blocks.ts';
import { type Links, workflowLink } from './links.ts';
import { whatOf } from './target-news.ts';
import { foreign, join, person, type SafeText, safe } from './text.ts';
import { cancelWords } from './words/cancel.ts';
import { deployWords } from './words.ts';

const DEPLOYS_SHOWN = 20;

/** What the one who cancelled hears. */
export function renderCancelHeard(heard: CancelHeard, locale: Locale): Message {
  const words = cancelWords[locale];
  switch (heard.kind) {
    case 'cancelling':
      return message([heard.phase === 'rolling-out' || heard.phase === 'verifying' ? words.afterThis : words.stopping]);
    case 'refused':
      return message([words.refused[heard.code]]);
    case 'ended':
      return message([words.ended]);
    case 'no-answer':
      return message([words.noAnswer]);
  }
}

/** Others' deploys are named, so that the person knows whom to ask. */
export function renderNothingToCancel(target: Target, running: readonly RunningDeploy[]): Message {
  const words = cancelWords[target.locale];
  const owners = [...new Set(running.map(({ by }) => by))].slice(0, DEPLOYS_SHOWN).map(person);
  const others = owners.length === 0 ? [] : [words.others(join(owners, safe`, `))];
  return message([words.nothing(whatOf(target)), ...others]);
}

/** Several: each with its own button. */
export function renderWhichDeploy(target: Target, running: readonly RunningDeploy[], links: Links): Message {
  const words = cancelWords[target.locale];
  const { cancel, cancelLabel } = deployWords[target.locale];
  const question = words.which(whatOf(target));
  const shown = running.slice(0, DEPLOYS_SHOWN);
  const lineOf = ({ deployId, by }: RunningDeploy): SafeText =>
    safe`${workflowLink(deployId, foreign(deployId, 120), links)} (${person(by)})`;
  return message(
    [question, ...shown.map(lineOf)],
    [
      section(question),
      ...shown.map((deploy) => ({
        ...section(lineOf(deploy)),
        accessory: button({
          text: cancel,
          action: CANCEL,
          value: deploy.deployId,
          label: cancelLabel(target.service, target.environment),
        }),
      })),
    ],
  );
}
