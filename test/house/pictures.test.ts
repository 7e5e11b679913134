import { readdirSync, readFileSync, statSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { ALBUM } from '../../sandbox/pictures/album.ts';

const FOLDER = 'docs/pictures';
const files = readdirSync(FOLDER);
const documents = ['README.md', ...readdirSync('docs').map((name) => `docs/${name}`)]
  .filter((name) => name.endsWith('.md'))
  .map((name) => readFileSync(name, 'utf8'));

it('npm run pictures has made each picture of its album', () => {
  const made = [...ALBUM.map(({ name }) => `${name}.png`), 'slack-page.png'];
  expect(made.filter((name) => !files.includes(name))).toEqual([]);
});

it.each(files)('%s is shown in a document', (file) => {
  expect(documents.filter((text) => text.includes(`pictures/${file})`)).length).toBeGreaterThan(0);
});

it('pictures are small', () => {
  const bytes = files.map((file) => statSync(`${FOLDER}/${file}`).size);
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_500_000);
});
