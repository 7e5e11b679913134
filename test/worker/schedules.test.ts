import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import type { Target } from '../../domain/target.ts';
import { desiredSchedules, reconcileSchedules } from '../../worker/schedules.ts';
import { aHakoDeploy, aTarget } from '../support/a-target.ts';

const autoDeploy = { everyMs: 60_000, branch: 'main' };

/** A service whose ECR repository no other test has. */
function following(over: Partial<Target> = {}): Target {
  const base = aTarget({ service: `s-${randomUUID().slice(0, 8)}`, autoDeploy, ...over });
  return { ...base, image: { ...base.image, follow: '{branch}', ...over.image } };
}

describe('desiredSchedules', () => {
  it('is one for each repository, as often as the most impatient wants, one watch for each followed tag', () => {
    const staging = following();
    const { image, service } = staging;
    const sandbox = { ...staging, environment: 'sandbox', autoDeploy: { everyMs: 10_000, branch: 'main' } };
    const preview = { ...staging, environment: 'preview', autoDeploy: { everyMs: 90_000, branch: 'feature/x' } };
    const production = aTarget({ service, environment: 'production', image });
    const [schedule, ...others] = desiredSchedules([staging, sandbox, preview, production]);
    expect(others).toEqual([]);
    expect(schedule).toMatchObject({ id: `auto-deploy:${image.repository.name}`, everyMs: 10_000 });
    expect(
      schedule?.request.watches.map(({ follow, targets }) => [follow, targets.map(({ environment }) => environment)]),
    ).toEqual([
      ['main', ['staging', 'sandbox']],
      ['feature-x', ['preview']],
    ]);
  });

  it('without a followed tag watches the newest pushed', () => {
    const { follow: _, ...image } = following().image;
    const [schedule] = desiredSchedules([aTarget({ image, autoDeploy, deploy: aHakoDeploy() })]);
    expect(schedule?.request.watches).toEqual([expect.not.objectContaining({ follow: expect.anything() })]);
  });
});

it('spreads ticks over the interval, for each repository always at the same moment', () => {
  const targets = Array.from({ length: 300 }, (_, index) => {
    const { image, ...target } = following();
    return { ...target, image: { ...image, repository: { ...image.repository, name: `r${index}`, uri: `r${index}` } } };
  });
  const schedules = desiredSchedules(targets);
  expect(desiredSchedules(targets)).toEqual(schedules);
  const sixthOf = ({ offsetMs }: { readonly offsetMs: number }) => Math.floor(offsetMs / 10_000);
  const inSixths = [0, 1, 2, 3, 4, 5].map((sixth) => schedules.filter((one) => sixthOf(one) === sixth).length);
  expect(inSixths.reduce((sum, one) => sum + one, 0)).toBe(300);
  expect(Math.min(...inSixths)).toBeGreaterThan(20);
  expect(Math.max(...inSixths)).toBeLessThan(90);
});

describe('reconcileSchedules', () => {
  let client: Client;
  const taskQueue = `schedules-${randomUUID()}`;
  beforeAll(async () => {
    client = new Client({
      connection: await Connection.connect({ address: process.env['TEMPOCAT_TEST_TEMPORAL'] ?? '' }),
    });
  });
  afterAll(async () => {
    await reconcileSchedules(client, { taskQueue, targets: [] });
    await client.connection.close();
  });

  it('creates, updates without undoing a pause made by hand, and deletes what is no longer wanted, and only that', async () => {
    const [one, two] = [following(), following()];
    const id = `auto-deploy:${one.image.repository.name}`;
    const others = `schedules-${randomUUID()}`;
    const foreign = following();
    await reconcileSchedules(client, { taskQueue: others, targets: [foreign] });

    expect((await reconcileSchedules(client, { taskQueue, targets: [one, two] })).created).toHaveLength(2);
    await client.schedule.getHandle(id).pause('by hand');
    const slower = { ...one, autoDeploy: { everyMs: 120_000, branch: 'main' } };
    const second = await reconcileSchedules(client, { taskQueue, targets: [slower] });
    expect(second).toMatchObject({ created: [], updated: [id], deleted: [`auto-deploy:${two.image.repository.name}`] });
    const { state, spec, policies } = await client.schedule.getHandle(id).describe();
    expect(state).toMatchObject({ paused: true, note: 'by hand' });
    expect(spec.intervals).toEqual([expect.objectContaining({ every: 120_000, offset: expect.any(Number) })]);
    expect(policies).toMatchObject({ overlap: 'SKIP', catchupWindow: 60_000 });

    expect(
      (await client.schedule.getHandle(`auto-deploy:${foreign.image.repository.name}`).describe()).action.taskQueue,
    ).toBe(others);
    await reconcileSchedules(client, { taskQueue: others, targets: [] });
  });
});
