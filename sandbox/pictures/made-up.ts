import { readFileSync } from 'node:fs';
import type { ListedDeploy } from '../../client/list-deploys.ts';
import { type Catalog, parseCatalog } from '../../domain/catalog.ts';
import type { CommitList } from '../../domain/change-log.ts';
import type { DeployCard } from '../../domain/deploy.ts';
import type { KustomizeChange } from '../../domain/plan.ts';
import type { Running } from '../../domain/target/state.ts';
import type { Locale, Target } from '../../domain/target.ts';
import type { Links } from '../../slack-gateway/views/links.ts';
import type { DeployMemo } from '../../workflows/contract/messages.ts';
import { CATALOG_PATH } from '../company.ts';

const MINUTE = 60_000;
export const START = Date.UTC(2026, 9, 5, 1, 30);
export const NOW = START + 40 * MINUTE;
export const after = (minutes: number): number => START + minutes * MINUTE;

export const OLD = '4f9d2c1e8b'.repeat(4);
export const NEW = 'a81b7f3052'.repeat(4);
const DIGEST = `sha256:${'9c41e07f'.repeat(8)}`;

export const LINKS: Links = {
  namespace: 'default',
  temporalUi: 'https://temporal.example',
  argoCd: 'https://argocd.example',
  groups: { releasers: ['U0LEAD', 'U0DEV2'] },
};

const reading = parseCatalog(readFileSync(CATALOG_PATH, 'utf8'));
if (reading.kind === 'problems') throw new Error('the catalogue of the sandbox is wrong');
export const CATALOG: Catalog = reading.catalog;

/** A target of the sandbox's company. */
export function targetOf(service: string, environment: string, locale: Locale = 'en'): Target {
  const found = CATALOG.targets.find((target) => target.service === service && target.environment === environment);
  if (!found) throw new Error(`the sandbox has no ${service} ${environment}`);
  return { ...found, locale };
}

const CHANGE: KustomizeChange = {
  ...{ kind: 'kustomize', from: OLD, to: NEW, repository: 'example/manifests' },
  file: 'api/overlays/production/kustomization.yaml',
  pullRequest: {
    ...{ number: 42, url: 'https://github.com/example/manifests/pull/42', branch: 'tempocat/api', headSha: OLD },
  },
};
const COMMITS: CommitList = {
  ...{ kind: 'listed', total: 13, direction: 'forward', takenBack: 0 },
  url: 'https://github.com/example/api/compare/4f9d2c1...a81b7f3',
  commits: [
    { sha: NEW, subject: 'Search answers while the index is rebuilt', author: 'Rin' },
    { sha: '77d0c3'.repeat(7), subject: '検索結果の並び順を修正', author: 'Daichi' },
    { sha: '1be94a'.repeat(7), subject: 'Retry payments only once', author: 'Maya' },
  ],
};

/** A deploy of api to production; say only what matters. */
export const aCard = (over: Partial<DeployCard> = {}): DeployCard => ({
  ...{ deployId: 'deploy:api:production:C0API-1791163800.000100', service: 'api', environment: 'production' },
  ...{ kind: 'kustomize', locale: 'en', trigger: 'slack', requestedBy: 'U0DEV1', phase: 'planned', plan: 1 },
  argocd: { application: 'api-production', project: 'default' },
  image: { tag: NEW, digest: DIGEST, otherTags: [] },
  ...{ change: CHANGE, commits: COMMITS },
  phases: [['resolving', START]],
  startedAt: START,
  ...over,
});

/** As Temporal's list knows it. */
export const aListedDeploy = (over: Partial<ListedDeploy> = {}, memo: Partial<DeployMemo> = {}): ListedDeploy => ({
  ...{ deployId: aCard().deployId, service: 'api', environment: 'production', status: 'closed' },
  ...{ startedAt: START, endedAt: after(9), by: 'U0DEV1', phase: 'deployed', tag: NEW },
  memo: {
    ...{ from: OLD, to: NEW, kind: 'kustomize', by: 'U0DEV1', trigger: 'slack', phase: 'deployed' },
    ...{ approvers: ['U0LEAD'], approvals: 1, pullRequest: { number: 42, url: CHANGE.pullRequest?.url ?? '' } },
    argocd: { application: 'api-production', project: 'default' },
    phases: PHASES,
    message: {
      channel: 'C0API',
      ts: '1791163800.000100',
      permalink: 'https://sandbox.slack.example/archives/C0API/p1',
    },
    ...memo,
  },
  ...over,
});

export const PHASES = [
  ['resolving', START],
  ['planned', START + 2_000],
  ['awaiting-approval', START + 4_000],
  ['rolling-out', after(7)],
  ['verifying', after(7.5)],
  ['deployed', after(9)],
] as const satisfies NonNullable<DeployMemo['phases']>;

/** What api runs in production. */
export const RUNNING: Running = {
  ...{ tag: NEW, digest: DIGEST, deployId: aCard().deployId, by: 'U0DEV1', at: after(9) },
};
