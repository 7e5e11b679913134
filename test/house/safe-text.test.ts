import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { filesUnder } from './sources.ts';

const holding = (words: string): string[] =>
  filesUnder('slack-gateway').filter((file) => readFileSync(file, 'utf8').includes(words));

it('foreign text becomes text of ours in one place, and is marked up in one place', () => {
  expect(holding('SafeText.parse(')).toEqual(['slack-gateway/views/text.ts']);
  expect(holding("'mrkdwn'")).toEqual(['slack-gateway/views/blocks.ts']);
});
