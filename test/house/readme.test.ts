import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';

const tracked = execFileSync('git', ['ls-files'], { encoding: 'utf8' }).trim().split('\n');
const topLevel = [...new Set(tracked.map((path) => path.replace(/\/.*/, '/')))];

const readme = readFileSync('README.md', 'utf8');
const [firstScreen = '', map = ''] = readme.split('\n## The map\n');
const documents = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...markdownUnder('docs')];

function markdownUnder(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.md')).map((name) => join(folder, name));
}

describe('README.md', () => {
  it('maps the tree as git lists it: every entry at the top, and no other', () => {
    const [, drawn = ''] = map.split('```');
    const entries = drawn.trim().split('\n');
    expect(entries.map((line) => line.split(/\s/)[0]).toSorted()).toEqual(topLevel.toSorted());
  });

  it('names every workflow', () => {
    const exported = readFileSync('workflows/index.ts', 'utf8').matchAll(/export \{ (\w+) \}/g);
    const listed = map.matchAll(/^- `(\w+)`:/gm);
    const names = (found: Iterable<RegExpMatchArray>) => [...found].map(([, name]) => name).toSorted();
    expect(names(listed)).toEqual(names(exported));
  });

  it('gives the two commands as they are typed', () => {
    for (const command of ['npm ci && npm run demo', 'npm ci && npm test', 'npm ci && npm run build']) {
      expect(firstScreen).toContain(`\n${command}\n`);
    }
  });
});

describe.each(documents)('%s', (document) => {
  const text = readFileSync(document, 'utf8');

  it('names only files and folders that are there', () => {
    const words = [...text.matchAll(/`([^`\n]+)`/g)].flatMap(([, word = '']) => (isPath(word) ? [word] : []));
    expect(words.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('links only to what is there', () => {
    const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);
    const inside = links.filter((link) => !/^https?:/.test(link)).map((link) => link.replace(/#.*/, ''));
    expect(inside.filter((link) => !existsSync(join(dirname(document), link)))).toEqual([]);
  });

  it('names only scripts of package.json', () => {
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readFileSync('package.json', 'utf8')));
    const named = [...text.matchAll(/npm run (?:--silent )?([\w-]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });
});

/** A place in this repository: below an entry at its top, or a file of a kind that we keep. Placeholders are none. */
function isPath(word: string): boolean {
  if (!/^[\w./-]+$/.test(word)) return false;
  return topLevel.some((entry) => word.startsWith(entry)) || /^[\w./-]+\.(ts|js|json|yaml|md|png)$/.test(word);
}
