import type { ListedDeploy } from '../../client/list-deploys.ts';
import type { Catalog } from '../../domain/catalog.ts';
import { isInForce } from '../../domain/gates.ts';
import type { Verb } from '../../domain/grammar.ts';
import { helpOf } from '../../domain/help.ts';
import type { LastChange, Running } from '../../domain/target/state.ts';
import type { Locale, Target } from '../../domain/target.ts';
import type { TargetMemo } from '../../workflows/contract/target-messages.ts';
import { type Message, message } from './blocks.ts';
import { type Links, workflowLink } from './links.ts';
import { standingOf } from './listed-deploy.ts';
import { channel, code, foreign, join, moment, NOTHING, person, type SafeText, safe } from './text.ts';
import { answerWords } from './words/answers.ts';
import { historyWords } from './words/history.ts';

const LINES_SHOWN = 30;
const DOT = safe` · `;
const COMMA = safe`, `;

export function renderHelp(locale: Locale, verb?: Verb): Message {
  const words = answerWords[locale];
  const lines = helpOf(locale, verb).map(
    ({ usage, does, example }) =>
      safe`${code(usage)}: ${foreign(does.replaceAll('`', ''), 300)} (${words.example(code(example))})`,
  );
  return message([safe`*${words.helpTitle}*`, ...lines]);
}

/** `null`: nothing was ever deployed there; `unknown`: Temporal could not say. */
export interface TargetStanding {
  readonly target: Target;
  readonly memo: TargetMemo | null | 'unknown';
  /** The deploy that has the turn; absent where Temporal could not say, or nobody looked. */
  readonly holder?: ListedDeploy;
}

/** What runs where, since when, by whom, and who waits. */
export function renderStatus(
  standings: readonly TargetStanding[],
  { locale, links, now }: { readonly locale: Locale; readonly links: Links; readonly now: number },
): Message {
  const words = answerWords[locale];
  const hidden = standings.length - LINES_SHOWN;
  return message([
    safe`*${words.statusTitle}*`,
    ...standings.slice(0, LINES_SHOWN).map((standing) => statusLine(standing, { locale, links, now })),
    ...(hidden > 0 ? [words.more(hidden)] : []),
  ]);
}

/** One target on one line. */
export function statusLine(
  standing: TargetStanding,
  { locale, links, now }: { locale: Locale; links: Links; now: number },
): SafeText {
  const words = answerWords[locale];
  const { target, memo } = standing;
  const what = safe`*${foreign(target.service, 60)} ${foreign(target.environment, 60)}*`;
  if (memo === 'unknown') return safe`${what}: ${words.notKnown}`;
  const { running, lastChange, drift, holder, waiting, lock, hold } = memo ?? { waiting: 0 };
  const parts = [
    running
      ? words.runs(linked(running, links), moment(running.at), whose(running.by, words.schedule))
      : words.neverDeployed,
    lastChange && lastChange.phase !== 'deployed' ? failedPart(lastChange, { locale, links }) : NOTHING,
    drift ? words.drifted(drift.found.tag === null ? words.noTag : code(drift.found.tag, 60)) : NOTHING,
    holder ? holderPart(holder, standing.holder, { locale, links }) : NOTHING,
    waiting > 0 ? words.wait(waiting) : NOTHING,
    lock && isInForce(lock, now) ? words.locked(person(lock.by), foreign(lock.reason)) : NOTHING,
    hold ? words.held(person(hold.by)) : NOTHING,
  ];
  return safe`${what}: ${join(
    parts.filter((part) => part !== NOTHING),
    DOT,
  )}`;
}

const whose = (by: string, schedule: SafeText): SafeText => (by === 'schedule' ? schedule : person(by));

/** A tag that leads to its deploy, where there is a page to lead to. */
function linked({ deployId, tag }: Pick<Running, 'deployId' | 'tag'>, links: Links): SafeText {
  const label = code(tag, 60);
  return deployId === undefined || links.temporalUi === undefined ? label : workflowLink(deployId, label, links);
}

/** The last change did not go well, or nobody knows how it went: what runs is not sure. */
function failedPart(
  { deployId, to, settled }: LastChange,
  { locale, links }: { readonly locale: Locale; readonly links: Links },
): SafeText {
  const words = answerWords[locale];
  const tag = linked({ tag: to.tag, ...(deployId !== undefined && { deployId }) }, links);
  return settled ? words.saidFailed(tag, person(settled.by)) : words.notWell(tag);
}

/** Which deploy has the turn, how it stands, and who asked for it. */
function holderPart(
  { deployId, by }: NonNullable<TargetMemo['holder']>,
  deploy: ListedDeploy | undefined,
  { locale, links }: { readonly locale: Locale; readonly links: Links },
): SafeText {
  const words = answerWords[locale];
  const standing = deploy ? standingOf(deploy, locale) : historyWords[locale].phaseNotKnown;
  return words.hasTurn(workflowLink(deployId, foreign(deployId, 100), links), standing, person(by));
}

/** Services with their environments, and functions. */
export function renderList({ services, targets, functionNames, functions }: Catalog, locale: Locale): Message {
  const words = answerWords[locale];
  const serviceLines = services.map(({ name, aliases, channel: own }) => {
    const where = targets
      .filter(({ service }) => service === name)
      .map(
        ({ environment, deploy }) =>
          safe`${code(environment, 60)} (${deploy.kind === 'kustomize' ? safe`EKS` : deploy.kind === 'hako' ? safe`ECS` : safe`Lambda`})`,
      );
    return safe`*${named(name, aliases)}*: ${join(where, COMMA)}${own === undefined ? NOTHING : safe` ${channel(own)}`}`;
  });
  const functionLines = functionNames.map(({ name, aliases }) => {
    const where = functions.filter((target) => target.name === name).map(({ environment }) => code(environment, 60));
    return safe`*${named(name, aliases)}*: ${join(where, COMMA)}`;
  });
  return message([
    safe`*${words.services}*`,
    ...serviceLines,
    ...(functionLines.length > 0 ? [safe`*${words.functions}*`, ...functionLines] : []),
  ]);
}

function named(name: string, aliases: readonly string[]): SafeText {
  return aliases.length === 0
    ? foreign(name, 60)
    : safe`${foreign(name, 60)} (${join(
        aliases.map((alias) => foreign(alias, 60)),
        COMMA,
      )})`;
}
