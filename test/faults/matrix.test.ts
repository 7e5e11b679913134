import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WAIT_S } from '../../sandbox/mishaps.ts';
import type { CatalogPort } from '../../workflows/contract/ports/catalog.ts';
import type { TemporalPort } from '../../workflows/contract/ports/temporal.ts';
import { type Game, isDocumented, type Played, playAll } from './play.ts';
import type { Row } from './row.ts';
import { EVENT, ROWS } from './rows.ts';

/** Of Temporal itself. */
const TEMPORAL = {
  ...{ requestTurn: true, finishTurn: true, beginRollOut: true, offer: true, readGates: true, readLastChange: true },
  ...{ beginUndo: true, noticeDrift: true, hasDeployed: true, startDeploy: true, awaitClosed: true, readOrphan: true },
  ...{ readTarget: true, shortKey: true },
} as const satisfies Record<keyof TemporalPort, true>;

/** What nobody recovers from by waiting: the ending. Everything else is overcome. */
const ENDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  github: { 'expired token': 'credentials-refused' },
  ecr: { 'expired token': 'credentials-refused' },
  ecs: { 'expired token': 'credentials-refused' },
  lambda: { 'expired token': 'credentials-refused' },
  argocd: { 'expired token': 'credentials-refused' },
};

const kept = { ...process.env };
let games: ReadonlyMap<string, Game>;
beforeAll(async () => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 's' });
  games = await playAll(ROWS);
}, 600_000); // far more than it takes where nobody else works
afterAll(() => {
  process.env = kept;
});

/** Activities that call no vendor: Temporal itself, whose own faults are those of the worker that asks it, and the worker's own memory. */
const WITHOUT_VENDOR = { ...TEMPORAL, presentEntry: true } as const satisfies Record<keyof CatalogPort, true>;

it('knows every activity of the contract', () => {
  const named = readdirSync('workflows/contract/ports').flatMap((file) =>
    methodsIn(`workflows/contract/ports/${file}`),
  );
  expect(Object.keys({ ...ROWS, ...WITHOUT_VENDOR }).toSorted()).toEqual([...named, EVENT].toSorted());
});

/** What a port asks of the world: the methods of its interfaces. */
function methodsIn(file: string): string[] {
  const ports = readFileSync(file, 'utf8').matchAll(/^export interface \w+Port \{\n(.*?)^\}/gms);
  return [...ports].flatMap(([, body = '']) => [...body.matchAll(/^ {2}(\w+)\(/gm)].map(([, name = '']) => name));
}

describe.each(Object.keys(ROWS))('%s', (name) => {
  it('meets every mishap at every call', () => {
    const row = ROWS[name];
    const game = games.get(name);
    const wrong = game?.played.flatMap((played) => (row ? problems(row, game, played) : []));
    expect(wrong).toEqual([]);
    expect(game?.well.calls.length).toBeGreaterThan(0);
  });
});

/** What limits of rates ask to wait, in seconds; where they do not say, what the vendor's documentation does. */
const WAITS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  github: {
    'primary limit': WAIT_S,
    'secondary limit, with a header': WAIT_S,
    'secondary limit': 60,
    '429 without a word': 60,
  },
  ecr: { throttled: 5, 'throttled, with a header': WAIT_S, '429 without a word': 5 },
  ecs: { throttled: 5, 'throttled, with a header': WAIT_S, '429 without a word': 5 },
  argocd: { 'throttled, with a header': WAIT_S },
  slack: { 'rate limit': WAIT_S, 'rate limit in a good answer': 30, 'expired token': 15 },
};

it('nextRetryDelay follows the headers, wherever Temporal tries again', () => {
  const asked = [...games].flatMap(([activity, { played }]) => {
    const waits = WAITS[ROWS[activity]?.vendor ?? ''] ?? {};
    return played.flatMap(({ name, mishap, delay, fate }) => {
      const expected = waits[mishap];
      const isTriedAgain = fate.kind === 'answered' && delay !== undefined;
      return isTriedAgain ? [{ at: `${activity}, ${name}`, inS: Math.round(delay / 1_000), expected }] : [];
    });
  });
  // A budget is renewed at a full second, and time goes by until it is read.
  expect(asked.filter(({ inS, expected = 0 }) => inS > expected + 1 || inS < expected - 3)).toEqual([]);
  expect(asked.length).toBeGreaterThan(100);
});

function problems(row: Row, { well }: Game, played: Played): string[] {
  const { name, fate, effects, mishap } = played;
  const ends = ENDS[row.vendor]?.[mishap];
  const said = JSON.stringify(fate);
  const isDone = fate.kind === 'answered';
  const isUsual = JSON.stringify(fate) === JSON.stringify(well.fate);
  const isExpected =
    isUsual || (isDone ? row.mayAnswer?.includes(fate.answer) : fate.kind === 'ended' && fate.code === ends);
  const isDoubled = new Set(effects).size !== effects.length && !row.mayDouble;
  const isMissing = isUsual && [...new Set(effects)].join() !== well.effects.join();
  return [
    ...(isExpected ? [] : [`${name}: ${said}`]),
    ...(isDocumented(played) ? [] : [`${name}: not in the table of endings`]),
    ...(isDoubled ? [`${name}: done twice, ${effects.join(', ')}`] : []),
    ...(isMissing ? [`${name}: said ${said}, did ${effects.join(', ')} and not ${well.effects.join(', ')}`] : []),
  ];
}
