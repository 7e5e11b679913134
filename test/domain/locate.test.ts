import { describe, expect, it } from '@jest/globals';
import type { Catalog } from '../../domain/catalog.ts';
import { locateDeploy, locateFunction, locateService, locateTarget, locateTargets } from '../../domain/locate.ts';
import type { FunctionTarget, Target } from '../../domain/target.ts';
import { aTarget } from '../support/a-target.ts';

const target = (service: string, environment: string): Target => aTarget({ service, environment });
const reindex: FunctionTarget = {
  name: 'reindex',
  environment: 'staging',
  channel: 'C0DEPLOYS',
  locale: 'en',
  function: 'reindex-staging',
  invokers: ['developers'],
  payload: {},
  timeoutMs: 1_000,
};

const catalog: Catalog = {
  targets: [
    target('api', 'staging'),
    target('api', 'production'),
    target('shop', 'staging'),
    target('cart', 'staging'),
    target('tools-api', 'lab'),
  ],
  functions: [reindex],
  services: [
    { name: 'api', aliases: ['web-api'], channel: 'C0API' },
    { name: 'shop', aliases: [], channel: 'C0BUY' },
    { name: 'cart', aliases: [], channel: 'C0BUY' },
    { name: 'tools-api', aliases: [] },
  ],
  functionNames: [{ name: 'reindex', aliases: ['index'] }],
  environmentAliases: { stg: 'staging', prd: 'production', prod: 'production' },
  groups: {},
  people: {},
  locale: 'en',
  timeZone: 'UTC',
};

const said = (located: { readonly kind: string; readonly target?: unknown; readonly targets?: readonly Target[] }) => {
  const { target: one, targets, ...rest } = located;
  const found = one === undefined ? targets : [one];
  return {
    ...rest,
    ...(found && { found: found.map((each) => (isNamed(each) ? `${each.service} ${each.environment}` : each)) }),
  };
};

function isNamed(value: unknown): value is Target {
  return typeof value === 'object' && value !== null && 'service' in value;
}

describe('locateTarget', () => {
  it.each([
    ['api', 'staging', 'api staging'],
    ['API', 'Staging', 'api staging'],
    ['ａｐｉ', 'ｓｔｇ', 'api staging'],
    ['web-api', 'prd', 'api production'],
    ['Web-API', 'PROD', 'api production'],
    ['tools-api', 'lab', 'tools-api lab'],
  ])('finds %s %s', (service, environment, found) => {
    expect(said(locateTarget(catalog, service, environment))).toEqual({ kind: 'target', found: [found] });
  });

  it.each(['payment-api', 'ap', 'api.', '', 'constructor', 'reindex', 'staging'])(
    'takes "%s" for no service',
    (word) => {
      expect(locateTarget(catalog, word, 'staging')).toMatchObject({
        kind: 'unknown-service',
        word,
        known: ['api', 'shop', 'cart', 'tools-api'],
      });
    },
  );

  it('offers the names and aliases that may have been meant', () => {
    expect(locateTarget(catalog, 'apo', 'staging')).toMatchObject({ nearest: ['api'] });
    expect(locateTarget(catalog, 'Webapi', 'staging')).toMatchObject({ nearest: ['web-api', 'api'] });
  });

  it.each([
    ['stagng', ['staging', 'stg']],
    ['pr', ['prd', 'prod', 'production']],
    ['lab', []],
    ['toString', []],
  ])('says which environments the service has when "%s" is none', (word, nearest) => {
    expect(locateTarget(catalog, 'web-api', word)).toEqual({
      kind: 'unknown-environment',
      of: 'api',
      word,
      nearest,
      known: ['staging', 'production'],
    });
  });
});

describe('locateDeploy', () => {
  it.each([
    ['two words', ['api', 'staging'], 'C0X', { kind: 'target', found: ['api staging'] }],
    ['two words and a branch', ['api', 'staging', 'main'], 'C0X', { kind: 'target', found: ['api staging'] }],
    ['an environment in a service’s own channel', ['stg'], 'C0API', { kind: 'target', found: ['api staging'] }],
    [
      'an environment elsewhere',
      ['STG'],
      'C0X',
      { kind: 'choose', environment: 'staging', found: ['api staging', 'shop staging', 'cart staging'] },
    ],
    [
      'an environment in the channel of two services',
      ['staging'],
      'C0BUY',
      { kind: 'choose', environment: 'staging', found: ['shop staging', 'cart staging'] },
    ],
    [
      'an environment that the channel’s service does not have',
      ['lab'],
      'C0API',
      { kind: 'choose', environment: 'lab', found: ['tools-api lab'] },
    ],
    [
      'a service',
      ['web-api'],
      'C0X',
      { kind: 'environment-missing', service: 'api', known: ['staging', 'production'] },
    ],
  ])('understands %s', (_, words, channel, located) => {
    expect(said(locateDeploy(catalog, words, channel))).toEqual(located);
  });

  it.each([
    [['stagin'], 'unknown-word', ['staging', 'stg']],
    [['shp'], 'unknown-word', ['shop']],
    [[], 'unknown-word', []],
    [['shp', 'staging'], 'unknown-service', ['shop']],
    [['shop', 'production'], 'unknown-environment', []],
  ])('does not guess %j', (words, kind, nearest) => {
    expect(locateDeploy(catalog, words, 'C0API')).toMatchObject({ kind, nearest });
  });

  it('names services and environments when it knows nothing of a word', () => {
    expect(locateDeploy(catalog, ['zzz'], 'C0X')).toMatchObject({
      known: ['api', 'shop', 'cart', 'tools-api', 'staging', 'production', 'lab'],
    });
  });
});

describe('locateTargets', () => {
  it.each<[readonly string[], readonly string[]]>([
    [[], ['api staging', 'api production', 'shop staging', 'cart staging', 'tools-api lab']],
    [['stg'], ['api staging', 'shop staging', 'cart staging']],
    [['Api'], ['api staging', 'api production']],
    [['api', 'prd'], ['api production']],
  ])('finds for status %j', (words, found) => {
    expect(said(locateTargets(catalog, words))).toEqual({ kind: 'targets', found });
  });

  it.each([
    [['x'], 'unknown-word'],
    [['x', 'staging'], 'unknown-service'],
    [['api', 'x'], 'unknown-environment'],
    [['staging', 'api'], 'unknown-service'],
  ])('does not know status %j', (words, kind) => {
    expect(locateTargets(catalog, words).kind).toBe(kind);
  });
});

describe('locateService', () => {
  it('finds it by any of its names', () => {
    expect(said(locateService(catalog, 'WEB-API'))).toEqual({
      kind: 'service',
      name: 'api',
      found: ['api staging', 'api production'],
    });
  });

  it('offers what may have been meant', () => {
    expect(locateService(catalog, 'shopp')).toMatchObject({ kind: 'unknown-service', nearest: ['shop'] });
  });
});

describe('locateFunction', () => {
  it.each(['reindex', 'Index'])('finds %s', (word) => {
    expect(locateFunction(catalog, word, 'stg')).toEqual({ kind: 'function', target: reindex });
  });

  it.each([
    ['api', 'staging', { kind: 'unknown-function', known: ['reindex'], nearest: [] }],
    ['reindx', 'staging', { kind: 'unknown-function', nearest: ['reindex', 'index'] }],
    ['index', 'production', { kind: 'unknown-environment', of: 'reindex', known: ['staging'] }],
  ])('does not know %s %s', (word, environment, unknown) => {
    expect(locateFunction(catalog, word, environment)).toMatchObject(unknown);
  });
});
