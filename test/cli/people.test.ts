import { describe, expect, it } from '@jest/globals';
import { findPerson } from '../../cli/people.ts';
import { runCli } from '../../cli/run.ts';
import { aTerminal } from '../support/a-terminal.ts';

const directory = {
  groups: { developers: ['U0DEV1', 'U0DEV2', 'S0DEVS'], admins: ['U0LEAD'] },
  people: { U0DEV1: { github: 'Dev-One' }, U0ELSE: { github: 'twin' }, U0TWIN: { github: 'twin' }, U0MUTE: {} },
};

describe('findPerson', () => {
  it.each([
    ['a Slack user id', 'U0DEV2', 'U0DEV2', ['developers']],
    ['a GitHub login, whatever its case', 'dev-ONE', 'U0DEV1', ['developers']],
    ['somebody who is in no group', 'U0MUTE', 'U0MUTE', []],
  ])('knows %s', (_, word, by, groups) => {
    expect(findPerson(directory, word)).toEqual({ kind: 'person', actor: { by, standing: 'member', groups } });
  });

  it('takes nobody for a user group, nor for what every object has', () => {
    for (const word of ['S0DEVS', 'constructor', '__proto__', '', 'undefined'])
      expect(findPerson(directory, word)).toMatchObject({ kind: 'nobody' });
  });

  it('does not guess which of two people is meant', () => {
    expect(findPerson(directory, 'twin')).toEqual({ kind: 'several' });
  });
});

describe('tempocat', () => {
  const env = { TEMPOCAT_CATALOG: 'sandbox/catalog.yaml', TEMPORAL_ADDRESS: '127.0.0.1:1', LANG: 'C' };
  it.each([
    [
      'an account that the catalogue does not know',
      ['deploy', 'api', 'staging'],
      4,
      'The catalogue does not say who root is',
    ],
    ['a Temporal that does not answer', ['status'], 3, 'Temporal does not answer'],
    ['an unknown command', ['deplyo'], 2, 'Did you mean deploy?'],
    ['an unknown option', ['status', '--jsn'], 2, 'Did you mean --json?'],
    ['a key that is none', ['lock', 'a', 'b', '--key', 'a b'], 2, '--key takes letters'],
    ['a plan that is none', ['approve', 'api', 'production', '--plan', 'x'], 2, '--plan takes the number of a plan.'],
  ])('explains %s', async (_, argv, code, said) => {
    const terminal = aTerminal({ env, account: 'root' });
    expect(await runCli(argv, terminal)).toBe(code);
    expect(terminal.said()).toContain(said);
  });

  it('speaks Japanese to a Japanese terminal', async () => {
    const terminal = aTerminal({ env: { ...env, LANG: 'ja_JP.UTF-8' }, account: 'root' });
    expect(await runCli(['deploy', 'api', 'staging'], terminal)).toBe(4);
    expect(terminal.said()).toContain('カタログから root が誰か分かりません。');
  });

  it('helps with each command', async () => {
    const terminal = aTerminal({ env });
    expect(await runCli(['lock', '--help'], terminal)).toBe(0);
    expect(terminal.said()).toContain(
      'tempocat lock <service> <environment> for <reason> [until <duration>] [options]',
    );
    expect(terminal.said()).toContain('tempocat lock api production for database migration until 2h');
  });
});
