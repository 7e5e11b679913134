import type { SectionBlock } from '@slack/types';
import type { ListedDeploy } from '../../client/list-deploys.ts';
import { ENDINGS } from '../../domain/endings.ts';
import type { Locale } from '../../domain/target.ts';
import type { DeployMemo } from '../../workflows/contract/messages.ts';
import { context, type Message, message, section } from './blocks.ts';
import { elapsed } from './elapsed.ts';
import { argoCdLink, githubLink, type Links, workflowLink } from './links.ts';
import { signOfDeploy, standingOf } from './listed-deploy.ts';
import { stepLines } from './step-lines.ts';
import { code, foreign, join, moment, person, type SafeText, safe } from './text.ts';
import { historyWords } from './words/history.ts';
import { deployWords } from './words.ts';

const DOT = safe` · `;
const COMMA = safe`, `;
const DEPLOYS_AT_MOST = 20;
const ROOM = 12_500; // a message's blocks hold some 13,000 characters together

interface Looking {
  readonly locale: Locale;
  readonly now: number;
}

interface Asked extends Looking {
  readonly of: { readonly service: string; readonly environment?: string };
  /** Newest first; `unknown`: Temporal could not say. */
  readonly deploys: readonly ListedDeploy[] | 'unknown';
  readonly links: Links;
}

/** The last deploys of a service or a target, one entry for each, and what cannot be known of them. */
export function renderHistory({ of, deploys, locale, links, now }: Asked): Message {
  const words = historyWords[locale];
  const { service, environment } = of;
  const what = safe`*${foreign(service, 60)}${environment === undefined ? safe`` : safe` ${foreign(environment, 60)}`}*`;
  const title = words.title(what);
  if (deploys === 'unknown') return message([title, words.notKnown]);
  if (deploys.length === 0) return message([words.none(what), words.limits]);
  const entries = deploys.slice(0, DEPLOYS_AT_MOST).map((deploy) => ({
    lines: entryLines(deploy, { locale, now }),
    places: join(placesOf(deploy, locale, links), DOT),
  }));
  return message(
    [title, words.limits, ...entries.flatMap(({ lines }) => lines)], // where to click says nothing to whoever hears it
    [section(title), ...whatFits(entries.map(({ lines, places }) => section(...lines, places))), context(words.limits)],
  );
}

/** The newest, as far as Slack has room for them. */
function whatFits(entries: readonly SectionBlock[]): SectionBlock[] {
  let room = ROOM;
  return entries.filter(({ text }) => {
    room -= text?.text.length ?? 0;
    return room > 0;
  });
}

function entryLines(deploy: ListedDeploy, looking: Looking): SafeText[] {
  const { locale } = looking;
  const { environment, memo } = deploy;
  const standing = safe`*${standingOf(deploy, locale)}*`;
  const head = [safe`${signOfDeploy(deploy)} *${foreign(environment, 60)}*`, ...versionsOf(deploy, locale)];
  return [
    safe`${join(head, safe` `)}: ${standing}`,
    ...(memo ? findingsOf(memo, locale) : []),
    join(whoAndWhen(deploy, looking), DOT),
    ...(memo ? memoStepLines(deploy, memo, looking) : [historyWords[locale].noMemo]),
  ];
}

/** `from → to`, as far as they are known. */
function versionsOf({ memo, tag }: ListedDeploy, locale: Locale): SafeText[] {
  if (tag === undefined) return [];
  const to = code(tag, 60);
  const { from, phases } = memo ?? {};
  if (from === undefined || (from === null && !phases)) return [to]; // older memos say null for either
  const { change, nothing } = deployWords[locale];
  return [change(from === null ? nothing : code(from, 60), to)];
}

/** What went wrong, or is worth knowing. */
function findingsOf({ code: ending, note, kind }: DeployMemo, locale: Locale): SafeText[] {
  const isSaid = note === 'not-verified' && kind === 'kustomize';
  const found = [
    ...(ending ? [foreign(ENDINGS[ending][locale])] : []),
    ...(note && !isSaid ? [deployWords[locale].note[note]] : []),
  ];
  return found.length > 0 ? [join(found, safe` `)] : [];
}

function whoAndWhen({ by, startedAt, endedAt, memo }: ListedDeploy, { locale, now }: Looking): SafeText[] {
  const words = historyWords[locale];
  const { asked, found } = deployWords[locale];
  const { approvers = [], approvals = 0, trigger } = memo ?? {};
  const people = [
    ...approvers.map(person),
    ...(approvals > approvers.length ? [words.more(approvals - approvers.length)] : []),
  ];
  const time = elapsed((endedAt ?? now) - startedAt, locale);
  return [
    ...(by === undefined ? [] : [by === 'schedule' ? found : asked(person(by))]),
    ...(trigger === 'undo' ? [words.undo] : []),
    ...(people.length > 0 ? [words.approvedBy(join(people, COMMA))] : []),
    moment(startedAt),
    endedAt === undefined ? words.soFar(time) : words.took(time),
  ];
}

/** How long each phase took; older memos do not say. */
function memoStepLines({ endedAt }: ListedDeploy, { phases }: DeployMemo, { locale, now }: Looking): SafeText[] {
  return phases ? stepLines(phases, endedAt ?? now, locale) : [historyWords[locale].noTimes];
}

function placesOf({ deployId, memo }: ListedDeploy, locale: Locale, links: Links): SafeText[] {
  const words = deployWords[locale];
  const { pullRequest, argocd } = memo ?? {};
  return [
    ...(pullRequest ? [githubLink(pullRequest.url, words.pullRequest(pullRequest.number), links)] : []),
    ...(argocd ? [argoCdLink(argocd.application, words.application(code(argocd.application, 60)), links)] : []),
    workflowLink(deployId, words.temporal, links),
  ];
}
