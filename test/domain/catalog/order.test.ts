import { describe, expect, it } from '@jest/globals';
import { parseCatalog } from '../../../domain/catalog.ts';

const ECR = '123456789012.dkr.ecr.ap-northeast-1.amazonaws.com';
const lambda = 'deploy: { kind: lambda, function: f, payload: {} }';
const aCatalog = (staging: string, production = '', defaults = '') => `version: 1
defaults: { channel: C0ALL, deployers: [everyone], timeZone: Asia/Tokyo, ${defaults} }
services:
  - name: api
    image: { repository: ${ECR}/example/api, match: "^v" }
    environments:
      staging: { ${staging ? `${staging}, ` : ''}${lambda} }
      production: { ${production ? `${production}, ` : ''}${lambda} }
`;

function problemsOf(text: string): string[] {
  const reading = parseCatalog(text);
  return reading.kind === 'catalog'
    ? []
    : reading.problems.map(({ line, path, message }) => `${line} ${path}: ${message}`);
}

function targetsOf(text: string) {
  const reading = parseCatalog(text);
  if (reading.kind === 'problems') throw new Error(JSON.stringify(reading.problems));
  return reading.catalog.targets;
}

const at = (environment: string, key: string) => `services[0].environments.${environment}.${key}`;

describe('order, freeze and locks in the catalogue', () => {
  it.each([
    [
      'itself',
      'after: staging',
      '',
      `7 ${at('staging', 'after')}: must be another environment: nothing comes before itself`,
    ],
    [
      'an environment that is not there',
      '',
      'after: stagin',
      `8 ${at('production', 'after')}: this service has no environment "stagin"; did you mean "staging"?`,
    ],
    [
      'nothing near',
      '',
      'after: somewhere-else',
      `8 ${at('production', 'after')}: this service has no environment "somewhere-else"; there are staging`,
    ],
  ])('refuses an order after %s', (_, staging, production, problem) => {
    expect(problemsOf(aCatalog(staging, production))).toEqual([problem]);
  });

  it('refuses an order that comes round', () => {
    expect(problemsOf(aCatalog('after: production', 'after: staging'))).toEqual([
      `7 ${at('staging', 'after')}: must not come round to staging again`,
      `8 ${at('production', 'after')}: must not come round to production again`,
    ]);
  });

  it.each([
    ['a time without quotes', '{ days: [fri], from: 17:00, to: "24:00", reason: r }', []],
    [
      'an hour that is none',
      '{ days: [fri], from: "25:00", to: "24:00", reason: r }',
      ['freeze[0].from: must be a time of day in quotes'],
    ],
    [
      'a number',
      '{ days: [fri], from: 17, to: "24:00", reason: r }',
      ['freeze[0].from: must be a time of day in quotes'],
    ],
    ['no days', '{ days: [], from: "17:00", to: "24:00", reason: r }', ['freeze[0].days: must not be empty']],
    [
      'a day twice',
      '{ days: [fri, fri], from: "17:00", to: "24:00", reason: r }',
      ['freeze[0].days: names a day twice'],
    ],
    [
      'another word for a day',
      '{ days: [friday], from: "17:00", to: "24:00", reason: r }',
      ['freeze[0].days[0]: must be mon or tue'],
    ],
    [
      'no time at all',
      '{ days: [fri], from: "17:00", to: "17:00", reason: r }',
      ['freeze[0].to: must differ from `from`'],
    ],
    ['no reason', '{ days: [fri], from: "17:00", to: "18:00" }', ['freeze[0].reason: is missing']],
  ])('a freeze with %s', (_, window, wanted) => {
    const problems = problemsOf(aCatalog(`freeze: [${window}]`));
    expect(problems).toEqual(wanted.map((words) => expect.stringContaining(words)));
  });

  it('reminds of an approval before it expires, not after', () => {
    const approval = (within: string, remindAfter: string) =>
      `approval: { by: [everyone], within: ${within}, remindAfter: ${remindAfter} }`;
    expect(problemsOf(aCatalog(approval('1h', '1h')))).toEqual([
      `7 ${at('staging', 'approval.remindAfter')}: must be shorter than \`within\`: nobody is reminded of what has expired`,
    ]);
    expect(targetsOf(aCatalog(approval('1h', '10m')))[0]?.approval).toMatchObject({
      remindAfterMs: 600_000,
      undo: false,
    });
  });

  it('reminds of an approval at most 500 times: what Temporal keeps of one deploy is limited', () => {
    const approval = (within: string, remindAfter: string) =>
      `approval: { by: [everyone], within: ${within}, remindAfter: ${remindAfter} }`;
    expect(problemsOf(aCatalog(approval('30d', '10m')))).toEqual([
      `7 ${at('staging', 'approval.remindAfter')}: is too short for this \`within\`: that would be more than 500 reminders`,
    ]);
    expect(problemsOf(aCatalog(approval('30d', '1d')))).toEqual([]);
    expect(problemsOf(aCatalog(approval('500m', '1m')))).toEqual([]);
  });

  it('gives each target its time zone, order, freeze and lock reminder', () => {
    const window = '{ days: [fri, sat], from: "17:00", to: "06:00", reason: weekend }';
    const [staging, production] = targetsOf(
      aCatalog('', `after: staging, freeze: [${window}], lockReminder: 1h`, 'lockReminder: 2h'),
    );
    expect(staging).toMatchObject({ timeZone: 'Asia/Tokyo', lockReminderMs: 7_200_000 });
    expect(staging).not.toHaveProperty('after');
    expect(staging).not.toHaveProperty('freeze');
    expect(production).toMatchObject({
      after: 'staging',
      freeze: [{ days: ['fri', 'sat'], from: '17:00', to: '06:00', reason: 'weekend' }],
      lockReminderMs: 3_600_000,
    });
  });
});
