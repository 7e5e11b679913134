import { expect, it } from '@jest/globals';
import { renderLocks } from '../../slack-gateway/views/locks.ts';
import type { TargetStanding } from '../../slack-gateway/views/look-ups.ts';
import { aTarget } from '../support/a-target.ts';
import { expectLegal } from '../support/safe-message.ts';

const NOW = 1_760_000_000_000;
const HELD = { waiting: 0, hold: { by: 'U0DEV1', at: NOW } };
const LONG = { waiting: 0, hold: { ...HELD.hold, reason: '&'.repeat(200) } };
const QUOTED = { waiting: 0, hold: { ...HELD.hold, reason: '"\\'.repeat(400) } };
const many = (count: number, memo: TargetStanding['memo']): TargetStanding[] =>
  Array.from({ length: count }, () => ({ target: aTarget(), memo }));
const say = (...standings: readonly TargetStanding[]) => JSON.stringify(renderLocks(standings, 'en', NOW).blocks);

it.each<[string, readonly TargetStanding[], RegExp, RegExp]>([
  ['none', many(2, null), /Nothing is locked or held/, /not known/],
  ['none that is known', many(2, 'unknown'), /2 targets are not known/, /Nothing/],
  ['some, and others are not known', [...many(1, HELD), ...many(1, 'unknown')], /held by <@U0DEV1>/, /Nothing/],
  ['as many as are shown', many(30, HELD), /held by/, /more/],
  ['longer than Slack takes', many(30, LONG), /and \d+ more/, /Nothing/],
  ['longer than Slack takes when each is counted as it travels', many(30, QUOTED), /and \d+ more/, /Nothing/],
  ['more than are shown', many(32, HELD), /and 2 more/, /Nothing/],
])('`locks`: %s', (_, standings, says, saysNot) => {
  expect(say(...standings)).toMatch(says);
  expect(say(...standings)).not.toMatch(saysNot);
  expectLegal(renderLocks(standings, 'en', NOW));
});
