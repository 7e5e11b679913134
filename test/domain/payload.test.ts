import { describe, expect, it } from '@jest/globals';
import type { ChosenImage, DeployRequest } from '../../domain/deploy.ts';
import {
  DEPLOY_PLACEHOLDERS,
  deployPayload,
  fillPayload,
  INVOKE_PLACEHOLDERS,
  invokePayload,
  judgeKeys,
  placeholdersOf,
} from '../../domain/payload.ts';
import type { FunctionTarget, Json } from '../../domain/target.ts';
import { aTarget } from '../support/a-target.ts';

describe('placeholdersOf', () => {
  it.each<[Json, string[]]>([
    ['{tag}', ['tag']],
    [{ a: ['{b} {c:json}', { d: '{b}' }], '{key}': 1, e: null, f: true }, ['b', 'c']],
    ['{} {1} {a b} {a-b} <{x}> {{y}}', ['x', 'y']],
    [{}, []],
    [7, []],
  ])('finds in %j %j', (payload, names) => {
    expect(placeholdersOf(payload)).toEqual(names);
  });
});

describe('fillPayload', () => {
  const values = { tag: 'v1', list: '["a", 1]', word: 'say "hi"', empty: '' };

  it.each<[string, Json, Json]>([
    ['a string', '{tag}', 'v1'],
    ['inside a string', 'app:{tag}-{tag}', 'app:v1-v1'],
    [
      'anywhere, and leaves keys and other values alone',
      { '{tag}': [{ a: '{tag}' }, 1, null, false] },
      { '{tag}': [{ a: 'v1' }, 1, null, false] },
    ],
    ['JSON for a whole string', { a: '{list:json}' }, { a: ['a', 1] }],
    ['text for a whole string when it is not JSON', '{word:json}', 'say "hi"'],
    ['JSON as text inside a string', '{"a": {list:json}, "b": {word:json}}', '{"a": ["a",1], "b": "say \\"hi\\""}'],
    ['nothing', '<{empty}>', '<>'],
    ['only what has a value', '{constructor} {other} {other:json} {tag}', '{constructor} {other} {other:json} v1'],
  ])('fills %s', (_, payload, filled) => {
    expect(fillPayload(payload, values)).toEqual(filled);
  });

  it('leaves a whole placeholder without value as it is', () => {
    expect(fillPayload('{toString:json}', values)).toBe('{toString:json}');
  });

  it('fills once: a value that looks like a placeholder stays text', () => {
    expect(fillPayload('{a} {b}', { a: '{b}', b: '$& {a}' })).toBe('{b} $& {a}');
  });
});

describe('deployPayload', () => {
  const request: DeployRequest = { target: aTarget(), trigger: 'slack', requestedBy: 'U0DEV1' };
  const image: ChosenImage = { tag: 'v7', digest: 'sha256:77', otherTags: [] };

  it('fills every placeholder that a deploy knows', () => {
    const payload = Object.fromEntries(DEPLOY_PLACEHOLDERS.map((name) => [name, `{${name}}`]));
    expect(deployPayload(payload, { request, image, deployId: 'deploy:api:staging:1' })).toEqual({
      tag: 'v7',
      digest: 'sha256:77',
      service: 'api',
      environment: 'staging',
      deployId: 'deploy:api:staging:1',
      requestedBy: 'U0DEV1',
      trigger: 'slack',
    });
  });
});

const aFunction = (payload: Json): FunctionTarget => ({
  name: 'reindex',
  environment: 'staging',
  channel: 'C0DEPLOYS',
  locale: 'en',
  function: 'reindex-staging',
  invokers: ['developers'],
  payload,
  timeoutMs: 1_000,
});

describe('invokePayload', () => {
  it('fills what was typed and what is built in', () => {
    const builtIn = Object.fromEntries(INVOKE_PLACEHOLDERS.map((name) => [name, `{${name}}`]));
    const target = aFunction({ ...builtIn, index: '{index}', size: '{size:json}' });
    const pairs = { index: 'products', size: '3', requestedBy: 'somebody else' };
    expect(invokePayload({ target, pairs, invokeId: 'invoke:1', requestedBy: 'U0DEV1' })).toEqual({
      function: 'reindex',
      environment: 'staging',
      invokeId: 'invoke:1',
      requestedBy: 'U0DEV1',
      index: 'products',
      size: 3,
    });
  });
});

describe('judgeKeys', () => {
  const payload = { index: '{index}', size: '{size:json}', key: '{invokeId}', constructor: '{constructor}' };
  const keys = ['index', 'size', 'constructor'];

  it.each([
    ['all', { index: 'a', size: '1', constructor: 'c' }, [], []],
    ['none', {}, keys, []],
    ['one unknown', { index: 'a', size: '1', constructor: 'c', idnex: 'b' }, [], ['idnex']],
    ['a built-in one', { index: 'a', size: '1', constructor: 'c', invokeId: 'mine' }, [], ['invokeId']],
  ])('judges when %s are given', (_, pairs, missing, unknown) => {
    expect(judgeKeys(payload, pairs)).toEqual({ keys, missing, unknown });
  });
});
