import type { Journey, Place, Role } from './journey.ts';
import { travellerOf } from './roles.ts';
import { seat } from './seat.ts';
import { keyOf, type Moment, type Victim } from './stage.ts';
import { complaintsOf } from './table.ts';
import type { ProvingTown } from './town.ts';
import { isWrong, type Outcome, runWave } from './wave.ts';

/** Somebody whom the kill missed, because what kept them had just been given up and not been tried again, sets out once more. */
const TRIES = 5;
/** As many as arrive at about the same time. */
const AT_ONCE = 30;
/** As many as arrive within the 9 s after which a vendor that does not answer is given up; its answer is lost only once. */
const BRIEFLY_AT_ONCE = 10;
/** While they walk to their steps, so many walk from theirs to the end; more only get in each other's way. */
const STILL_UNDER_WAY = 25;
/** It is not worth a kill for a smaller part of them while others may be back soon. */
const AT_LEAST = 0.5;
/** Travellers for each place that one moment has on a journey. */
const CREWS = 3;

/** A vendor that does not answer is asked again soon, or given up: those who are kept by one are kept together, and not with others. */
const BRIEF: ReadonlySet<Moment> = new Set<Moment>(['asked', 'answered']);

type Say = (line: string) => void;
type Seats = ReadonlyMap<Journey, string[]>;

/** A process dies at all these places, many at a time, until everybody was there when it did. */
export async function campaign(
  town: ProvingTown,
  { places, say }: { readonly places: readonly Place[]; readonly say: Say },
): Promise<readonly Outcome[]> {
  const counts = countsFor(places);
  await seat(town, counts);
  const seats: Seats = new Map(
    [...counts].map(([journey, count]) => [
      journey,
      Array.from({ length: count }, (_, i) => travellerOf(journey, i + 1)),
    ]),
  );
  const outcomes: Outcome[] = [];
  for (const victim of new Set(places.map((place) => place.victim))) {
    for (const isBrief of [false, true]) {
      const theirs = places.filter((place) => place.victim === victim && BRIEF.has(place.step.moment) === isBrief);
      const atOnce = isBrief ? BRIEFLY_AT_ONCE : AT_ONCE;
      outcomes.push(...(await killAtAll(town, { victim, places: theirs, seats, atOnce, say })));
    }
  }
  return outcomes;
}

/** How many of each journey can travel at once: as many as would be everywhere at one moment, for each crew. */
function countsFor(places: readonly Place[]): ReadonlyMap<Journey, number> {
  const seats = new Map<Journey, number>();
  const counts = new Map<string, number>();
  for (const { victim, journey, step } of places) {
    const key = `${victim} ${step.moment} ${journey.name}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    seats.set(journey, Math.max(seats.get(journey) ?? 0, CREWS * (counts.get(key) ?? 0)));
  }
  return seats;
}

interface Going extends Role {
  readonly tries: number;
}

interface Assault {
  readonly victim: Victim;
  readonly places: readonly Place[];
  /** Who sits at home. */
  readonly seats: Seats;
  readonly atOnce: number;
  readonly say: Say;
}

async function killAtAll(town: ProvingTown, assault: Assault): Promise<readonly Outcome[]> {
  const { victim, places, seats, atOnce, say } = assault;
  const settled: Outcome[] = [];
  // Steps equally far on the way are reached at about the same time.
  const left = [...places].sort((a, b) => a.position - b.position).map((place) => ({ ...place, tries: 0 }));
  const underWay = new Set<Promise<void>>();
  const settle = (outcome: Outcome & Going): void => {
    const { victim, journey, step, position, tries, who } = outcome;
    seats.get(journey)?.push(who);
    if (tries + 1 < TRIES && isMissed(outcome))
      return void left.unshift({ victim, journey, step, position, tries: tries + 1 });
    settled.push(outcome);
    for (const complaint of complaintsOf([outcome])) say(`  ${complaint}`);
  };
  while (left.length > 0 || underWay.size > 0) {
    while (underWay.size > STILL_UNDER_WAY) await Promise.race(underWay);
    const going = takeFrom(left, { seats, atOnce, atLeast: underWay.size > 0 ? atOnce * AT_LEAST : 1 });
    if (going.length === 0) {
      await Promise.race(underWay);
      continue;
    }
    const { hit, seconds, outcomes } = await runWave(town, { victim, roles: going });
    say(
      `${victim} killed: ${hit.size} of ${going.length} were at their steps after ${seconds} s; ${left.length} to go`,
    );
    const missed = going.filter(({ who }) => !hit.has(who));
    if (missed.length > 0) say(`  not there: ${missed.map(({ who, step }) => `${who} ${keyOf(step)}`).join(', ')}`);
    for (const outcome of outcomes) {
      const end: Promise<void> = outcome.then(settle).finally(() => underWay.delete(end));
      underWay.add(end);
    }
  }
  return settled;
}

const isMissed = ({ isHit, arrived }: Outcome): boolean => !isHit && !isWrong(arrived);

/** The next who have a seat; they are not left any more. None if they are too few. */
function takeFrom(
  left: Omit<Going, 'who'>[],
  { seats, atOnce, atLeast }: { readonly seats: Seats; readonly atOnce: number; readonly atLeast: number },
): Going[] {
  const taken = new Map<Omit<Going, 'who'>, string>();
  const used = new Map<Journey, number>();
  for (const one of left) {
    const number = used.get(one.journey) ?? 0;
    const who = seats.get(one.journey)?.[number];
    if (who === undefined || taken.size === atOnce) continue;
    used.set(one.journey, number + 1);
    taken.set(one, who);
  }
  if (taken.size < atLeast) return [];
  for (const [journey, number] of used) seats.get(journey)?.splice(0, number);
  left.splice(0, left.length, ...left.filter((one) => !taken.has(one)));
  return [...taken].map(([one, who]) => ({ ...one, who }));
}
