import { describe, expect, it } from '@jest/globals';
import { readWorkerVersion } from '../../worker/worker-version.ts';

describe('readWorkerVersion', () => {
  it.each([
    ['none', {}, { problems: [] }],
    [
      'both',
      { TEMPORAL_DEPLOYMENT_NAME: 'tempocat', TEMPORAL_WORKER_BUILD_ID: '1.2.3' },
      { version: { deploymentName: 'tempocat', buildId: '1.2.3' }, problems: [] },
    ],
    [
      'half a version',
      { TEMPORAL_DEPLOYMENT_NAME: 'tempocat' },
      { problems: ['TEMPORAL_WORKER_BUILD_ID is missing: a version of the worker needs both, or neither'] },
    ],
    [
      'a name that Temporal would not take',
      { TEMPORAL_DEPLOYMENT_NAME: 'tempo cat', TEMPORAL_WORKER_BUILD_ID: '1' },
      { problems: ['TEMPORAL_DEPLOYMENT_NAME may hold letters, digits, ".", "_" and "-" only'] },
    ],
  ])('of %s', (_, variables, reading) => {
    expect(readWorkerVersion(variables)).toEqual(reading);
  });
});
