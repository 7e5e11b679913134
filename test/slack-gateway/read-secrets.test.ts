import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readSecrets, SECRETS } from '../../slack-gateway/read-secrets.ts';

const folder = mkdtempSync(join(tmpdir(), 'tempocat-secrets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

describe.each(SECRETS)('%s', (name) => {
  it('comes from a file as well, without the newline at its end', () => {
    const path = file(name, 'line 1\nline 2\n');
    expect(readSecrets({ [`${name}_FILE`]: path })).toEqual({
      environment: { [`${name}_FILE`]: path, [name]: 'line 1\nline 2' },
      problems: [],
    });
  });
});

describe('what is wrong with a secret is said without saying it', () => {
  it.each([
    [
      'both given',
      () => ({ GITHUB_TOKEN: 'a', GITHUB_TOKEN_FILE: file('x', 'b') }),
      /^GITHUB_TOKEN and GITHUB_TOKEN_FILE are both given/,
    ],
    [
      'no such file',
      () => ({ ARGOCD_TOKEN_FILE: join(folder, 'none') }),
      /^ARGOCD_TOKEN_FILE names .*none, which cannot be read$/,
    ],
    ['a folder', () => ({ ARGOCD_TOKEN_FILE: folder }), /^ARGOCD_TOKEN_FILE names .*, which cannot be read$/],
    [
      'an empty file',
      () => ({ ARGOCD_TOKEN_FILE: file('empty', '\n') }),
      /^ARGOCD_TOKEN_FILE names .*empty, which is empty$/,
    ],
  ])('%s', (_, env, problem) => {
    const { problems } = readSecrets(env());
    expect(problems).toEqual([expect.stringMatching(problem)]);
  });
});

it('an empty variable is a missing one', () => {
  expect(readSecrets({ SLACK_BOT_TOKEN: '', GITHUB_TOKEN_FILE: '', PORT: '1' })).toEqual({
    environment: { PORT: '1' },
    problems: [],
  });
});
