import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

interface Step {
  readonly stage: string;
  readonly word: string;
  readonly rest: string;
}

const steps: readonly Step[] = readSteps(readFileSync('Dockerfile', 'utf8'));
const of = (stage: string, word: string) =>
  steps.filter((step) => step.stage === stage && step.word === word).map(({ rest }) => rest);

function readSteps(text: string): Step[] {
  let stage = '';
  return text.split('\n').flatMap((line) => {
    const [, word = '', rest = ''] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
    if (word === '' || word === 'ARG') return [];
    if (word === 'FROM') stage = rest.replace(/.* AS /, '');
    return [{ stage, word, rest }];
  });
}

const NODE_MODULES = 'node_modules';
const run = (line: string, cwd: string) => execFileSync('/bin/sh', ['-ec', line], { cwd, stdio: 'pipe' });

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'tempocat-image-'));
  chmodSync(root, 0o755);
  build(join(root, 'build'));
  assemble(join(root, 'build'), join(root, 'image'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The stages `build` and `production`. `npm ci` is what every checkout began with, so its folder is linked, not made again. */
function build(folder: string): void {
  mkdirSync(folder);
  const [lockfiles, everything] = of('build', 'COPY');
  expect([lockfiles, everything]).toEqual(['package.json package-lock.json ./', '. .']);
  const context = readFileSync('.dockerignore', 'utf8').matchAll(/^!(\S+)$/gm);
  for (const [, name = ''] of context) if (existsSync(name)) cpSync(name, join(folder, name), { recursive: true });
  const [ours, theirs] = [`"${process.cwd()}/${NODE_MODULES}"`, `"${folder}/${NODE_MODULES}"`];
  run(`cp -al ${ours} ${theirs} || { rm -rf ${theirs}; cp -a ${ours} ${theirs}; }`, folder); // links do not cross disks
  rmSync(join(folder, NODE_MODULES, '.package-lock.json'), { force: true }); // npm writes this list in place, and it is ours, too
  const [install, ...others] = [...of('build', 'RUN'), ...of('production', 'RUN')];
  expect(install).toBe('npm ci');
  for (const line of others) run(line, folder);
}

/** The last stage: what it copies, and nothing else. */
function assemble(from: string, folder: string): void {
  mkdirSync(folder);
  for (const copy of of('tempocat', 'COPY')) {
    const [, name = ''] = /^--from=production \/app\/(\S+) /.exec(copy) ?? [];
    run(`cp -al "${join(from, name)}" "${join(folder, name)}"`, folder);
  }
  run(`find . -type d -exec chmod a-w {} +`, folder);
}

function start(process: string) {
  const isRoot = globalThis.process.getuid?.() === 0;
  const { status, stdout, stderr } = spawnSync(globalThis.process.execPath, [`dist/${process}/main.js`], {
    cwd: join(root, 'image'),
    encoding: 'utf8',
    env: { NODE_ENV: 'production', HOME: '/nonexistent' },
    ...(isRoot && { uid: 1_000, gid: 1_000 }),
  });
  return { status, said: `${stdout}${stderr}` };
}

describe('the image', () => {
  it.each(['worker', 'slack-gateway'])(
    '%s starts from what it holds, as nobody in particular, and says what is missing',
    (name) => {
      const { status, said } = start(name);
      expect(said).toContain('TEMPOCAT_CATALOG is missing');
      expect(said).toContain('SLACK_BOT_TOKEN is missing');
      expect(status).toBe(1);
    },
  );

  it('holds the workflows bundled, and neither what builds nor the demo', () => {
    const held = (path: string) => existsSync(join(root, 'image', path));
    expect(held('dist/worker/workflow-bundle.js')).toBe(true);
    const others = ['typescript', 'jest', '@biomejs/biome', 'hono', '@temporalio/testing'].map(
      (name) => `${NODE_MODULES}/${name}`,
    );
    expect([...others, 'dist/sandbox', 'workflows'].filter(held)).toEqual([]);
  });

  it('is of the Node that everything is tested with, and of no root', () => {
    const [, version = ''] = /^ARG NODE_VERSION=(\S+)$/m.exec(readFileSync('Dockerfile', 'utf8')) ?? [];
    expect(version).toBe(readFileSync('.node-version', 'utf8').trim());
    expect(of('tempocat', 'USER')).toEqual(['1000:1000']);
    expect(of('sandbox', 'USER')).toEqual(['node']);
  });
});
