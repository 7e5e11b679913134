import { readConfig } from '../../worker/config.ts';
import { createActivities } from '../../worker/create-workers.ts';
import { createWorld } from '../../worker/world.ts';
import { catalogOf } from './catalog.ts';
import type { Journey } from './journey.ts';
import { travellerOf } from './roles.ts';
import { channelOf } from './stage.ts';
import type { ProvingTown } from './town.ts';

/** Makes room for so many on each journey, besides those who are there; worker and gateway start with them in the catalogue. */
export async function seat(town: ProvingTown, wanted: ReadonlyMap<Journey, number>): Promise<void> {
  const everybody = [...wanted].flatMap(([journey, count]) =>
    Array.from({ length: count + 1 }, (_, number) => ({ journey, who: travellerOf(journey, number) })),
  );
  const { company } = town.slack;
  const known = new Set(company.channels.map(({ id }) => id));
  const fresh = everybody.filter(({ who }) => !known.has(channelOf(who)));
  company.channels = [...company.channels, ...fresh.map(({ who }) => ({ id: channelOf(who), name: who }))];
  for (const { journey, who } of fresh) await journey.seed(town, who);
  await town.start(catalogOf(everybody));
}

/** The names of all activities that the worker offers. */
export function activitiesOffered(town: ProvingTown): string[] {
  const reading = readConfig(town.env);
  if (reading.kind === 'problems') throw new Error(reading.problems.join('\n'));
  const world = createWorld(reading.config, { namespace: 'default', present: () => town.catalog, record: () => {} });
  const { edits, others } = createActivities(world, town.client);
  return [...Object.keys(edits), ...Object.keys(others)];
}
