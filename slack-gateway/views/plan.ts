import { ENDINGS } from '../../domain/endings.ts';
import type { PlanAhead, PlanFound } from '../../domain/plan-ahead.ts';
import { DEPLOY_PLANNED, encodeTagged } from '../actions.ts';
import { actions, button, context, type Message, message, preformatted, section } from './blocks.ts';
import { commitLines, planLines } from './deploy-plan.ts';
import { type Links, workflowLink } from './links.ts';
import { stopLines } from './stops.ts';
import { code, foreign, join, person, type SafeText, safe } from './text.ts';
import { answerWords } from './words/answers.ts';
import { planWords } from './words/plan.ts';
import { whyWords } from './words/why.ts';
import { deployWords } from './words.ts';

type Planned = Extract<PlanFound, { kind: 'planned' }>;

/** A deploy up to the gates: what it would change, what it would meet, and a button to make it. */
export function renderPlan(plan: PlanAhead, links: Links): Message {
  const { service, environment, requestedBy, locale, ref, found } = plan;
  const words = planWords[locale];
  const title = words.title(safe`*${foreign(service, 60)} → ${foreign(environment, 60)}*`);
  const asked = deployWords[locale].asked(person(requestedBy), ref === undefined ? undefined : code(ref, 80));
  if (found.kind === 'failed') {
    const lines = [
      title,
      words.cannot(safe`${foreign(ENDINGS[found.code][locale])} ${foreign(found.detail, 500)}`),
      words.noEffect,
    ];
    return message([...lines, asked], [section(...lines), context(asked)]);
  }
  const change = changeLines(plan, found, links);
  const verdicts = verdictLines(plan, found, links);
  const diff = diffOf(found);
  return message(
    [title, ...change, ...verdicts, words.noEffect, asked],
    [
      section(title, ...change),
      ...(diff ? [preformatted(diff)] : []),
      section(...verdicts),
      context(words.noEffect, asked),
      ...(found.change && !found.stop ? [actions(deployButton(plan, found))] : []),
    ],
  );
}

function changeLines({ locale }: PlanAhead, { image, change, commits }: Planned, links: Links): SafeText[] {
  const words = deployWords[locale];
  if (!change) return [planWords[locale].unchanged(code(image.tag))];
  return [...planLines({ image, change }, words, links), ...commitLines(commits, words, links)];
}

/** The line of the manifest, before and after. */
function diffOf({ change }: Planned): string | undefined {
  if (change?.kind !== 'kustomize') return undefined;
  const before = change.from === null ? '' : `-  newTag: ${change.from}\n`;
  return `${change.file}\n${before}+  newTag: ${change.to}`;
}

function verdictLines({ service, environment, locale }: PlanAhead, found: Planned, links: Links): SafeText[] {
  const words = whyWords[locale];
  const { stop, holder, waiting, approval } = found;
  const groups =
    approval &&
    join(
      approval.by.slice(0, 10).map((group) => code(group, 60)),
      safe`, `,
    );
  return [
    ...(stop ? [words.no, ...stopLines(stop, { service, environment, locale })] : [words.yes]),
    ...(holder === undefined ? [] : [words.turn(workflowLink(holder, foreign(holder, 120), links))]),
    ...(waiting > 0 ? [words.waiting(waiting)] : []),
    ...(approval && groups ? [words.approval(approval.count, groups)] : []),
  ];
}

function deployButton({ service, environment, locale }: PlanAhead, { image }: Planned) {
  const words = answerWords[locale];
  return button({
    text: words.deployIt,
    action: DEPLOY_PLANNED,
    value: encodeTagged({ service, environment }, image.tag),
    style: 'primary',
    label: words.deployLabel(service, environment),
  });
}
