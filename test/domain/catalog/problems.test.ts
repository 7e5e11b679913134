import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCatalog } from '../../../domain/catalog.ts';

/** The problems of a catalogue, as `line:column key: message`. */
function problemsOf(text: string): string[] {
  const reading = parseCatalog(text);
  if (reading.kind === 'catalog') return [];
  return reading.problems.map(({ path, line, column, message }) => `${line}:${column} ${path}: ${message}`);
}

const ECR = '123456789012.dkr.ecr.ap-northeast-1.amazonaws.com';

/** A catalogue without problems; each part may be replaced. */
function aCatalog({
  top = '',
  channel = 'channel: C0ALL,',
  service = '',
  image = 'match: "^v"',
  environment = '',
  deploy = '',
} = {}) {
  return `version: 1
defaults: { ${channel} deployers: [developers] }
groups: { developers: [U0DEV1] }
services:
  - name: api
    image: { repository: ${ECR}/example/api, ${image} }
    ${service}
    environments:
      staging:
        ${environment}
        deploy: { kind: lambda, function: f, payload: {}, ${deploy} }
${top}
`;
}

const OTHER = `environments: { staging: { deploy: { kind: lambda, function: f, payload: {} } } }`;
const another = (name: string, rest = '') =>
  `  - { name: ${name}, image: { repository: ${ECR}/example/${name}, match: "^v" }, ${rest} ${OTHER} }`;
const kustomize = (path: string) =>
  aCatalog({ top: `      lab: { deploy: { kind: kustomize, repository: a/b, path: "${path}", image: i } }` });

