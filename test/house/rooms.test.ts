import { expect, it } from '@jest/globals';
import { filesUnder, importsOf } from './sources.ts';

const DOMAIN_LIBRARIES = ['zod', 'yaml', 're2js', 'leven', 'temporal-polyfill'];
/** What all vendors' rooms share: how to fail, to wait, and to read AWS's errors. */
const TOOLS = ['failures', 'heartbeat', 'await-change', 'aws-errors', 'measure-aws'].map(
  (name) => `activities/${name}.ts`,
);
const activity = (vendor: string, ...sdk: readonly string[]) => [
  'domain',
  'workflows/contract',
  `activities/${vendor}`,
  ...TOOLS,
  '@temporalio/activity',
  'zod',
  ...sdk,
];

/** Doctor tries what the worker will do, by the worker's own means. */
const DOCTOR = [
  ...['slack-gateway/manifest.ts', 'worker/config.ts', '@slack/web-api', '@octokit', '@aws-sdk/client-lambda'],
  ...['activities/ecr', 'activities/ecs', 'activities/github', 'activities/argocd', 'activities/lambda'],
];

/** Which rooms, and which libraries, each room may open a door to. `worker` joins the house together, so it may open all. */
const DOORS: Record<string, readonly string[]> = {
  domain: ['domain', ...DOMAIN_LIBRARIES],
  workflows: ['domain', 'workflows', '@temporalio/workflow', '@temporalio/common'],
  client: [
    ...['domain', 'workflows/contract', 'client', 'zod', 'node:crypto', 'node:url'],
    ...['@temporalio/client', '@temporalio/common', '@temporalio/proto'],
  ],
  'activities/ecr': activity('ecr', '@aws-sdk/client-ecr'),
  'activities/ecs': activity('ecs', '@aws-sdk/client-ecs'),
  'activities/lambda': activity('lambda', '@aws-sdk/client-lambda'),
  'activities/github': activity('github', '@octokit', 'node:'),
  'activities/argocd': activity('argocd'),
  'activities/catalog': activity('catalog'),
  'activities/slack': activity('slack', '@slack/web-api', '@slack/types'),
  'activities/temporal': activity('temporal', 'client', '@temporalio/client', 'node:crypto'),
  'slack-gateway': [
    ...['domain', 'client', 'workflows/contract', 'slack-gateway', 'node:', 'zod', 'pino', 'prom-client'],
    ...['@slack', '@temporalio/client', '@temporalio/common', '@temporalio/envconfig'],
  ],
  // Another door beside Slack's: it asks Temporal in the same words, and says what Slack says. The vendors only doctor may ask.
  cli: [
    ...['domain', 'client', 'workflows/contract', 'cli', 'node:', 'zod', 'pino', 'commander', 'cli-table3'],
    ...[
      'slack-gateway/views',
      'slack-gateway/config.ts',
      'slack-gateway/read-catalog.ts',
      'slack-gateway/read-secrets.ts',
    ],
    ...['slack-gateway/read-standings.ts', 'slack-gateway/stop-now.ts', 'slack-gateway/target-of.ts'],
    ...['worker/schedules.ts', 'worker/drift-schedule.ts'],
    ...['@temporalio/client', '@temporalio/common', '@temporalio/envconfig', ...DOCTOR],
  ],
};

for (const [room, doors] of Object.entries(DOORS)) {
  it(`${room}/ opens only its own doors`, () => {
    const closed = filesUnder(room)
      .flatMap(importsOf)
      .filter(
        ({ target }) =>
          !doors.some((door) => target === door || target.startsWith(door.endsWith(':') ? door : `${door}/`)),
      )
      .map(({ file, target }) => `${file} must not import ${target}`);
    expect(closed).toEqual([]);
  });
}

it('only doctor asks the vendors: the rest of cli/ needs no credentials but Temporal’s', () => {
  const strangers = filesUnder('cli')
    .filter((file) => !file.startsWith('cli/doctor/'))
    .flatMap(importsOf)
    .filter(({ target }) => DOCTOR.some((door) => target === door || target.startsWith(`${door}/`)));
  expect(strangers).toEqual([]);
});

it('production never imports the sandbox or the tests', () => {
  const rooms = ['domain', 'workflows', 'activities', 'client', 'worker', 'slack-gateway', 'cli'];
  const walls = rooms
    .flatMap(filesUnder)
    .flatMap(importsOf)
    .filter(({ target }) => target.startsWith('sandbox/') || target.startsWith('test/'));
  expect(walls).toEqual([]);
});

it('what workflows load at run time reaches no library of the domain: it would double the bundle', () => {
  const seen = new Set<string>();
  const reached: string[] = [];
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const { target, isType } of importsOf(file)) {
      if (isType) continue;
      if (DOMAIN_LIBRARIES.includes(target)) reached.push(`${file} → ${target}`);
      if (target.endsWith('.ts')) visit(target);
    }
  };
  filesUnder('workflows').forEach(visit);
  expect(reached).toEqual([]);
});
