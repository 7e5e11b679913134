import type { Button, HomeView, KnownBlock } from '@slack/types';
import type { ListedDeploy } from '../../client/list-deploys.ts';
import type { Locale } from '../../domain/target.ts';
import { CANCEL } from '../actions.ts';
import { actions, button, context, header, section } from './blocks.ts';
import { openFormButton } from './chooser.ts';
import { type Links, workflowLink } from './links.ts';
import { signOfDeploy, standingOf } from './listed-deploy.ts';
import { lockLines } from './locks.ts';
import { statusLine, type TargetStanding } from './look-ups.ts';
import { code, foreign, join, link, moment, person, type SafeText, safe } from './text.ts';
import { answerWords } from './words/answers.ts';
import { homeWords } from './words/home.ts';
import { deployWords } from './words.ts';

/** What one person is shown of the company's deploys. */
export interface HomeSight {
  readonly isKnown: boolean;
  readonly forMe: readonly ListedDeploy[];
  readonly mine: readonly ListedDeploy[];
  readonly recent: readonly ListedDeploy[] | 'unknown';
  readonly standings: readonly TargetStanding[];
}

interface Look {
  readonly locale: Locale;
  readonly links: Links;
  readonly now: number;
}

const DEPLOYS_SHOWN = 10;
const STOPS_SHOWN = 15;
const TARGETS_SHOWN = 40;
const LINES_A_SECTION = 8; // a section holds 3000 characters
const DOT = safe` · `;

/** What waits for me, my deploys, locks and holds, what runs where, what was last. At most a hundred blocks. */
export function renderHome(sight: HomeSight | undefined, look: Look): HomeView {
  const words = homeWords[look.locale];
  if (!sight) return { type: 'home', blocks: [section(words.members)] };
  return {
    type: 'home',
    blocks: [
      actions(deployButton(look.locale)),
      ...(sight.isKnown ? [] : [section(words.notKnown)]),
      header(words.forMe),
      ...entries(sight.forMe, words.forMeNone, (deploy) => section(deployLine(deploy, look))),
      header(words.mine),
      ...entries(sight.mine, words.mineNone, (deploy) => withCancel(deploy, look)),
      ...stopBlocks(sight, look),
      header(words.runs),
      ...inSections(
        limited(sight.standings, TARGETS_SHOWN, look).map((line) =>
          typeof line === 'string' ? line : statusLine(line, look),
        ),
      ),
      header(words.recent),
      ...(sight.recent === 'unknown'
        ? [section(words.notKnown)]
        : entries(sight.recent, words.recentNone, (deploy) => section(deployLine(deploy, look)))),
      context(words.help),
    ],
  };

  function entries(
    deploys: readonly ListedDeploy[],
    none: SafeText,
    draw: (deploy: ListedDeploy) => KnownBlock,
  ): KnownBlock[] {
    if (deploys.length === 0) return [section(none)];
    const hidden = deploys.length - DEPLOYS_SHOWN;
    return [...deploys.slice(0, DEPLOYS_SHOWN).map(draw), ...(hidden > 0 ? [section(words.more(hidden))] : [])];
  }
}

/** As a primary button, for here it is the first thing to do. */
const deployButton = (locale: Locale): Button => ({
  ...openFormButton(locale),
  style: 'primary',
  text: { type: 'plain_text', text: answerWords[locale].deployIt },
});

/** Those that fit, and how many more there are. */
function limited<T>(all: readonly T[], most: number, { locale }: Look): (T | SafeText)[] {
  const hidden = all.length - most;
  return hidden > 0 ? [...all.slice(0, most), homeWords[locale].more(hidden)] : [...all];
}

function stopBlocks({ standings }: HomeSight, look: Look): KnownBlock[] {
  const lines = standings.flatMap(({ target, memo }) =>
    lockLines({ target: { ...target, locale: look.locale }, memo }, look.now),
  );
  if (lines.length === 0) return [];
  return [header(homeWords[look.locale].stops), ...inSections(limited(lines, STOPS_SHOWN, look))];
}

function inSections(lines: readonly SafeText[]): KnownBlock[] {
  const count = Math.ceil(lines.length / LINES_A_SECTION);
  return Array.from({ length: count }, (_, index) =>
    section(...lines.slice(index * LINES_A_SECTION, (index + 1) * LINES_A_SECTION)),
  );
}

/** What, how it stands, who asked, since when, and where its message is. */
function deployLine(deploy: ListedDeploy, { locale, links }: Look): SafeText {
  const { service, environment, tag, by, startedAt, deployId, memo } = deploy;
  const { asked, found, temporal } = deployWords[locale];
  const { permalink } = memo?.message ?? {};
  const parts = [
    safe`${signOfDeploy(deploy)} *${foreign(service, 60)} → ${foreign(environment, 60)}*`,
    ...(tag === undefined ? [] : [code(tag, 60)]),
    standingOf(deploy, locale),
    ...(by === undefined ? [] : [by === 'schedule' ? found : asked(person(by))]),
    moment(startedAt),
    ...(permalink === undefined ? [] : [link(permalink, homeWords[locale].open, permalink)]),
    workflowLink(deployId, temporal, links),
  ];
  return join(parts, DOT);
}

function withCancel(deploy: ListedDeploy, look: Look): KnownBlock {
  const { cancel, cancelLabel, confirmCancel, confirmYes, confirmNo } = deployWords[look.locale];
  const { service, environment, deployId: value } = deploy;
  return {
    ...section(deployLine(deploy, look)),
    accessory: button({
      ...{ text: cancel, action: CANCEL, value, label: cancelLabel(service, environment) },
      confirm: { text: confirmCancel, yes: confirmYes, no: confirmNo },
    }),
  };
}