describe('parseCatalog', () => {
  it('finds nothing wrong where nothing is', () => {
    expect(problemsOf(aCatalog())).toEqual([]);
    expect(problemsOf(aCatalog({ top: another('web') }))).toEqual([]);
  });

  it.each([
    ['an empty file', '', ['1:1 version: is missing']],
    ['a list', '- a', ['1:1 : must be a mapping']],
    ['a word', 'hello', ['1:1 : must be a mapping']],
    ['broken YAML', 'a: [', ['1:5 : Flow sequence in block collection must be sufficiently indented and end with a ]']],
    ['two documents', 'version: 1\n---\nversion: 1', ['2:1 : Source contains multiple documents']],
    ['an anchor that is not there', 'version: *x', ['1:10 : there is no anchor "x" before this']],
    [
      'anchors that grow without end',
      `a: &a [x, x, x, x, x, x]\nb: &b [${'*a, '.repeat(9)}*a]\nc: &c [${'*b, '.repeat(9)}*b]\nd: [${'*c, '.repeat(9)}*c]`,
      ['1:1 : Excessive alias count indicates a resource exhaustion attack'],
    ],
    ['an anchor that holds itself', 'version: 1\ngroups: &a [*a]', ['1:1 : an anchor holds itself']],
    ['a tag', 'version: !one 1', ['1:1 version: must be 1', '1:10 : Unresolved tag: !one']],
    ['another version', 'version: 2', ['1:1 version: must be 1']],
    ['a key twice', 'version: 1\nversion: 1', ['2:1 : Map keys must be unique']],
    [
      'a key twice, and what else is wrong',
      'version: 1\nversion: 1\npeople: []',
      ['2:1 : Map keys must be unique', '3:1 people: must be a mapping'],
    ],
    ['a key that is no word', 'version: 1\n? [a]\n: 1', [expect.stringContaining('is no key here')]],
  ])('explains %s', (_, text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  it.each([
    ['an unknown key', { service: 'chanel: C0API' }, '7:5 services[0].chanel: is no key here; did you mean "channel"?'],
    [
      'a soak that nothing can watch',
      { environment: 'soak: 10m' },
      '10:9 services[0].environments.staging.soak: has nothing to watch: soak needs `deploy.argocd`, or `kind: hako`',
    ],
    ['a wrong type', { service: 'aliases: web' }, '7:5 services[0].aliases: must be a list'],
    ['a channel’s name', { service: 'channel: "#api"' }, 'must be a Slack channel id such as C0DEPLOYS'],
    [
      'a name',
      { service: 'aliases: [Web_Api]' },
      '7:15 services[0].aliases[0]: must be lower-case letters, digits and hyphens',
    ],
    ['a missing key', { image: '' }, '6:5 services[0].image.match: is missing'],
    ['a pattern', { image: 'match: "(?=a)"' }, 'services[0].image.match: must be an RE2 pattern: '],
    ['an empty pattern', { image: 'match: ""' }, 'services[0].image.match: must not be empty'],
    [
      'a followed tag',
      { image: 'match: a, follow: "{brunch}"' },
      'services[0].image.follow: must be a tag; it may hold {branch}',
    ],
    [
      'a filler that no tag holds',
      { image: 'match: a, follow: "{branch:/}"' },
      'services[0].image.follow: must be a tag',
    ],
    ['an interval', { environment: 'autoDeploy: { every: 9s }' }, 'autoDeploy.every: must be at least 10s'],
    ['a duration', { environment: 'autoDeploy: { every: often }' }, 'autoDeploy.every: must be a duration such as 90s'],
    ['a number for a duration', { deploy: 'timeout: 5' }, 'deploy.timeout: must be a duration such as 90s'],
    ['no duration at all', { deploy: 'timeout: 0m' }, 'deploy.timeout: must be longer than nothing'],
    ['a time-out', { deploy: 'timeout: 15m' }, 'deploy.timeout: must be below 15m: no Lambda function lives longer'],
    [
      'a branch that nothing follows',
      { environment: 'autoDeploy: { branch: x }' },
      '10:23 services[0].environments.staging.autoDeploy.branch: has no effect',
    ],
    [
      'a group',
      { environment: 'approval: { by: [devs] }' },
      '10:26 services[0].environments.staging.approval.by[0]: there is no group "devs"; there are everyone, developers',
    ],
    [
      'a mistyped group',
      { environment: 'deployers: [develpers]' },
      'deployers[0]: there is no group "develpers"; did you mean "developers"?',
    ],
    ['nobody', { environment: 'deployers: []' }, 'deployers: must not be empty'],
    ['a count', { environment: 'approval: { by: [developers], count: 0 }' }, 'approval.count: must be at least 1'],
    ['too many', { environment: 'approval: { by: [developers], count: 21 }' }, 'approval.count: must be at most 20'],
    [
      'half a person',
      { environment: 'approval: { by: [developers], count: 1.5 }' },
      'approval.count: must be a whole number',
    ],
    ['yes', { environment: 'approval: { by: [developers], self: yes }' }, 'approval.self: must be true or false'],
    [
      'an alias of another environment',
      { top: '      lab: { aliases: [staging], deploy: { kind: lambda, function: f, payload: {} } }' },
      '12:24 services[0].environments.lab.aliases[0]: "staging" means staging elsewhere',
    ],
    [
      'an alias with two meanings',
      {
        environment: 'aliases: [x]',
        top: '      lab: { aliases: [x], deploy: { kind: lambda, function: f, payload: {} } }',
      },
      'environments.lab.aliases[0]: "x" means staging elsewhere',
    ],
    [
      'an environment called like a service',
      { environment: 'aliases: [api]' },
      'aliases[0]: "api" is an environment here, and elsewhere it means api',
    ],
    [
      'a command',
      { service: 'aliases: [status]' },
      'services[0].aliases[0]: "status" is a command; call it something else',
    ],
    ['an environment called like a command', { environment: 'aliases: [list]' }, 'aliases[0]: "list" is a command'],
    ['a name that is taken', { top: another('api') }, '12:7 services[1].name: "api" is taken already, by api'],
    [
      'a function’s name that is taken',
      { top: 'functions: [{ name: f, aliases: [api], environments: { lab: { function: f, invokers: [everyone] } } }]' },
      '12:34 functions[0].aliases[0]: "api" is taken already, by api',
    ],
    ['what JSON cannot say', { deploy: 'expect: .nan' }, 'deploy.expect: must be what JSON can say'],
    [
      'an invoker',
      { top: 'functions: [{ name: f, environments: { lab: { function: f, invokers: [x] } } }]' },
      'functions[0].environments.lab.invokers[0]: there is no group "x"',
    ],
    [
      'a function without environments',
      { top: 'functions: [{ name: f, environments: {} }]' },
      'functions[0].environments: must name at least one environment',
    ],
    ['a person', { top: 'people: { bob: {} }' }, 'people.bob: must be a Slack user id such as U0DEV1'],
    ['nowhere to say it', { channel: '' }, '5:5 services[0]: has no channel, and there is no defaults.channel'],
    [
      'another registry',
      { top: another('web').replace('123456789012', '210987654321').replace('example/web', 'example/api') },
      `12:27 services[1].image.repository: another registry has a repository of this name: ${ECR}/example/api`,
    ],
  ])('points at %s', (_, parts, problem) => {
    expect(problemsOf(aCatalog(parts)).join('\n')).toContain(problem);
  });

  it.each([
    ['/api', 'must be a folder inside the repository'],
    ['api/../other', 'must be a folder inside the repository'],
    ['./api', 'must be a folder inside the repository'],
    ['api//x', 'must be a folder inside the repository'],
    ['api/kustomization.yaml', 'must be the folder of the kustomization, not the file'],
    ['Kustomization', 'must be the folder of the kustomization, not the file'],
    ['api/deploy.yml', 'must be the folder of the kustomization, not the file'],
  ])('refuses the folder %s', (path, message) => {
    expect(problemsOf(kustomize(path))).toEqual([expect.stringContaining(`deploy.path: ${message}`)]);
  });

  it.each(['api', 'api/overlays/staging', 'api/staging/', 'a..b/c', 'kustomization-files'])(
    'takes the folder %s',
    (path) => {
      expect(problemsOf(kustomize(path))).toEqual([]);
    },
  );

  it.each(['follow: "{branch}"', 'follow: "app-{branch:_}", match: x', 'follow: latest'])('takes %s', (image) => {
    expect(problemsOf(aCatalog({ image: image.includes('match') ? image : `match: x, ${image}` }))).toEqual([]);
  });

  it('reports everything at once, whether it stands in one place or between places, in the order of the file', () => {
    const text = `version: 1
defaults: { locale: fr, timeZone: Mars, region: tokyo, deployers: [dev] }
groups: { everyone: [U0DEV1], releasers: [bob, 3], admins: U0LEAD }
services:
  - name: Api
    image: { repository: nginx, match: "(" }
    source: { repository: api }
    environments:
      STG: { deploy: { kind: jenkins } }
      production:
        approval: { by: 3 }
        deploy: { kind: hako, function: "", payload: "{taag} {tag}", ecs: { cluster: c, service: s } }
  - 7
functions: [{ name: f, environments: { lab: null } }]
`;
    expect(problemsOf(text)).toEqual([
      '2:13 defaults.locale: must be en or ja',
      '2:25 defaults.timeZone: must be a time zone such as Asia/Tokyo',
      '2:41 defaults.region: must be an AWS region such as ap-northeast-1',
      '2:68 defaults.deployers[0]: there is no group "dev"; there are everyone, releasers, admins',
      '3:11 groups.everyone: must be letters, digits and hyphens, and not "everyone", which is every full member of the workspace',
      '3:43 groups.releasers[0]: must be a Slack user or user-group id (U0… or S0…), never a name',
      '3:48 groups.releasers[1]: must be text',
      '3:52 groups.admins: must be a list',
      '5:5 services[0].name: must be lower-case letters, digits and hyphens',
      '5:5 services[0]: has no channel, and there is no defaults.channel',
      '6:14 services[0].image.repository: must be an ECR URI such as 123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/team/app',
      '6:33 services[0].image.match: must be an RE2 pattern: error parsing regexp: missing closing ): `(`',
      '7:15 services[0].source.repository: must be owner/name',
      '9:7 services[0].environments.STG: must be lower-case letters, digits and hyphens',
      '9:24 services[0].environments.STG.deploy.kind: must be kustomize or hako or lambda',
      '11:21 services[0].environments.production.approval.by: must be a list',
      '12:31 services[0].environments.production.deploy.function: must not be empty',
      expect.stringContaining(
        '12:45 services[0].environments.production.deploy.payload: nothing fills {taag}; there are {tag} {digest}',
      ),
      '12:70 services[0].environments.production.deploy.ecs.container: is missing',
      '13:5 services[1]: must be a mapping',
      '13:5 services[1]: has no channel, and there is no defaults.channel',
      '14:13 functions[0]: has no channel: set defaults.channel',
      '14:40 functions[0].environments.lab: must be a mapping',
    ]);
  });

  it('does not blame names for groups that cannot be read', () => {
    expect(problemsOf(aCatalog().replace('groups: {', 'groups: [{').replace('[U0DEV1] }', '[U0DEV1] }]'))).toEqual([
      '3:1 groups: must be a mapping',
    ]);
  });

  it('asks for deployers where nobody is named', () => {
    expect(problemsOf(aCatalog().replace('deployers: [developers]', ''))).toEqual([
      '9:7 services[0].environments.staging: has no deployers, and there are no defaults.deployers',
    ]);
  });

  it('finds the place behind an anchor', () => {
    const text = aCatalog({
      environment: 'approval: &who { by: [nobody] }',
      top: '      lab: { approval: *who, deploy: { kind: lambda, function: f, payload: {} } }',
    });
    expect(problemsOf(text).map((problem) => problem.split(' ')[0])).toEqual(['10:31', '10:31']);
  });

  it('answers whatever it is given', () => {
    const anything = fc.jsonValue().map((value) => JSON.stringify(value));
    const keys = ['version', 'defaults', 'groups', 'people', 'services', 'functions'];
    const almost = fc.dictionary(fc.constantFrom(...keys), fc.jsonValue()).map((value) => JSON.stringify(value));
    fc.assert(
      fc.property(fc.oneof(anything, almost, fc.string({ unit: 'binary', maxLength: 200 })), (text) => {
        const reading = parseCatalog(text);
        if (reading.kind === 'problems') expect(reading.problems.length).toBeGreaterThan(0);
      }),
    );
  });
});
