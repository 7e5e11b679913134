import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { drawEmoji } from '../../../sandbox/slack/page/emoji.ts';

const VIEWS = new URL('../../../slack-gateway/views/', import.meta.url);
const files = readdirSync(VIEWS, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const words = files.map((file) => readFileSync(new URL(file, VIEWS), 'utf8')).join('\n');
const names = [...new Set([...words.matchAll(/:([a-z0-9_+-]+):/g)].map(([, name = '']) => name))];

/** The sandbox knows only short codes that Slack has, so a word that we made up shows here. */
it.each(names)('%s is a picture', (name) => {
  expect(String(drawEmoji(name))).toContain('role="img"');
});
