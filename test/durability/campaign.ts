import type { Journey, Place, Role } from './journey.ts';
import { travellerOf } from './roles.ts';
import { seat } from './seat.ts';
import type { Victim } from './stage.ts';
import { complaintsOf } from './table.ts';
import type { ProvingTown } from './town.ts';
import { isWrong, type Outcome, runWave } from './wave.ts';

/** Somebody whom the kill missed, because what kept them had just been given up and not been tried again, sets out once more. */
const TRIES = 5;
/** As many as arrive at about the same time: what keeps somebody gives up after 9 s. */
const AT_ONCE = 30;
/** While one crew walks to its steps, those before it walk from theirs to the end. */
const CREWS = 3;

type Say = (line: string) => void;

/** A process dies at all these places, many at a time, until everybody was there when it did. */
export async function campaign(
  town: ProvingTown,
  { places, say }: { readonly places: readonly Place[]; readonly say: Say },
): Promise<readonly Outcome[]> {
  const seats = seatsFor(places);
  await seat(town, new Map([...seats].map(([journey, count]) => [journey, count * CREWS])));
  const outcomes: Outcome[] = [];
  for (const victim of new Set(places.map((place) => place.victim))) {
    const theirs = places.filter((place) => place.victim === victim);
    outcomes.push(...(await killAtAll(town, { victim, places: theirs, seats, say })));
  }
  return outcomes;
}

/** So many of each journey can travel at once: as many as one crew would need to be everywhere at one moment. */
function seatsFor(places: readonly Place[]): ReadonlyMap<Journey, number> {
  const seats = new Map<Journey, number>();
  const counts = new Map<string, number>();
  for (const { victim, journey, step } of places) {
    const key = `${victim} ${step.moment} ${journey.name}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    seats.set(journey, Math.max(seats.get(journey) ?? 0, counts.get(key) ?? 0));
  }
  return seats;
}

interface Going {
  readonly place: Place;
  readonly tries: number;
}

interface Assault {
  readonly victim: Victim;
  readonly places: readonly Place[];
  readonly seats: ReadonlyMap<Journey, number>;
  readonly say: Say;
}

async function killAtAll(town: ProvingTown, { victim, places, seats, say }: Assault): Promise<readonly Outcome[]> {
  const settled: Outcome[] = [];
  const left: Going[] = places.map((place) => ({ place, tries: 0 }));
  const crews = Array.from({ length: CREWS }, () => Promise.resolve());
  for (let turn = 0; ; turn++) {
    const crew = turn % CREWS;
    await crews[crew];
    if (left.length === 0) await Promise.all(crews); // whom the kill missed
    if (left.length === 0) return settled;
    const going = takeFrom(left, seats);
    const roles = castFor(going, { crew, seats });
    const { hit, seconds, outcomes } = await runWave(town, { victim, roles });
    say(
      `${victim} killed: ${hit.size} of ${roles.length} were at their steps after ${seconds} s; ${left.length} to go`,
    );
    crews[crew] = outcomes.then((all) => {
      const again = going.filter(({ tries }, index) => tries + 1 < TRIES && isMissed(all[index]));
      left.push(...again.map(({ place, tries }) => ({ place, tries: tries + 1 })));
      const ended = all.filter((_, index) => !again.some((it) => it === going[index]));
      for (const complaint of complaintsOf(ended)) say(`  ${complaint}`);
      settled.push(...ended);
    });
  }
}

const isMissed = (outcome: Outcome | undefined): boolean => outcome?.isHit === false && !isWrong(outcome.arrived);

/** The next who have a seat; they are not left any more. */
function takeFrom(left: Going[], seats: ReadonlyMap<Journey, number>): Going[] {
  const free = new Map(seats);
  const going: Going[] = [];
  for (const one of [...left]) {
    const { journey } = one.place;
    const seatsLeft = free.get(journey) ?? 0;
    if (seatsLeft === 0 || going.length === AT_ONCE) continue;
    free.set(journey, seatsLeft - 1);
    going.push(one);
    left.splice(left.indexOf(one), 1);
  }
  return going;
}

/** Each crew has travellers of its own, so that nobody travels twice at once. */
function castFor(
  going: readonly Going[],
  { crew, seats }: { readonly crew: number; readonly seats: ReadonlyMap<Journey, number> },
): Role[] {
  const taken = new Map<Journey, number>();
  return going.map(({ place }) => {
    const { journey } = place;
    const number = (taken.get(journey) ?? 0) + 1;
    taken.set(journey, number);
    return { ...place, who: travellerOf(journey, crew * (seats.get(journey) ?? 0) + number) };
  });
}
