import type { Journey, Place } from './journey.ts';
import { keyOf, type Moment, type Step, type Victim } from './stage.ts';

/** A journey that was travelled once undisturbed, and the steps that it passed. */
export interface Rehearsed {
  readonly journey: Journey;
  readonly steps: readonly Step[];
}

/** One kill: of whom, and when. */
export interface Kill {
  readonly victim: Victim;
  readonly moment: Moment;
}

/** Every kill there is. Who waits for people, a turn or time is killed with those to whom an activity is handed out. */
export const KILLS: readonly Kill[] = [
  { victim: 'worker', moment: 'before' },
  { victim: 'worker', moment: 'asked' },
  { victim: 'worker', moment: 'answered' },
  { victim: 'worker', moment: 'after' },
  { victim: 'worker', moment: 'between' },
  { victim: 'temporal', moment: 'before' },
  { victim: 'temporal', moment: 'answered' },
  { victim: 'temporal', moment: 'after' },
  { victim: 'temporal', moment: 'between' },
  { victim: 'gateway', moment: 'before' },
  { victim: 'gateway', moment: 'after' },
];

/** Which activities a journey had handed out to it. */
export const activitiesOf = ({ steps }: Rehearsed): readonly string[] =>
  steps.filter(({ of, moment }) => of === 'worker' && moment === 'before').map(({ name }) => name);

/** For each step that this kill can meet, a place where somebody will be when it comes. */
export function placesFor(rehearsed: readonly Rehearsed[], { victim, moment }: Kill): Place[] {
  const of = victim === 'gateway' ? 'gateway' : 'worker';
  const meets = (step: Step) =>
    (step.of === of && step.moment === moment) || (step.moment === 'waiting' && moment === 'before');
  const taken = new Set(rehearsed.filter(({ journey }) => journey.isKind).flatMap(({ steps }) => steps.map(keyOf)));
  return rehearsed.flatMap(({ journey, steps }) => {
    const own = journey.isKind ? steps : steps.filter((step) => !taken.has(keyOf(step)));
    for (const step of own) if (step.moment !== 'waiting') taken.add(keyOf(step));
    return own.filter(meets).map((step) => ({ victim, journey, step, position: steps.indexOf(step) / steps.length }));
  });
}

export const travellerOf = ({ name }: Journey, number: number): string => `${name}-x${String(number).padStart(2, '0')}`;

const TURNS: readonly Moment[] = ['before', 'after', 'between'];

/** For each activity one step, of the first journey that has it: before, after and between take turns. */
export function sampleOf(rehearsed: readonly Rehearsed[]): Place[] {
  const sampled = new Set<string>();
  const places: Place[] = [];
  for (const { journey, steps } of rehearsed) {
    for (const name of activitiesOf({ journey, steps })) {
      if (sampled.has(name)) continue;
      const wanted = TURNS[sampled.size % TURNS.length];
      const step = steps.find((it) => it.name === name && it.moment === wanted);
      if (!step) continue;
      sampled.add(name);
      places.push({ victim: 'worker', journey, step, position: steps.indexOf(step) / steps.length });
    }
  }
  return places;
}
