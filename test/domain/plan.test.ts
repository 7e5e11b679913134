import { describe, expect, it } from '@jest/globals';
import { type Change, entryDifference, fingerprintOf } from '../../domain/plan.ts';
import { aHakoDeploy, aKustomization, aTarget } from '../support/a-target.ts';

const target = aTarget();
const image = { tag: 'v2', digest: 'sha256:aa', otherTags: [] };
const pullRequest = { number: 1, url: 'u', branch: 'b', headSha: 'head' };
const change: Change = { kind: 'kustomize', from: 'v1', to: 'v2', repository: 'o/r', file: 'f', pullRequest };
const print = (over: Partial<Parameters<typeof fingerprintOf>[0]> = {}) =>
  fingerprintOf({ target, image, change, ...over });

describe('fingerprintOf', () => {
  it('is readable, and the same whatever the order of keys', () => {
    expect(print()).toContain('image v2 sha256:aa\nfrom v1\nhead head\nentry {');
    const { service, ...rest } = target;
    expect(print({ target: { ...rest, service } })).toBe(print());
  });

  it.each([
    ['another digest', { image: { ...image, digest: 'sha256:bb' } }],
    ['another tag', { image: { ...image, tag: 'v3' } }],
    ['another image running', { change: { ...change, from: 'v0' } }],
    ['nothing running', { change: { ...change, from: null } }],
    ['another head', { change: { ...change, pullRequest: { ...pullRequest, headSha: 'pushed' } } }],
    ['another entry', { target: aTarget({ channel: 'C0OTHER' }) }],
    ['no pull request', { change: { kind: 'lambda', from: 'v1', to: 'v2' } as const }],
  ])('differs for %s', (_, over) => {
    expect(print(over)).not.toBe(print());
  });
});

describe('entryDifference', () => {
  it.each([
    ['nothing', {}, undefined],
    ['a key deep inside', { deploy: aKustomization({ path: 'elsewhere' }) }, 'deploy.path'],
    ['a key that is new', { approval: { by: ['a'], count: 1, self: false, withinMs: 1, undo: false } }, 'approval'],
    ['a list', { deployers: ['others'] }, 'deployers'],
    ['another kind', { deploy: aHakoDeploy() }, 'deploy.kind'],
  ])('%s', (_, over, key) => {
    const difference = entryDifference(target, aTarget(over));
    if (key === 'deploy.kind') expect(difference).toMatch(/^deploy\./);
    else expect(difference).toBe(key);
  });

  it('names the map in which null stands where there was nothing', () => {
    const before = aTarget({ deploy: aHakoDeploy({ payload: {} }) });
    const after = aTarget({ deploy: aHakoDeploy({ payload: { a: null } }) });
    expect(entryDifference(before, after)).toBe('deploy.payload');
  });
});
