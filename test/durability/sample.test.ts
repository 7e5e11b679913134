import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { deleteSchedules } from '../support/test-town.ts';
import { patiently } from './arrivals.ts';
import { campaign } from './campaign.ts';
import { KINDS } from './kinds.ts';
import { activitiesOf, type Rehearsed, sampleOf } from './roles.ts';
import { activitiesOffered, seat } from './seat.ts';
import { SIDES } from './side.ts';
import { complaintsOf, count } from './table.ts';
import { openProvingTown, type ProvingTown } from './town.ts';
import { rehearse } from './wave.ts';

const SLOW = ['soak']; // exercises no activity of its own
const JOURNEYS = [...KINDS, ...SIDES].filter(({ name }) => !SLOW.includes(name));

let town: ProvingTown;
let rehearsed: readonly Rehearsed[];

/** On the run's Temporal server, which nobody kills: `npm run prove` does that, and all else. */
async function openNamespace() {
  const address = process.env['TEMPOCAT_TEST_TEMPORAL'] ?? '';
  const namespace = `prove-${randomUUID()}`;
  const connection = await Connection.connect({ address });
  await connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: msToTs('1 day'),
  });
  await patiently('the namespace', () => connection.workflowService.describeNamespace({ namespace }));
  await connection.close();
  const notOurs = async () => {
    throw new Error('this Temporal is everybody’s');
  };
  return { address, namespace, kill: notOurs, revive: notOurs };
}

beforeAll(async () => {
  town = await openProvingTown(await openNamespace());
  await seat(town, new Map(JOURNEYS.map((journey) => [journey, 0])));
  rehearsed = await rehearse(town, JOURNEYS);
});
afterAll(async () => {
  await deleteSchedules(town.client);
  await town.close();
});

describe('a sample of `npm run prove`', () => {
  it('every activity that the worker offers is exercised by a journey: a new one is killed at without a new line', () => {
    const exercised = new Set(rehearsed.flatMap(activitiesOf));
    expect(activitiesOffered(town).filter((name) => !exercised.has(name))).toEqual([]);
  });

  it('the worker is killed at every activity, before, after or between: nothing is lost, and nothing is doubled', async () => {
    const outcomes = await campaign(town, { places: sampleOf(rehearsed), say: () => {} });
    expect(complaintsOf(outcomes)).toEqual([]);
    expect(count(outcomes)).toMatchObject({ kills: activitiesOffered(town).length, lost: 0, doubled: 0 });
  }, 400_000);
});
