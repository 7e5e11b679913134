import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '../support/deploying.ts';
import { openTestTown, type TestTown } from '../support/test-town.ts';

let town: TestTown;
beforeAll(async () => {
  town = await openTestTown();
});
afterAll(() => town.close());

const polls = (repository: string) =>
  town.workflows('autoDeploy').then((ids) => ids.filter((id) => id.startsWith(`auto-deploy:${repository}-`)));

it('a pushed image is deployed without a word, once, and a poll that finds nothing new is one workflow with one activity', async () => {
  await eventually(async () => ((await polls('example/api')).length >= 2 ? true : undefined), 'two polls');
  const commitsBefore = (await town.github.log('example/manifests')).length;
  const tag = await town.push('api');
  const polled = (await polls('example/api')).length;
  await town.hear('api', 'staging', tag.slice(0, 7), 'deployed');
  expect((await polls('example/api')).length - polled).toBeLessThanOrEqual(3); // by the second poll; another may have passed meanwhile

  await eventually(
    async () => ((await polls('example/api')).length >= polled + 3 ? true : undefined),
    'polls that find nothing new',
  );
  const deploys = (await town.workflows('deploy')).filter((id) => id.startsWith('deploy:api:staging:auto-'));
  const digest = town.aws.ecr.images('example/api').find(({ tags }) => tags.includes(tag))?.digest ?? '';
  expect(deploys.filter((id) => id.endsWith(digest.slice('sha256:'.length, 'sha256:'.length + 12)))).toHaveLength(1);
  expect((await town.github.log('example/manifests')).length).toBe(commitsBefore + 1);

  const [latest = ''] = (await polls('example/api')).toSorted().reverse();
  const handle = town.client.workflow.getHandle(latest);
  await handle.result();
  const { events } = await handle.fetchHistory();
  const activities = (events ?? []).flatMap(
    ({ activityTaskScheduledEventAttributes }) => activityTaskScheduledEventAttributes?.activityType?.name ?? [],
  );
  expect(activities).toEqual(['poll']);
});

it('each poll asks ECR once for each followed tag, however many environments follow it', async () => {
  const calls = () => town.aws.gate.calls.filter(({ operation }) => operation === 'ecr.DescribeImages').length;
  const all = async () => (await town.workflows('autoDeploy')).length;
  const [callsBefore, pollsBefore] = [calls(), await all()];
  await eventually(async () => ((await all()) >= pollsBefore + 2 ? true : undefined), 'two more polls');
  await eventually(
    async () => (calls() - callsBefore >= (await all()) - pollsBefore ? true : undefined),
    'their calls',
  );
  expect(Math.abs(calls() - callsBefore - ((await all()) - pollsBefore))).toBeLessThanOrEqual(1);
});

it('a failing image is tried once, not at every poll', async () => {
  const tag = await town.push('api');
  town.argocd.degrade('api-staging', tag, 'Back-off restarting failed container');
  await town.hear('api', 'staging', tag.slice(0, 7), 'Back-off restarting failed container');
  const before = (await polls('example/api')).length;
  await eventually(
    async () => ((await polls('example/api')).length >= before + 2 ? true : undefined),
    'two more polls',
  );
  const digest = town.aws.ecr.images('example/api').find(({ tags }) => tags.includes(tag))?.digest ?? '';
  const tried = (await town.workflows('deploy')).filter((id) =>
    id.includes(digest.slice('sha256:'.length, 'sha256:'.length + 12)),
  );
  expect(tried).toHaveLength(1);
});

it("paused in Temporal's UI it stays paused over a restart with another catalogue, and an image waits until it goes on", async () => {
  const schedule = town.client.schedule.getHandle('auto-deploy:example/api');
  await schedule.pause('a load test');
  town.rewriteCatalog((text) => text.replace('autoDeploy: { every: 10s }', 'autoDeploy: { every: 15s }'));
  await town.restart();
  const { state, spec } = await schedule.describe();
  expect(state).toMatchObject({ paused: true, note: 'a load test' });
  expect(spec.intervals).toEqual([expect.objectContaining({ every: 15_000 })]);

  const isIdle = async () => {
    const handles = (await polls('example/api')).map((id) => town.client.workflow.getHandle(id).describe());
    return (await Promise.all(handles)).every(({ status }) => status.name !== 'RUNNING') ? true : undefined;
  };
  await eventually(isIdle, 'the poll that was under way'); // a pause starts no more of them; it stops none

  const tag = await town.push('api');
  const digest = town.aws.ecr.images('example/api').find(({ tags }) => tags.includes(tag))?.digest ?? '';
  const shop = await polls('example/shop');
  await eventually(
    async () => ((await polls('example/shop')).length >= shop.length + 2 ? true : undefined),
    'two polls of another repository',
  );
  const started = async () => (await town.workflows('deploy')).filter((id) => id.includes(digest.slice(7, 19)));
  expect(await started()).toEqual([]);
  await schedule.unpause('the load test is over');
  await town.hear('api', 'staging', tag.slice(0, 7), 'deployed');
  expect(await started()).toHaveLength(1);
});

const SITE = `
  - name: site
    image: { repository: 123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/example/web, follow: main, match: "^[0-9a-f]{40}$" }
    environments:
      staging:
        autoDeploy: { every: 10s }
        deploy:
          kind: kustomize
          repository: example/manifests
          path: web/overlays/staging
          image: web
          write: commit
          argocd: { application: web-staging, timeout: 2m }
`;

it('a service that is added to the catalogue is deployed without a restart, by its Schedule and by words', async () => {
  town.rewriteCatalog((text) => text.replace('\nfunctions:', `${SITE}\nfunctions:`));
  await eventually(
    () =>
      town.client.schedule
        .getHandle('auto-deploy:example/web')
        .describe()
        .catch(() => undefined),
    'a Schedule for it',
  );
  const tag = await town.push('web');
  await town.hear('site', 'staging', tag.slice(0, 7), 'deployed');
  await town.say('deploy site staging');
  await town.card('site', 'staging', tag.slice(0, 7), 'already runs');
});

it('a broken edit is refused by both processes, with its line, and what was there goes on', async () => {
  town.rewriteCatalog((text) => `${text.replace('- name: site', '- name: Site!')}nonsense: true\n`);
  const refusal = (lines: readonly string[]) => lines.find((line) => line.includes('is refused'));
  for (const { lines } of [town.worker, town.gateway]) {
    const said = await eventually(async () => refusal(lines), 'the refusal');
    expect(said).toMatch(/catalog\.yaml:\d+ nonsense/);
    expect(said).toMatch(/catalog\.yaml:\d+ services\[4\]\.name/);
  }
  await town.say('deploy site staging', { user: 'U0DEV2' });
  await town.card('site', 'staging', 'U0DEV2', 'already runs');
  expect(await town.client.schedule.getHandle('auto-deploy:example/web').describe()).toMatchObject({
    scheduleId: 'auto-deploy:example/web',
  });
});
