import { describe, expect, it } from '@jest/globals';
import { judgeService, runsOurs } from '../../domain/ecs.ts';
import type { EcsDeployment, EcsState } from '../../domain/rollout.ts';

const BEFORE = 'arn:td:1';
const wanted = { repositoryUri: 'reg.io/app', tag: 'v2', before: BEFORE };
const deployment = (over: Partial<EcsDeployment> = {}): EcsDeployment => ({
  status: 'PRIMARY',
  taskDefinition: 'arn:td:2',
  image: 'reg.io/app:v2',
  rolloutState: 'COMPLETED',
  desired: 2,
  running: 2,
  failed: 0,
  ...over,
});
const old = deployment({ taskDefinition: BEFORE, image: 'reg.io/app:v1' });
const service = (...deployments: readonly EcsDeployment[]): EcsState => ({
  ...{ status: 'ACTIVE', taskDefinition: 'arn:td:2', image: 'reg.io/app:v2', desired: 2, running: 2 },
  deployments,
});
const { rolloutState: _, ...withoutState } = deployment();

describe('judgeService', () => {
  it.each<[string, EcsState, boolean, unknown]>([
    ['ours, completed, alone', service(deployment()), true, { kind: 'live' }],
    ['ours behind a load balancer that gives no rolloutState', service(withoutState), true, { kind: 'live' }],
    ['ours, scaled to zero', service(deployment({ desired: 0, running: 0 })), true, { kind: 'live', note: 'no-pods' }],
    ['ours, in progress', service(deployment({ rolloutState: 'IN_PROGRESS' })), true, { kind: 'wait' }],
    ['ours, too few run', service(deployment({ running: 1 })), true, { kind: 'wait', why: '1 of 2 tasks run' }],
    [
      'ours, tasks do not start',
      service(deployment({ running: 0, failed: 5 })),
      true,
      { kind: 'wait', why: '0 of 2 tasks run, 5 failed to start' },
    ],
    ['ours, older ones drain', service(deployment(), { ...old, status: 'ACTIVE' }), true, { kind: 'wait' }],
    ['the old one, before ours was seen', service(old), false, { kind: 'wait' }],
    [
      'the old one again, stable: a rollback',
      service({ ...old, reason: 'circuit breaker' }),
      true,
      { kind: 'failed', why: expect.stringContaining('circuit breaker') },
    ],
    ['the old one again without words', service(old), true, { kind: 'failed', why: `ECS went back to ${BEFORE}` }],
    [
      'ours failed',
      service(deployment({ rolloutState: 'FAILED', reason: 'tasks failed to start' })),
      true,
      { kind: 'failed', why: 'tasks failed to start' },
    ],
    [
      'ours failed and is being replaced',
      service(old, deployment({ status: 'ACTIVE', rolloutState: 'FAILED' })),
      true,
      { kind: 'failed', why: 'ECS says FAILED' },
    ],
    [
      'somebody else’s',
      service(deployment({ taskDefinition: 'arn:td:3', image: 'reg.io/app:v3' })),
      true,
      { kind: 'failed', why: expect.stringContaining('overtaken') },
    ],
    [
      'the same tag of another repository',
      service(deployment({ image: 'reg.io/other:v2' })),
      false,
      { kind: 'failed', why: expect.stringContaining('overtaken') },
    ],
    [
      'ours, while the service is scaled up',
      service(deployment({ desired: 5, running: 2 })),
      true,
      { kind: 'wait', why: '2 of 5 tasks run' },
    ],
    [
      'ours again after somebody else’s, newer and alone',
      service(deployment({ taskDefinition: 'arn:td:9' })),
      true,
      { kind: 'live' },
    ],
    [
      'ours rolled back while its failed deployment is still shown',
      service(
        { ...old, rolloutState: 'IN_PROGRESS', reason: 'rolling back' },
        deployment({ status: 'ACTIVE', rolloutState: 'FAILED', reason: 'tasks failed to start', running: 0 }),
      ),
      true,
      { kind: 'failed', why: 'tasks failed to start' },
    ],
    [
      'a service that is gone',
      { ...service(), status: 'INACTIVE' },
      true,
      { kind: 'failed', why: 'the service is INACTIVE' },
    ],
    ['no primary', service({ ...old, status: 'ACTIVE' }), false, { kind: 'wait' }],
    [
      'a service that is deleted',
      { ...service(deployment()), status: 'DRAINING' },
      true,
      { kind: 'failed', why: 'the service is DRAINING' },
    ],
  ])('%s', (_name, state, seenOurs, verdict) => {
    expect(judgeService(state, { ...wanted, seenOurs })).toEqual(expect.objectContaining(verdict as object));
  });
});

describe('runsOurs', () => {
  it('is true of a new definition with our image, whatever stands behind it', () => {
    expect(runsOurs(service(deployment({ image: 'reg.io/app:v2@sha256:aa' })), wanted)).toBe(true);
    expect(runsOurs(service(old), wanted)).toBe(false);
    expect(runsOurs(service(), wanted)).toBe(false);
  });
});
