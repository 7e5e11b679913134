import { ApplicationFailure } from '@temporalio/activity';
import { isEndingCode } from '../../domain/endings.ts';
import { mishapsOf } from '../../sandbox/mishaps.ts';
import type { Row, Scene, Town } from './row.ts';

/** How it ended for the workflow, as Temporal would have tried it. */
export type Fate =
  | { readonly kind: 'answered'; readonly answer: string }
  | { readonly kind: 'ended'; readonly code: string; readonly message: string }
  | { readonly kind: 'stuck'; readonly message: string };

export interface Played {
  /** `PUT …/merge: truncated body`. */
  readonly name: string;
  readonly mishap: string;
  readonly fate: Fate;
  readonly effects: readonly string[];
  /** What the first failure asked Temporal to wait, in milliseconds. */
  readonly delay: number | undefined;
}

const SCENES = 200;
/** Nobody waits between attempts here; a mishap happens once, so more than these are a loop. */
const ATTEMPTS = 4;

async function tryAsTemporalDoes({ run }: Scene, { once }: Row): Promise<Pick<Played, 'fate' | 'delay'>> {
  let delay: number | undefined;
  let message = '';
  for (let attempt = 1; attempt <= (once ? 1 : ATTEMPTS); attempt += 1) {
    try {
      return { fate: { kind: 'answered', answer: await run(attempt) }, delay };
    } catch (error) {
      message = String(error);
      if (!(error instanceof ApplicationFailure)) continue;
      if (error.nonRetryable) return { fate: { kind: 'ended', code: error.type ?? '', message }, delay };
      delay ??= Number(error.nextRetryDelay);
    }
  }
  return { fate: { kind: 'stuck', message }, delay };
}

/** What the activity says and does in good times, and which calls it makes for that. */
async function playWell(town: Town, row: Row) {
  const scene = await town.scene();
  const before = town.gate.calls.length;
  const { fate } = await tryAsTemporalDoes(scene, row);
  const calls = town.gate.calls.slice(before).map(({ operation }) => operation);
  return { fate, calls, effects: [...(await scene.effects())].toSorted() };
}

interface Trial {
  readonly name: string;
  readonly mishap: string;
  readonly skip: number;
}

const isHang = ({ mishap }: Trial, { vendor }: Row) => mishapsOf(vendor)[mishap]?.kind === 'hang';

/** Made at the last moment: some mishaps tell the time. */
function plan({ gate }: Town, { vendor }: Row, { mishap, skip }: Trial): void {
  const what = mishapsOf(vendor)[mishap];
  if (!what) throw new Error(`${vendor} knows no ${mishap}`);
  gate.plan({ operation: /./, skip, mishap: what });
}

async function playBadly(scene: Scene, row: Row, { name, mishap }: Trial): Promise<Played> {
  const tried = await tryAsTemporalDoes(scene, row);
  return { name, mishap, ...tried, effects: [...(await scene.effects())].toSorted() };
}

export interface Game {
  readonly well: Awaited<ReturnType<typeof playWell>>;
  readonly played: readonly Played[];
}

/** Every call that the activity makes, with every mishap that its vendor knows. What never answers is left for later. */
async function playAtOnce(row: Row) {
  const town = await row.open(SCENES);
  const well = await playWell(town, row);
  const trials = well.calls.flatMap((operation, skip) =>
    Object.keys(mishapsOf(row.vendor)).map(
      (mishap): Trial => ({ name: `call ${skip + 1}, ${operation}: ${mishap}`, mishap, skip }),
    ),
  );
  const played: Played[] = [];
  for (const trial of trials.filter((each) => !isHang(each, row))) {
    const scene = await town.scene();
    plan(town, row, trial);
    played.push(await playBadly(scene, row, trial));
    town.gate.release();
  }
  await town.close();
  return { well, played, later: trials.filter((each) => isHang(each, row)) };
}

/** In worlds of their own, so that all wait at the same time for what does not come. */
async function playLate(row: Row, trials: readonly Trial[]): Promise<readonly Played[]> {
  const waiting: Promise<Played>[] = [];
  for (const trial of trials) {
    const town = await row.open(1);
    const scene = await town.scene();
    plan(town, row, trial);
    waiting.push(playBadly(scene, row, trial).finally(() => town.close()));
  }
  return Promise.all(waiting);
}

/** All rows, one after another: this is work for one core. */
export async function playAll(rows: Readonly<Record<string, Row>>): Promise<ReadonlyMap<string, Game>> {
  const games = new Map<string, Game>();
  const late: Promise<void>[] = [];
  for (const [name, row] of Object.entries(rows)) {
    const { well, played, later } = await playAtOnce(row);
    late.push(playLate(row, later).then((more) => void games.set(name, { well, played: [...played, ...more] })));
  }
  await Promise.all(late);
  return games;
}

/** Only what the table of endings holds may end a deploy. */
export const isDocumented = ({ fate }: Played): boolean => fate.kind !== 'ended' || isEndingCode(fate.code);
