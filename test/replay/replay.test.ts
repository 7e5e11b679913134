import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { createTemporalActivities } from '../../activities/temporal/index.ts';
import type { Phase } from '../../domain/deploy.ts';
import * as ofDeploys from '../../workflows/contract/messages.ts';
import * as ofTargets from '../../workflows/contract/target-messages.ts';
import { fakeWorld } from '../support/fake-world.ts';
import { BUNDLE } from '../support/house.ts';
import { readHistories } from './histories.ts';
import { replayAll } from './replay-all.ts';
import { scenes } from './scenes.ts';

const histories = readHistories();
const recorded = (pick: (history: (typeof histories)[number]) => readonly string[]) => new Set(histories.flatMap(pick));
const missing = (wanted: readonly string[], found: ReadonlySet<string>) => wanted.filter((one) => !found.has(one));

describe('the recorded histories', () => {
  let failures: Awaited<ReturnType<typeof replayAll>>;
  beforeAll(async () => {
    failures = await replayAll(readFileSync(BUNDLE, 'utf8'), histories);
  });

  it.each(histories.map(({ name }) => name))('%s goes on with the code of today', (name) => {
    expect(failures.get(name)).toBe('replayed');
  });
});

const PHASES = {
  ...{ resolving: true, planned: true, 'awaiting-approval': true, queued: true, 'rolling-out': true, verifying: true },
  ...{ deployed: true, unchanged: true, rejected: true, expired: true, refused: true, superseded: true },
  ...{ cancelled: true, failed: true },
} satisfies Record<Phase, true>;
const WAITING: readonly Phase[] = ['resolving', 'awaiting-approval', 'queued', 'rolling-out', 'verifying'];
const WAITING_FOR_PEOPLE: readonly Phase[] = ['awaiting-approval', 'queued'];

describe('there is a history', () => {
  it('of every scene, and of nothing else', () => {
    const names = histories.map(({ name }) => name.replace(/\.\d+$/, ''));
    expect([...new Set(names)].toSorted()).toEqual(Object.keys(scenes).toSorted());
  });

  it('of every workflow', () => {
    const index = readFileSync('workflows/index.ts', 'utf8');
    const exported = [...index.matchAll(/export \{ (\w+) \}/g)].map(([, name = '']) => name);
    expect(exported.length).toBeGreaterThan(0);
    expect(
      missing(
        exported,
        recorded(({ workflow }) => [workflow]),
      ),
    ).toEqual([]);
  });

  it('of a deploy in every phase, and of one that waits in each phase in which deploys wait', () => {
    const deploys = histories.filter(({ workflow }) => workflow === 'deploy');
    expect(missing(Object.keys(PHASES), new Set(['resolving', ...deploys.flatMap(({ phases }) => phases)]))).toEqual(
      [],
    );
    const last = new Set(deploys.map(({ phases }) => phases.at(-1) ?? 'resolving'));
    expect(missing(WAITING, last)).toEqual([]);
    expect(WAITING_FOR_PEOPLE.every((phase) => last.has(phase))).toBe(true);
  });

  it('in which each message is taken that a workflow listens to', () => {
    const defined = [...Object.values(ofDeploys), ...Object.values(ofTargets)].filter(({ type }) => type !== 'query');
    const names = defined.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(10);
    expect(
      missing(
        names,
        recorded(({ messages }) => messages),
      ),
    ).toEqual([]);
  });

  it('in which each activity is asked for', () => {
    const world = Object.entries(fakeWorld([])).filter(([room]) => room !== 'facts');
    const activities = [
      ...world.flatMap(([, port]) => Object.keys(port)),
      ...Object.keys(createTemporalActivities(nobody)),
    ];
    expect(activities.length).toBeGreaterThan(20);
    expect(
      missing(
        activities,
        recorded((history) => history.activities),
      ),
    ).toEqual([]);
  });
});

/** Asked only for the names of its activities. */
const nobody = {} as unknown as Client;
