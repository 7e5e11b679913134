import type { Button } from '@slack/types';
import { GRAMMAR } from '../../domain/grammar.ts';
import type { Locale, Target } from '../../domain/target.ts';
import { targetId } from '../../workflows/contract/ids.ts';
import { OPEN_DEPLOY_FORM, START } from '../actions.ts';
import { actions, button, type Message, message, section } from './blocks.ts';
import { code, foreign, safe } from './text.ts';
import { answerWords } from './words/answers.ts';
import { deployFormWords } from './words/deploy-form.ts';

const TARGETS_SHOWN = 45; // a message holds fifty blocks

/** The services of an environment, each with its Deploy button. */
export function renderChooser(environment: string, targets: readonly Target[], locale: Locale): Message {
  const words = answerWords[locale];
  const question = words.choose(foreign(environment, 60));
  const shown = targets.slice(0, TARGETS_SHOWN);
  const hidden = targets.length - shown.length;
  const rows = shown.map((target) => ({
    ...section(safe`*${foreign(target.service, 60)}*`),
    accessory: button({
      text: words.deployIt,
      action: START,
      value: targetId(target),
      label: words.deployLabel(target.service, target.environment),
    }),
  }));
  const more = hidden > 0 ? [words.more(hidden)] : [];
  return message(
    [question, ...shown.map(({ service }) => foreign(service, 60)), ...more],
    [section(question), ...rows, ...more.map((line) => section(line)), actions(openFormButton(locale, environment))],
  );
}

/** A form can only be opened by somebody's click. */
export function renderOpenForm(locale: Locale): Message {
  const lines = [deployFormWords[locale].question, answerWords[locale].usage(code(GRAMMAR.deploy.usage))];
  return message(lines, [section(...lines), actions(openFormButton(locale))]);
}

/** With branches, reason and dry run. */
export function openFormButton(locale: Locale, environment?: string): Button {
  const { choose, chooseLabel, chooseBranch, chooseBranchLabel } = deployFormWords[locale];
  return button({
    ...(environment === undefined
      ? { text: choose, label: chooseLabel }
      : { text: chooseBranch, label: chooseBranchLabel }),
    action: OPEN_DEPLOY_FORM,
    value: environment ?? 'any',
  });
}
