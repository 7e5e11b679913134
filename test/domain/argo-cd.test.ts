import { describe, expect, it } from '@jest/globals';
import { judgeApplication } from '../../domain/argo-cd.ts';
import type { ArgoCdState } from '../../domain/rollout.ts';

const OURS = 'c0ffee';
const wanted = {
  isOurs: (revision: string) => ({ [OURS]: true, newer: true, old: false })[revision],
  repositoryUri: 'reg.io/app',
  tag: 'v2',
};
const live: ArgoCdState = {
  revisions: [OURS],
  sync: 'Synced',
  health: 'Healthy',
  operationRunning: false,
  operation: { phase: 'Succeeded', revisions: [OURS], finishedAt: '2026-01-01T00:00:10Z' },
  reconciledAt: '2026-01-01T00:00:11Z',
  images: ['reg.io/app:v2'],
  autoSync: true,
};
const withOperation = (over: Partial<NonNullable<ArgoCdState['operation']>>): Partial<ArgoCdState> => ({
  operation: { phase: 'Succeeded', revisions: [OURS], finishedAt: '2026-01-01T00:00:10Z', ...over },
});

describe('judgeApplication', () => {
  it.each<[string, Partial<ArgoCdState>, unknown]>([
    ['our revision, synced, healthy, reconciled, image in the pods', {}, { kind: 'live' }],
    [
      'a neighbour’s later revision that holds ours',
      { revisions: ['newer'], operation: undefined as never },
      { kind: 'live' },
    ],
    ['one of several sources', { revisions: ['old', OURS] }, { kind: 'live' }],
    ['reconciled in the very moment', { reconciledAt: '2026-01-01T00:00:10Z' }, { kind: 'live' }],
    ['times in other zones', { reconciledAt: '2026-01-01T09:00:11+09:00' }, { kind: 'live' }],
    ['tag with digest in the pods', { images: ['reg.io/app:v2@sha256:aa'] }, { kind: 'live' }],
    ['old pods that still end', { images: ['reg.io/app:v1', 'reg.io/app:v2'] }, { kind: 'live' }],
    ['no pods at all', { images: [] }, { kind: 'live', note: 'no-pods' }],
    ['the old state, synced and healthy', { revisions: ['old'], images: ['reg.io/app:v1'] }, { kind: 'wait' }],
    ['degraded before ours is live: not our failure', { revisions: ['old'], health: 'Degraded' }, { kind: 'wait' }],
    [
      'a failed sync of an old revision: not ours',
      { revisions: ['old'], ...withOperation({ phase: 'Failed', revisions: ['old'] }) },
      { kind: 'wait' },
    ],
    [
      'our sync failed',
      withOperation({ phase: 'Failed', message: 'hook failed' }),
      { kind: 'failed', why: 'the sync failed: hook failed' },
    ],
    [
      'our sync had an error without words',
      withOperation({ phase: 'Error' }),
      { kind: 'failed', why: 'the sync failed: Error' },
    ],
    ['out of sync', { sync: 'OutOfSync' }, { kind: 'wait' }],
    [
      'out of sync and nobody syncs',
      { sync: 'OutOfSync', autoSync: false },
      { kind: 'wait', why: expect.stringContaining('automatic sync is off') },
    ],
    [
      'somebody has begun the sync that does not begin by itself',
      { sync: 'OutOfSync', autoSync: false, operationRunning: true },
      { kind: 'wait', why: 'the sync is under way' },
    ],
    ['an operation is under way', { operationRunning: true }, { kind: 'wait' }],
    ['an operation without end', { operation: { phase: 'Running', revisions: [OURS] } }, { kind: 'wait' }],
    ['not looked again since the sync', { reconciledAt: '2026-01-01T00:00:09Z' }, { kind: 'wait' }],
    ['never reconciled', { reconciledAt: undefined as never }, { kind: 'wait' }],
    [
      'progressing',
      { health: 'Progressing', healthMessage: '1 of 3 updated' },
      { kind: 'wait', why: 'Progressing: 1 of 3 updated' },
    ],
    ['missing', { health: 'Missing' }, { kind: 'wait', why: 'Missing' }],
    ['suspended', { health: 'Suspended' }, { kind: 'wait', why: expect.stringContaining('waits for somebody') }],
    [
      'degraded',
      { health: 'Degraded', healthMessage: 'ImagePullBackOff' },
      { kind: 'failed', why: 'Degraded: ImagePullBackOff' },
    ],
    ['degraded without words', { health: 'Degraded' }, { kind: 'failed', why: 'Degraded' }],
    ['healthy with another image', { images: ['reg.io/app:v1'] }, { kind: 'wait' }],
    ['healthy with the tag of another repository', { images: ['reg.io/app-worker:v2'] }, { kind: 'wait' }],
    [
      'only CronJobs, whose pods ran the old image last',
      { images: ['reg.io/app:v1'], cronJobsOnly: true },
      { kind: 'live', note: 'no-pods' },
    ],
    ['CronJobs without pods', { images: [], cronJobsOnly: true }, { kind: 'live', note: 'no-pods' }],
    [
      'a kustomization that does not build, with Argo CD’s reason',
      { revisions: ['old'], sync: 'Unknown', conditions: ['ComparisonError: no such file'] },
      { kind: 'wait', why: 'Argo CD has not seen the commit yet (ComparisonError: no such file)' },
    ],
    [
      'our commit, which does not build',
      { sync: 'Unknown', conditions: ['ComparisonError: bad'], resources: { total: 5, updated: 3 } },
      { kind: 'wait', why: 'Argo CD is syncing (Unknown, 3 of 5 resources updated) (ComparisonError: bad)' },
    ],
    [
      'progressing, while a pod cannot pull its image',
      { health: 'Progressing', healthMessage: '0 of 1 updated', troubles: ['Back-off pulling image "reg.io/app:v2"'] },
      { kind: 'wait', why: 'Progressing: 0 of 1 updated (Back-off pulling image "reg.io/app:v2")' },
    ],
    [
      'degraded, with what the pods say',
      { health: 'Degraded', healthMessage: 'exceeded its progress deadline', troubles: ['ImagePullBackOff'] },
      { kind: 'failed', why: 'Degraded: exceeded its progress deadline (ImagePullBackOff)' },
    ],
    ['live in spite of an old warning', { conditions: ['SyncError: of before'] }, { kind: 'live' }],
    [
      'the sync is under way, counted',
      { operationRunning: true, resources: { total: 2, updated: 1 } },
      { kind: 'wait', why: 'the sync is under way, 1 of 2 resources updated' },
    ],
    ['a revision that nobody knows', { revisions: ['abc'] }, { kind: 'ask', revision: 'abc' }],
    [
      'an operation’s revision that nobody knows',
      withOperation({ revisions: ['abc'] }),
      { kind: 'ask', revision: 'abc' },
    ],
  ])('%s', (_, over, verdict) => {
    expect(judgeApplication({ ...live, ...over }, wanted)).toEqual(expect.objectContaining(verdict as object));
  });
});
