import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';

const folder = mkdtempSync(join(tmpdir(), 'tempocat-start-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function start(name: 'worker' | 'slack-gateway', env: Record<string, string>) {
  const { PATH = '' } = process.env;
  const { status, stderr } = spawnSync(process.execPath, [`dist/${name}/main.js`], {
    env: { PATH, ...env },
    encoding: 'utf8',
    timeout: 30_000,
  });
  return { status, stderr };
}

function aCatalog(text: string): string {
  const path = join(folder, `catalog-${Math.random().toString(36).slice(2)}.yaml`);
  writeFileSync(path, text);
  return path;
}

describe.each(['worker', 'slack-gateway'] as const)('%s', (name) => {
  it('without its variables exits 1 and names them all', () => {
    const { status, stderr } = start(name, {});
    expect(status).toBe(1);
    expect(stderr).toContain('TEMPOCAT_CATALOG is missing');
    expect(stderr).toContain('SLACK_BOT_TOKEN is missing');
    if (name === 'slack-gateway') expect(stderr).toContain('SLACK_SIGNING_SECRET is missing');
  });

  it('with a broken catalogue exits 1 and names every problem with its line', () => {
    const TEMPOCAT_CATALOG = aCatalog('version: 2\nlocks: yes\nservices:\n  - name: Api\n');
    const { status, stderr } = start(name, {
      TEMPOCAT_CATALOG,
      SLACK_BOT_TOKEN: 'x',
      SLACK_SIGNING_SECRET: '',
      SLACK_API_URL: 'nowhere',
    });
    expect(status).toBe(1);
    expect(stderr).toContain(`${TEMPOCAT_CATALOG}:1 version`);
    expect(stderr).toContain(`${TEMPOCAT_CATALOG}:2 locks`);
    expect(stderr).toContain(`${TEMPOCAT_CATALOG}:4 services[0]`);
    expect(stderr).toContain('SLACK_API_URL');
  });
});

it('the worker needs credentials for what its catalogue uses, and for nothing else', () => {
  const { status, stderr } = start('worker', { TEMPOCAT_CATALOG: 'sandbox/catalog.yaml', SLACK_BOT_TOKEN: 'x' });
  expect(status).toBe(1);
  expect(stderr).toContain('GITHUB_TOKEN is missing');
  expect(stderr).toContain('ARGOCD_URL is missing');
  expect(stderr).toContain('ARGOCD_TOKEN is missing');
});
