import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { readGitHubAccess } from '../../worker/github-access.ts';

const pem = (type: 'rsa' | 'ec') => {
  const encoding = { type: 'pkcs8', format: 'pem' } as const;
  const { privateKey } =
    type === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export(encoding).toString();
};
const rsa = pem('rsa');
const app = (over: object = {}) => ({
  GITHUB_APP_ID: '1',
  GITHUB_APP_PRIVATE_KEY: rsa,
  GITHUB_APP_INSTALLATION_ID: '2',
  ...over,
});

describe('the way to GitHub', () => {
  it('is a token, or an App, or none', () => {
    expect(readGitHubAccess({ GITHUB_TOKEN: 't' })).toEqual({ access: { token: 't' }, problems: [] });
    const access = { app: { id: '1', privateKey: rsa, installationId: '2' } };
    expect(readGitHubAccess(app())).toEqual({ access, problems: [] });
    expect(readGitHubAccess({})).toEqual({ problems: [] });
  });

  it('takes the key in one line, newlines written out', () => {
    const oneLine = rsa.replaceAll('\n', '\\n');
    expect(readGitHubAccess(app({ GITHUB_APP_PRIVATE_KEY: oneLine })).access).toMatchObject({
      app: { privateKey: rsa },
    });
  });

  it.each([
    [
      'both',
      app({ GITHUB_TOKEN: 't' }),
      ['GITHUB_TOKEN and GITHUB_APP_ID, GITHUB_APP_PRIVATE_KEY, GITHUB_APP_INSTALLATION_ID are given: choose one way'],
    ],
    [
      'a part of an App',
      { GITHUB_APP_ID: '1' },
      [
        'GITHUB_APP_PRIVATE_KEY is missing: a GitHub App needs it',
        'GITHUB_APP_INSTALLATION_ID is missing: a GitHub App needs it',
      ],
    ],
    [
      'no key',
      app({ GITHUB_APP_PRIVATE_KEY: 'no' }),
      ['GITHUB_APP_PRIVATE_KEY is not an RSA private key in PEM format'],
    ],
    [
      'another sort of key',
      app({ GITHUB_APP_PRIVATE_KEY: pem('ec') }),
      ['GITHUB_APP_PRIVATE_KEY is not an RSA private key in PEM format'],
    ],
    ['no number', app({ GITHUB_APP_INSTALLATION_ID: 'acme' }), ['GITHUB_APP_INSTALLATION_ID is not a number']],
  ])('%s is a problem', (_, variables, problems) => {
    expect(readGitHubAccess(variables)).toEqual({ problems });
  });
});
