import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type Catalog, parseCatalog } from '../../domain/catalog.ts';

function read(text: string): Catalog {
  const reading = parseCatalog(text);
  if (reading.kind === 'problems') throw new Error(JSON.stringify(reading.problems, null, 1));
  return reading.catalog;
}

const readPath = (path: string): Catalog => read(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));

const ECR = '123456789012.dkr.ecr.ap-northeast-1.amazonaws.com';

const SMALL = `
version: 1
groups: { developers: [U0DEV1] }
services:
  - name: api
    channel: C0API
    image: { repository: ${ECR}/example/api, match: "^v" }
    environments:
      staging:
        deployers: [everyone]
        autoDeploy: {}
        approval: { by: [developers] }
        deploy: { kind: kustomize, repository: example/manifests, path: api/staging/, image: api, argocd: { application: api } }
      ecs:
        deployers: [developers]
        deploy: { kind: hako, function: f, payload: x, ecs: { cluster: c, service: s, container: a } }
      fn:
        deployers: [developers]
        deploy: { kind: lambda, function: f, payload: null }
`;

describe('parseCatalog', () => {
  it('fills in the defaults of every kind', () => {
    const [staging, ecs, fn] = read(SMALL).targets;
    expect(staging).toEqual({
      service: 'api',
      environment: 'staging',
      channel: 'C0API',
      locale: 'en',
      timeZone: 'UTC',
      lockReminderMs: 10_800_000,
      image: {
        repository: {
          uri: `${ECR}/example/api`,
          registryId: '123456789012',
          region: 'ap-northeast-1',
          name: 'example/api',
        },
        match: '^v',
      },
      deployers: ['everyone'],
      autoDeploy: { everyMs: 60_000, branch: 'main' },
      approval: { by: ['developers'], count: 1, self: false, withinMs: 14_400_000, undo: false },
      deploy: {
        kind: 'kustomize',
        repository: 'example/manifests',
        branch: 'main',
        path: 'api/staging',
        image: 'api',
        write: 'pullRequest',
        merge: { method: 'merge', timeoutMs: 900_000 },
        argocd: { application: 'api', project: 'default', timeoutMs: 900_000 },
      },
    });
    expect(ecs?.deploy).toEqual({
      kind: 'hako',
      function: 'f',
      payload: 'x',
      timeoutMs: 840_000,
      ecs: { cluster: 'c', service: 's', container: 'a', timeoutMs: 900_000 },
    });
    expect(fn?.deploy).toEqual({ kind: 'lambda', function: 'f', payload: null, timeoutMs: 300_000 });
  });

  it('fills in what is said nowhere', () => {
    expect(read('version: 1')).toEqual({
      targets: [],
      functions: [],
      services: [],
      functionNames: [],
      environmentAliases: {},
      groups: {},
      people: {},
      locale: 'en',
      timeZone: 'UTC',
    });
  });

  it('keeps what is said', () => {
    const catalog = read(`
version: 1
defaults: { region: eu-west-1, locale: ja, timeZone: Asia/Tokyo, channel: C0ALL, deployers: [developers] }
groups: { developers: [U0DEV1, S0DEVS] }
people: { U0DEV1: { github: dev-one }, U0DEV2: {} }
services:
  - name: api
    aliases: [web-api]
    source: { repository: example/api, defaultBranch: trunk }
    image: { repository: ${ECR}/example/api, follow: "{branch:_}", match: "^v" }
    environments:
      staging:
        aliases: [stg]
        autoDeploy: { every: 10s }
        deploy: { kind: lambda, function: f, payload: {}, timeout: 14m, qualifier: live, expect: { ok: true } }
      lab:
        autoDeploy: { branch: next }
        approval: { by: [everyone], count: 2, self: true, within: 2d }
        deploy:
          { kind: kustomize, repository: example/m, branch: b, path: p, image: i, write: commit, merge: { method: squash, timeout: 1m } }
functions:
  - name: reindex
    aliases: [index]
    environments:
      staging: { function: f, invokers: [everyone], payload: ["{a}"], timeout: 90s, expect: 1 }
      lab: { function: f, invokers: [developers] }
`);
    const { targets, functions, ...rest } = catalog;
    expect(rest).toEqual({
      services: [{ name: 'api', aliases: ['web-api'] }],
      functionNames: [{ name: 'reindex', aliases: ['index'] }],
      environmentAliases: { stg: 'staging' },
      groups: { developers: ['U0DEV1', 'S0DEVS'] },
      people: { U0DEV1: { github: 'dev-one' }, U0DEV2: {} },
      locale: 'ja',
      timeZone: 'Asia/Tokyo',
      region: 'eu-west-1',
      channel: 'C0ALL',
    });
    const [staging, lab] = targets;
    expect(staging).toMatchObject({
      channel: 'C0ALL',
      locale: 'ja',
      deployers: ['developers'],
      source: { repository: 'example/api', defaultBranch: 'trunk' },
      image: { follow: '{branch:_}' },
      autoDeploy: { everyMs: 10_000, branch: 'trunk' },
      deploy: { timeoutMs: 840_000, qualifier: 'live', expect: { ok: true } },
    });
    expect(lab).toMatchObject({
      autoDeploy: { everyMs: 60_000, branch: 'next' },
      approval: { by: ['everyone'], count: 2, self: true, withinMs: 172_800_000, undo: false },
      deploy: { branch: 'b', write: 'commit', merge: { method: 'squash', timeoutMs: 60_000 } },
    });
    expect(functions).toEqual([
      {
        name: 'reindex',
        environment: 'staging',
        channel: 'C0ALL',
        locale: 'ja',
        function: 'f',
        invokers: ['everyone'],
        payload: ['{a}'],
        timeoutMs: 90_000,
        expect: 1,
      },
      expect.objectContaining({ environment: 'lab', payload: {}, timeoutMs: 300_000 }),
    ]);
  });

  it('lets anchors repeat what several environments share', () => {
    const twice = SMALL.replace('deployers: [everyone]', 'deployers: &people [everyone]').replaceAll(
      'deployers: [developers]',
      'deployers: *people',
    );
    expect(read(twice).targets.map(({ deployers }) => deployers)).toEqual([['everyone'], ['everyone'], ['everyone']]);
  });

  it.each([
    ['config/catalog.yaml', ['api staging', 'api production', 'shop staging', 'mailer staging'], ['reindex staging']],
    [
      'sandbox/catalog.yaml',
      [
        'api staging',
        'api production',
        'web staging',
        'web production',
        'shop staging',
        'shop production',
        'mailer staging',
      ],
      ['reindex staging', 'reindex production', 'broken staging'],
    ],
  ])('reads %s, which is in use', (path, targets, functions) => {
    const catalog = readPath(path);
    expect(catalog.targets.map(({ service, environment }) => `${service} ${environment}`)).toEqual(targets);
    expect(catalog.functions.map(({ name, environment }) => `${name} ${environment}`)).toEqual(functions);
    expect(Object.keys(catalog.groups)).toEqual(['developers', 'releasers', 'admins']);
  });
});
