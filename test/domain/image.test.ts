import { describe, expect, it } from '@jest/globals';
import { branchNameOf, followedTag } from '../../domain/branch-name.ts';
import { isImage, parseImageReference } from '../../domain/image-reference.ts';
import { chooseTag, newestMatching } from '../../domain/image-tag.ts';

describe('parseImageReference', () => {
  it.each([
    ['app', { repository: 'app' }],
    ['app:v1', { repository: 'app', tag: 'v1' }],
    ['host:5000/team/app', { repository: 'host:5000/team/app' }],
    ['host:5000/team/app:v1', { repository: 'host:5000/team/app', tag: 'v1' }],
    ['host:5000/app@sha256:aa', { repository: 'host:5000/app', digest: 'sha256:aa' }],
    ['host:5000/team/app:v1@sha256:aa', { repository: 'host:5000/team/app', tag: 'v1', digest: 'sha256:aa' }],
  ])('%s', (reference, parsed) => {
    expect(parseImageReference(reference)).toEqual(parsed);
  });

  it('isImage compares repository and tag, whatever digest stands behind', () => {
    const ours = { repository: 'r/app', tag: 'v1' };
    expect([isImage('r/app:v1', ours), isImage('r/app:v1@sha256:aa', ours)]).toEqual([true, true]);
    expect([isImage('r/app:v10', ours), isImage('r/app-x:v1', ours), isImage('r/app', ours)]).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe('branchNameOf', () => {
  it.each([
    ['v1', 'tempocat/api/production/v1-0badcafe'],
    ['a b/c~^:?*[', 'tempocat/api/production/a-b-c-------0badcafe'],
    ['1..2...3', 'tempocat/api/production/1-2-3-0badcafe'],
  ])('%s', (tag, branch) => {
    expect(branchNameOf({ service: 'api', environment: 'production', tag, key: '0badcafe' })).toBe(branch);
  });

  it('has no part that git refuses', () => {
    expect(branchNameOf({ service: '.hidden', environment: 'x.lock', tag: 'v', key: 'k.' })).toBe(
      'tempocat/-hidden/x-lock/v-k-',
    );
  });
});

describe('followedTag', () => {
  it.each([
    ['{branch}', 'main', 'main'],
    ['{branch}', 'feature/dark mode', 'feature-dark-mode'],
    ['{branch:_}', 'feature/x', 'feature_x'],
    ['build-{branch}-latest', 'main', 'build-main-latest'],
    ['latest', 'anything', 'latest'],
    ['{branch}', '.-weird', 'weird'],
    ['{branch}', 'x'.repeat(200), 'x'.repeat(128)],
    ['{branch}', '$& and $1', '---and--1'.replace(/^-+/, '')],
  ])('%s of %s', (follow, branch, tag) => {
    expect(followedTag(follow, branch)).toBe(tag);
  });
});

describe('chooseTag', () => {
  const isVersion = (tag: string) => /^v\d+$/.test(tag);
  it('takes the one that matches; of several the greatest, and names the others', () => {
    expect(chooseTag(['latest', 'v1'], isVersion)).toEqual({ kind: 'chosen', tag: 'v1', otherTags: [] });
    expect(chooseTag(['v1', 'v3', 'latest', 'v2'], isVersion)).toEqual({
      kind: 'chosen',
      tag: 'v3',
      otherTags: ['v2', 'v1'],
    });
    expect(chooseTag(['latest'], isVersion)).toEqual({ kind: 'none' });
    expect(chooseTag([], isVersion)).toEqual({ kind: 'none' });
  });

  it('newestMatching goes by the time of pushing, whatever the order of the listing', () => {
    const images = [
      { tags: ['v2'], pushedAt: 2 },
      { tags: ['junk'], pushedAt: 9 },
      { tags: ['v3'], pushedAt: 3 },
      { tags: ['v1'], pushedAt: 1 },
    ];
    expect(newestMatching(images, isVersion)?.tags).toEqual(['v3']);
    expect(newestMatching([], isVersion)).toBeUndefined();
  });
});
