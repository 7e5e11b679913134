import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MANIFESTS } from '../../sandbox/seed-git.ts';
import { eventually } from '../support/deploying.ts';
import { openTestTown, type TestTown } from '../support/test-town.ts';

let town: TestTown;
beforeAll(async () => {
  town = await openTestTown({
    catalog: (text) =>
      text.replace(
        /payload: \{ app: shop, environment: production.*\n.*cluster: example-production.*timeout: 2m \}/,
        (found) => `mode: event\n          ${found.replace('timeout: 2m', 'timeout: 15s')}`,
      ),
  });
});
afterAll(() => town.close());

const manifest = 'web/overlays/staging/kustomization.yaml';
const tagIn = async () => /newTag: "?([^\s"]+)/.exec(await town.github.read(MANIFESTS, manifest))?.[1] ?? '';

describe('Argo CD', () => {
  it('that shows the old image as Degraded is waited for: that is not the new one', async () => {
    town.argocd.degrade('web-staging', await tagIn(), 'CrashLoopBackOff');
    const tag = await town.push('web');
    await town.say('deploy web staging');
    const card = await town.card('web', 'staging', tag, '*Deployed*');
    const looks = town.slack.history(card.channel, card.ts).map(({ text }) => text);
    expect(looks.filter((text) => text.includes('*Failed*'))).toEqual([]);
    expect(await town.argocd.running('web-staging')).toEqual([expect.stringMatching(new RegExp(`:${tag}$`))]);
  });

  it('that brings a later commit of somebody else has brought ours with it', async () => {
    town.argocd.setAutoSync('web-staging', false);
    const tag = await town.push('web');
    await town.say('deploy web staging', { user: 'U0DEV2' });
    await town.card('web', 'staging', tag, 'automatic sync is off');
    await town.github.commitFile({
      ...{ repository: MANIFESTS, branch: 'main', path: 'neighbour.txt', message: 'a neighbour was here' },
      text: 'hello\n',
    });
    town.argocd.setAutoSync('web-staging', true);
    await town.card('web', 'staging', tag, '*Deployed*');
    expect((await town.github.log(MANIFESTS))[0]).toMatchObject({
      subject: 'a neighbour was here',
    });
  });
});

describe('ECS, with hako as an event', () => {
  const service = () => town.aws.ecs.service('example-production', 'shop');
  const executions = (tag: string) =>
    town.aws.lambda
      .executions('hako-deploy')
      .filter((payload) => JSON.stringify(payload).includes(`production","tag":"${tag}"`));
  async function deployApproved(tag: string) {
    await town.say('deploy shop production');
    await town.press('U0LEAD', await town.card('shop', 'production', tag, 'Needs an approval'), 'approve');
  }

  it('done is what ECS runs, though nobody waits for the function', async () => {
    const tag = await town.push('shop');
    await deployApproved(tag);
    await town.card('shop', 'production', tag, '*Deployed*');
    expect(service()).toMatchObject({ image: expect.stringMatching(new RegExp(`:${tag}$`)), stable: true });
    expect(executions(tag)).toHaveLength(1);
  });

  it("the circuit breaker's way back is a failure, though the service is stable again", async () => {
    const { image } = service();
    const tag = await town.push('shop');
    town.aws.ecs.fail('example-production', 'shop', 'tasks failed to start');
    await deployApproved(tag);
    await town.card('shop', 'production', tag, '*Failed*', 'tasks failed to start');
    await eventually(async () => (service().stable ? true : undefined), 'the old tasks');
    expect(service().image).toBe(image);
    expect(executions(tag)).toHaveLength(1);
  });

  it('tasks that never start are waited for no longer than the catalogue says', async () => {
    const tag = await town.push('shop');
    town.aws.ecs.stick('example-production', 'shop');
    await deployApproved(tag);
    const card = await town.card('shop', 'production', tag, '*Failed*', 'did not become healthy in time');
    expect(card.text).toMatch(/0 of \d+ tasks? runs?|\d+ of \d+/);
    expect(executions(tag)).toHaveLength(1);
  });
});
