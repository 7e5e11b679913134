import { describe, expect, it } from '@jest/globals';
import { summariseActivity } from '../../domain/activity-summary.ts';

const deploy = { repository: 'example/manifests', path: 'api/overlays/production', image: 'api' };
const repository = { name: 'example/api', uri: '123.dkr.ecr.ap-northeast-1.amazonaws.com/example/api' };

describe('summariseActivity', () => {
  it.each<[string, readonly unknown[], string | undefined]>([
    ['resolveImage', [{ source: { repository, match: '^v' }, branch: 'main' }], 'example/api main'],
    [
      'commitTag',
      [{ deploy, imageRepository: repository, tag: 'v2', message: 'm' }],
      'example/manifests api/overlays/production v2',
    ],
    [
      'mergePullRequest',
      [{ deploy, tag: 'v2', pullRequest: { number: 7 } }],
      'example/manifests api/overlays/production 7 v2',
    ],
    ['invokeFunction', [{ function: 'hako-deploy', payload: { token: 'secret' }, timeoutMs: 1 }], 'hako-deploy'],
    [
      'readService',
      [{ ecs: { cluster: 'example-staging', service: 'shop', container: 'app' } }],
      'example-staging shop',
    ],
    ['requestTurn', [{ target: { service: 'api', environment: 'staging' }, requestedBy: 'U0' }], 'api staging'],
    [
      'postMessage',
      [{ place: { channel: 'C0' }, letter: { kind: 'deploy', card: { phase: 'planned' } } }],
      'deploy planned C0',
    ],
    ['with long names', [{ service: 'x'.repeat(300) }], 'x'.repeat(40)],
    ['that says nothing', [{ payload: 'secret', message: 'secret' }], undefined],
    ['without an argument', [], undefined],
    ['with null', [null], undefined],
  ])('%s', (_, args, summary) => {
    expect(summariseActivity(args)).toBe(summary);
  });
});
