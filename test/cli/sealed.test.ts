import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startHouseProcess } from '../../sandbox/house-process.ts';
import { openTestTown, type TestTown } from '../support/test-town.ts';

const aKey = (name: string) => `${name}:${randomBytes(32).toString('base64')}`;
const KEYS = aKey('ours');

let town: TestTown;
beforeAll(async () => {
  town = await openTestTown({ env: { TEMPOCAT_ENCRYPTION_KEYS: KEYS } });
});
afterAll(() => town.close());

/** The built command, as whoever types it runs it: jest cannot load the file that Temporal's SDK loads for failures. */
async function tempocat(words: readonly string[], keys = KEYS): Promise<{ code: number; said: string }> {
  const { PATH, HOME } = process.env;
  const { TEMPORAL_ADDRESS = '', TEMPORAL_NAMESPACE = '', TEMPOCAT_CATALOG = '' } = town.env;
  const child = spawn(process.execPath, ['dist/cli/main.js', ...words], {
    env: {
      ...{ PATH, HOME, TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPOCAT_CATALOG, LANG: 'en_GB.UTF-8' },
      TEMPOCAT_ENCRYPTION_KEYS: keys,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code, said: `${out}${err}` };
}

/** Schedules deploy meanwhile, but not the mailer. */
const deploys = async () => (await town.workflows('deploy')).filter((id) => id.includes(':mailer:'));

describe('at the command line, with encryption', () => {
  it('a deploy is asked for, watched and read with the key, and nothing of it is readable in Temporal', async () => {
    const tag = await town.push('mailer');
    const asked = ['deploy', 'mailer', 'staging', '--as', 'U0DEV1', '--reason', 'a secret reason', '--key', 'sealed'];
    const { code, said } = await tempocat(asked);
    expect(said).toContain('Deployed');
    expect(code).toBe(0);

    const status = await tempocat(['status', 'mailer', 'staging']);
    expect(status).toMatchObject({ code: 0, said: expect.stringContaining(tag) });
    const id = 'deploy:mailer:staging:cli-sealed';
    expect(await tempocat(['follow', id])).toMatchObject({ code: 0, said: expect.stringContaining('Deployed') });

    const { events } = await town.client.workflow.getHandle(id).fetchHistory();
    const [payload] = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
    expect(Buffer.from(payload?.metadata?.['encoding'] ?? []).toString()).toBe('binary/encrypted');
    expect(Buffer.from(payload?.data ?? []).includes('a secret reason')).toBe(false);
  });

  it.each([
    ['without a key', ''],
    ['with another key', aKey('theirs')],
    ['with another key of the same name', aKey('ours')],
  ])('%s nothing is started, and what is missing is said', async (_, keys) => {
    const before = await deploys();
    for (const words of [
      ['status', 'mailer', 'staging'],
      ['follow', 'deploy:mailer:staging:cli-sealed'],
      ['deploy', 'mailer', 'staging', '--as', 'U0DEV1'],
      ['lock', 'mailer', 'staging', 'for', 'a', 'rehearsal', '--as', 'U0DEV1'],
    ]) {
      const { code, said } = await tempocat(words, keys);
      expect(said).toContain('Set TEMPOCAT_ENCRYPTION_KEYS as worker and gateway have it');
      expect(said).toContain('Nothing was done.');
      expect(said).not.toMatch(/at .*\.js:\d+/); // no stack trace
      expect(code).toBe(2);
    }
    expect(await deploys()).toEqual(before);
    expect((await tempocat(['locks'])).said).not.toContain('rehearsal');
  });
});

describe.each(['worker', 'slack-gateway'] as const)('another %s', (name) => {
  it.each([
    ['without a key', ''],
    ['with another key', aKey('theirs')],
  ])('%s ends at once and says why: it could only be in the way', async (_, keys) => {
    const env = { ...town.env, TEMPOCAT_ENCRYPTION_KEYS: keys, PORT: '0', LOG_LEVEL: 'info' };
    await expect(startHouseProcess({ name, env })).rejects.toThrow(
      /ended with 1:[\s\S]*cannot be read here[\s\S]*Set TEMPOCAT_ENCRYPTION_KEYS as the other processes have it/,
    );
  });
});
