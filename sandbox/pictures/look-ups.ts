import type { Locale } from '../../domain/target.ts';
import { renderChooser, renderOpenForm } from '../../slack-gateway/views/chooser.ts';
import { renderDeployForm } from '../../slack-gateway/views/deploy-form.ts';
import { renderHistory } from '../../slack-gateway/views/history.ts';
import { renderHome } from '../../slack-gateway/views/home.ts';
import { renderLetter } from '../../slack-gateway/views/letter.ts';
import { renderLocks } from '../../slack-gateway/views/locks.ts';
import { renderHelp, renderList, renderStatus, type TargetStanding } from '../../slack-gateway/views/look-ups.ts';
import { renderReasonForm } from '../../slack-gateway/views/reason-form.ts';
import {
  renderBadKeys,
  renderMistake,
  renderNotAllowed,
  renderUnknown,
  renderWhichEnvironment,
} from '../../slack-gateway/views/refusals.ts';
import { renderTargetNews } from '../../slack-gateway/views/target-news.ts';
import { renderWhy } from '../../slack-gateway/views/why.ts';
import { renderWishAnswer } from '../../slack-gateway/views/wish-answer.ts';
import { aCard, after, aListedDeploy, CATALOG, LINKS, NEW, NOW, OLD, RUNNING, START, targetOf } from './made-up.ts';
import { type Sample, shown, whispered } from './sample.ts';

const LOCK = { by: 'U0DEV2', reason: 'database migration', at: START, until: after(120) };
const HOLD = { by: 'U0DEV1', reason: 'a demo', at: START };
const look = { locale: 'en', links: LINKS, now: NOW } as const;
const place = { service: 'api', environment: 'production' };

const standings = (locale: Locale): TargetStanding[] => [
  { target: targetOf('api', 'production', locale), memo: { running: RUNNING, waiting: 0 } },
  {
    target: targetOf('api', 'staging', locale),
    memo: { running: { ...RUNNING, by: 'schedule' }, waiting: 0, hold: HOLD },
  },
  {
    target: targetOf('web', 'production', locale),
    memo: { running: { ...RUNNING, tag: OLD }, waiting: 1, lock: LOCK },
  },
  { target: targetOf('mailer', 'staging', locale), memo: null },
];

const waiting = aListedDeploy({ status: 'running', phase: 'awaiting-approval', service: 'web', by: 'U0DEV2' });
const rolling = aListedDeploy({ status: 'running', phase: 'rolling-out', startedAt: after(30) });
const failed = aListedDeploy(
  {
    phase: 'failed',
    startedAt: START - 86_400_000,
    endedAt: START - 86_000_000,
    environment: 'staging',
    by: 'schedule',
  },
  { phase: 'failed', code: 'rollout-failed', approvers: [], approvals: 0, by: 'schedule', trigger: 'schedule' },
);

export const home = (locale: Locale): Sample[] => [
  whispered(
    renderHome,
    {
      ...{ isKnown: true, forMe: [waiting], mine: [rolling], recent: [aListedDeploy(), failed] },
      standings: standings(locale),
    },
    { ...look, locale },
  ),
];

export const chooser: Sample[] = [
  whispered(
    renderChooser,
    'staging',
    CATALOG.targets.filter(({ environment }) => environment === 'staging'),
    'en',
  ),
  whispered(renderOpenForm, 'en'),
];

export const deployForm = (locale: Locale): Sample[] => [
  whispered(renderDeployForm, {
    ...{ place: {}, locale },
    service: { name: 'api', environments: ['staging', 'production'] },
  }),
];

export const reasonForm: Sample[] = [
  whispered(renderReasonForm, 'reject-reason', { about: aCard().deployId, channel: 'C0API', messageTs: '1.1' }, 'en'),
];

export const status: Sample[] = [shown(renderStatus, standings('en'), look)];

export const history: Sample[] = [
  shown(renderHistory, { ...look, of: { service: 'api' }, deploys: [aListedDeploy(), failed] }),
];

export const locks: Sample[] = [
  shown(renderTargetNews, { ...place, kind: 'locked', lock: LOCK }, look),
  whispered(renderWishAnswer, { kind: 'locked', lock: LOCK }, { target: targetOf('api', 'production'), links: LINKS }),
  shown(renderTargetNews, { ...place, kind: 'lock-reminder', lock: LOCK }, look),
  shown(renderTargetNews, { ...place, kind: 'drift', believed: NEW, found: OLD, canAdopt: true }, look),
  shown(renderLocks, standings('en'), 'en', NOW),
];

export const why: Sample[] = [
  whispered(renderWhy, {
    ...{ now: NOW, links: LINKS },
    standing: { target: targetOf('web', 'production'), memo: { waiting: 1, lock: LOCK, hold: HOLD } },
  }),
];

const branches = ['main', 'search-fix', 'release/2026-11'];

export const list: Sample[] = [
  whispered(renderList, CATALOG, 'en'),
  whispered(
    renderLetter,
    { kind: 'branches', locale: 'en', service: 'api', found: { kind: 'listed', names: branches, more: false } },
    LINKS,
  ),
];

export const help: Sample[] = [whispered(renderHelp, 'en')];

export const mistakes: Sample[] = [
  whispered(renderMistake, { kind: 'unknown-verb', word: 'depoly', nearest: ['deploy'] }, 'en'),
  whispered(
    renderUnknown,
    { kind: 'unknown-service', word: 'apu', nearest: ['api'], known: ['api', 'web', 'shop', 'mailer'] },
    'en',
  ),
  whispered(renderWhichEnvironment, 'api', ['staging', 'production'], 'en'),
  whispered(renderNotAllowed, {
    standing: 'member',
    what: 'deploy api production',
    groups: ['developers'],
    locale: 'en',
  }),
  whispered(renderBadKeys, { missing: ['index'], unknown: ['idnex'], keys: ['index'] }, 'en'),
];
