import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Arrived, Journey, Role } from './journey.ts';
import { type Rehearsed, travellerOf } from './roles.ts';
import type { Victim } from './stage.ts';
import type { ProvingTown } from './town.ts';

/** What became of one role: kept at its step when the process died, or not. */
export interface Outcome extends Role {
  readonly isHit: boolean;
  readonly arrived?: Arrived;
  /** It never came to an end. */
  readonly lost?: string;
}

interface Wave<R extends Role> {
  readonly victim: Victim;
  readonly roles: readonly R[];
}

/** A process has died and is back. */
export interface Killed<R extends Role> {
  /** Who was kept at their step. */
  readonly hit: ReadonlySet<string>;
  readonly seconds: number;
  /** What became of each, at the end of their journey; in the order of the roles. */
  readonly outcomes: readonly Promise<Outcome & R>[];
}

const PATIENT_FOR_MS = 20_000;
const NOBODY_COMES_MS = 5_000;
const AT_LONGEST_MS = 45_000;
const LOOK_EVERY_MS = 100;
const DEAD_FOR_MS = 1_000;
/** Some of whom many are kept have always just been given up, and are tried again. */
const NEARLY_ALL = 0.9;

/** Who has a longer way goes first, so that all arrive at about the same time. A whole way takes about so long for each who goes it. */
const WAY_MS_EACH = 400;

const newMark = (): string => randomBytes(20).toString('hex');

/** Everybody walks to their step, one kill. They walk to the end while others set out. */
export async function runWave<R extends Role>(town: ProvingTown, { victim, roles }: Wave<R>): Promise<Killed<R>> {
  const { stage } = town;
  const startedAt = Date.now();
  stage.place(new Map(roles.map(({ who, step }) => [who, step])), victim);
  const farthest = Math.max(...roles.map(({ position }) => position));
  const headStartMs = ({ position }: Role) => (farthest - position) * roles.length * WAY_MS_EACH;
  const startsWithinMs = Math.max(...roles.map(headStartMs));
  const travels = roles.map((role) => ({ role, arrival: sleep(headStartMs(role)).then(() => travel(town, role)) }));
  const hit = await untilKept(town, { all: roles.length, startsWithinMs });
  await town.kill();
  await sleep(DEAD_FOR_MS);
  await town.revive();
  const outcomes = travels.map(async ({ role, arrival }) => ({
    ...role,
    isHit: hit.has(role.who),
    ...(await arrival),
  }));
  return { hit, seconds: Math.round((Date.now() - startedAt) / 1_000), outcomes };
}

/** Those who are kept when all are, or when nobody has come for a while and nearly as many are as ever were. */
async function untilKept(
  { stage }: ProvingTown,
  { all, startsWithinMs }: { readonly all: number; readonly startsWithinMs: number },
): Promise<ReadonlySet<string>> {
  const allSetOut = Date.now() + startsWithinMs;
  let most = 0;
  let grewAt = allSetOut;
  for (;;) {
    const now = Date.now();
    const kept = stage.kept();
    if (kept.size > most) grewAt = Math.max(now, allSetOut);
    most = Math.max(most, kept.size);
    const isPast = now - allSetOut > PATIENT_FOR_MS && now - grewAt > NOBODY_COMES_MS && kept.size >= most * NEARLY_ALL;
    if (kept.size === all || (isPast && most > 0) || now - allSetOut > AT_LONGEST_MS) return kept;
    await sleep(LOOK_EVERY_MS);
  }
}

async function travel(
  town: ProvingTown,
  { journey, who }: Pick<Role, 'journey' | 'who'>,
): Promise<Pick<Outcome, 'arrived' | 'lost'>> {
  const rest = (name: string) => town.stage.rest(who, name);
  try {
    return { arrived: await journey.travel({ town, who, mark: newMark(), rest }) };
  } catch (error) {
    const why = error instanceof Error && error.cause ? `${error.message}: ${error.cause}` : String(error);
    return { lost: why };
  }
}

/** Each journey once, undisturbed: the steps that it passes are those at which processes will die. */
export async function rehearse(town: ProvingTown, journeys: readonly Journey[]): Promise<readonly Rehearsed[]> {
  town.stage.place(new Map(), 'worker');
  const travels = journeys.map(async (journey) => {
    const who = travellerOf(journey, 0);
    const travelled = await travel(town, { journey, who });
    return { journey, ...travelled, steps: town.stage.seen.get(who) ?? [] };
  });
  const rehearsed = await Promise.all(travels);
  const wrong = rehearsed.filter(({ arrived }) => isWrong(arrived));
  if (wrong.length === 0) return rehearsed;
  const what = wrong.map(({ journey, arrived, lost }) => `${journey.name}: ${lost ?? JSON.stringify(arrived)}`);
  throw new Error(`This goes wrong though nobody is killed:\n${what.join('\n')}`);
}

export const isWrong = (arrived: Arrived | undefined): boolean =>
  arrived === undefined || arrived.complaints.length > 0 || arrived.effects !== arrived.wanted;
