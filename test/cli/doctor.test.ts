import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { openSurgery, type Planted, type Surgery } from '../support/surgery.ts';

const address = process.env['TEMPOCAT_TEST_TEMPORAL'] ?? '';
const bare = `doctor-${randomUUID()}`; // without search attributes
let surgery: Surgery;
let connection: Connection;

beforeAll(async () => {
  surgery = await openSurgery();
  connection = await Connection.connect({ address });
  await connection.workflowService.registerNamespace({
    namespace: bare,
    workflowExecutionRetentionPeriod: msToTs('1 day'),
  });
});
afterAll(async () => {
  await surgery.close();
  await connection.close();
});

const swap = (from: string | RegExp, to: string) => (text: string) => {
  const swapped = text.replace(from, to);
  if (swapped === text) throw new Error(`the catalogue has no ${String(from)}`);
  return swapped;
};

describe('tempocat doctor', () => {
  it('finds nothing wrong where nothing is, having tried everything, and changes nothing', async () => {
    const { company } = surgery;
    const heads = await company.github.log('example/manifests');
    const { exit, data, bad } = await surgery.examine();
    expect(bad).toEqual([]);
    expect(exit).toBe(0);
    expect([...new Set(data.map(({ area }) => area))]).toEqual([
      ...['Environment', 'Temporal', 'Slack', 'GitHub', 'ECR', 'Lambda', 'ECS', 'Argo CD'],
    ]);
    expect(await company.github.log('example/manifests')).toEqual(heads);
    expect(company.github.pullRequests('example/manifests')).toEqual([]);
    expect(company.aws.lambda.executions('reindex-staging')).toEqual([]);
    expect(company.slack.gate.count(/chat\.(post|update)/)).toBe(0);
  });

  it.each<[string, Planted, string, string]>([
    [
      'a branch that is not there',
      { catalog: swap('path: web/overlays/staging', 'branch: trunk\n          path: web/overlays/staging') },
      'GitHub · web staging: kustomization · example/manifests has no branch trunk',
      '→ Correct deploy.branch in the catalogue.',
    ],
    [
      'an image that the kustomization does not name',
      { catalog: swap('image: web\n', 'image: frontend\n') },
      'GitHub · web staging: kustomization · example/manifests web/overlays/staging/kustomization.yaml (main) has no image named frontend; it has web.',
      '→ Add it there, or correct deploy.image in the catalogue.',
    ],
    [
      'a repository that is not there',
      { catalog: swap('source: { repository: example/web', 'source: { repository: example/wed') },
      'GitHub · example/wed: branches · GitHub has no repository example/wed, or tempocat has no right to see it.',
      '→ Correct source.repository in the catalogue, or grant access.',
    ],
    [
      'an Argo CD application that is not there',
      { catalog: swap('application: api-staging', 'application: api-stage') },
      'Argo CD · application api-stage · Argo CD at ',
      '→ Correct deploy.argocd in the catalogue, or grant "applications, get".',
    ],
    [
      'an Argo CD application that follows another folder',
      { catalog: swap('application: api-staging', 'application: web-staging') },
      'Argo CD · application web-staging · It follows web/overlays/staging, and tempocat would change api/overlays/staging.',
      '→ Correct deploy.argocd.application or deploy.path in the catalogue.',
    ],
    [
      'a Lambda function that is not there',
      { catalog: swap('function: mailer-deploy', 'function: mailer') },
      'Lambda · function mailer · Lambda has no function mailer',
      '→ Correct the name in the catalogue, or create it.',
    ],
    [
      'an ECR repository that is not there',
      { catalog: swap('amazonaws.com/example/shop', 'amazonaws.com/example/shoppe') },
      'ECR · shop: newest image · ECR has no repository example/shoppe in account 123456789012, region ap-northeast-1.',
      '→ Create it, or correct image.repository in the catalogue.',
    ],
    [
      'an image of which there is none',
      { catalog: swap('match: "^v\\\\d+$"', 'match: "^release-"') },
      'ECR · shop: newest image · ',
      '→ Push it with such a tag, or correct image.match.',
    ],
    [
      'an ECS service that is not there',
      { catalog: swap('service: shop, container: app', 'service: store, container: app') },
      'ECS · service example-staging/store · ECS has no service store in cluster example-staging',
      '→ Correct deploy.ecs in the catalogue, or ask whoever runs the cluster.',
    ],
    [
      'a container that the task does not have',
      { catalog: swap('container: app', 'container: web') },
      'ECS · service example-staging/shop · ',
      'has no container web; it has app. → Correct deploy.ecs in the catalogue',
    ],
    [
      'a Slack channel that is not there',
      { catalog: swap('channel: C0SHOP', 'channel: C0SHIP') },
      'Slack · channel C0SHIP · Slack shows no channel C0SHIP: channel_not_found.',
      '→ Correct the id in the catalogue',
    ],
    [
      'a Slack user group that is not there',
      { catalog: swap('S0DEVS', 'S0NONE') },
      'Slack · user group S0NONE · Slack has no such user group: no_such_subteam.',
      '→ Correct the id in the catalogue’s groups',
    ],
    [
      'search attributes that the namespace does not have',
      { env: { TEMPORAL_NAMESPACE: bare } },
      'Temporal · search attributes · Missing: DeployService, DeployEnvironment',
      `temporal operator search-attribute create --namespace ${bare} --name DeployService --type Keyword`,
    ],
    [
      'a namespace that is not there',
      { env: { TEMPORAL_NAMESPACE: 'nowhere' } },
      'Temporal · namespace nowhere · There is no such namespace.',
      'temporal operator namespace create --namespace nowhere',
    ],
    [
      'a GitHub token that is refused',
      { env: { GITHUB_TOKEN: 'ghp-old' } },
      'GitHub · token · GitHub refused tempocat',
      '→ Renew GITHUB_TOKEN',
    ],
    [
      'an Argo CD token that is refused',
      { env: { ARGOCD_TOKEN: 'old' } },
      'Argo CD · server ',
      '→ Renew ARGOCD_TOKEN.',
    ],
    [
      'an app-level token that is refused',
      { env: { SLACK_SIGNING_SECRET: '', SLACK_APP_TOKEN: 'xapp-old' } },
      'Slack · app-level token · Slack refuses SLACK_APP_TOKEN: invalid_auth.',
      '→ Make one with the scope connections:write',
    ],
    [
      'a variable that is missing',
      { env: { GITHUB_TOKEN: '' } },
      'Environment · worker · GITHUB_TOKEN is missing',
      '→ Set it',
    ],
    [
      'a secret that only the gateway needs',
      { env: { SLACK_SIGNING_SECRET: '' } },
      'Environment · gateway · SLACK_SIGNING_SECRET is missing',
      '→ Set it',
    ],
  ])('names %s, and what mends it', async (_, planted, found, fix) => {
    const { exit, bad } = await surgery.examine(planted);
    expect(bad.join('\n')).toContain(found);
    expect(bad.join('\n')).toContain(fix);
    expect(bad).toHaveLength(1);
    expect(exit).toBe(1);
  });

  it('names a kustomization that is not where the catalogue says, and that Argo CD looks elsewhere', async () => {
    const { bad } = await surgery.examine({
      catalog: swap('path: api/overlays/production', 'path: api/overlays/prod'),
    });
    expect(bad).toEqual([
      'GitHub · api production: kustomization · example/manifests has no kustomization: looked for api/overlays/prod/kustomization.yaml, ' +
        'api/overlays/prod/kustomization.yml, api/overlays/prod/Kustomization on main. There is no such folder. → Correct deploy.path in the catalogue.',
      'Argo CD · application api-production · It follows api/overlays/production, and tempocat would change api/overlays/prod. ' +
        '→ Correct deploy.argocd.application or deploy.path in the catalogue.',
    ]);
  });
});
