import { describe, expect, it } from '@jest/globals';
import { isAllowed } from '../../domain/actor.ts';
import { isVoteRefusal, judgeVote, missingApprovals, tally } from '../../domain/approval.ts';
import type { Vote } from '../../domain/deploy.ts';

const policy = { by: ['releasers'], count: 2, self: false, withinMs: 1_000, undo: false };
const ballot = { policy, requestedBy: 'U1', plan: 3, votes: [] as readonly Vote[] };
const lead = { by: 'U9', groups: ['releasers'], standing: 'member', decision: 'approve', plan: 3 } as const;
const yes = (by: string): Vote => ({ decision: 'approve', by });
const no = (by: string): Vote => ({ decision: 'reject', by });

describe('judgeVote', () => {
  it.each([
    ['a releaser approves', {}, {}, 'counts'],
    ['a releaser rejects', {}, { decision: 'reject' }, 'counts'],
    ['an outsider approves', {}, { groups: ['developers'] }, 'not-an-approver'],
    ['an outsider rejects', {}, { groups: [], decision: 'reject' }, 'not-an-approver'],
    ['the asker approves', {}, { by: 'U1' }, 'own-request'],
    ['the asker, who may, approves', { policy: { ...policy, self: true } }, { by: 'U1' }, 'counts'],
    [
      'the asker, no releaser, approves where self is allowed',
      { policy: { ...policy, self: true } },
      { by: 'U1', groups: [] },
      'not-an-approver',
    ],
    ['the asker rejects', {}, { by: 'U1', groups: [], decision: 'reject' }, 'counts'],
    ['the asker withdraws', {}, { by: 'U1', groups: [], decision: 'withdraw' }, 'counts'],
    ['another withdraws', {}, { decision: 'withdraw' }, 'not-your-request'],
    ['on an earlier plan', {}, { plan: 2 }, 'old-plan'],
    ['twice', { votes: [yes('U9')] }, {}, 'already-voted'],
    ['after a yes, a no of the same person', { votes: [yes('U9')] }, { decision: 'reject' }, 'counts'],
    ['when all have approved', { votes: [yes('U7'), yes('U8')] }, {}, 'not-waiting'],
    ['when it was rejected', { votes: [no('U7')] }, {}, 'not-waiting'],
    ['a guest', {}, { standing: 'guest' }, 'guest'],
    ['a bot', {}, { standing: 'bot' }, 'bot'],
    ['somebody who left', {}, { standing: 'deleted' }, 'deleted'],
    ['somebody of another workspace', {}, { standing: 'stranger' }, 'stranger'],
    ['somebody whom Slack does not know just now', {}, { standing: 'unknown' }, 'unknown-person'],
  ] as const)('%s: %#', (_, ballotOver, castOver, verdict) => {
    const judged = judgeVote({ ...ballot, ...ballotOver }, { ...lead, ...castOver });
    expect(judged.kind === 'counts' ? 'counts' : judged.code).toBe(verdict);
  });
});

describe('tally', () => {
  it.each([
    [[], 'waiting', 2],
    [[yes('U7')], 'waiting', 1],
    [[yes('U7'), yes('U7')], 'waiting', 1],
    [[yes('U7'), yes('U8')], 'approved', 0],
    [[yes('U7'), yes('U8'), yes('U9')], 'approved', 0],
    [[yes('U7'), no('U8')], 'rejected', 1],
    [[{ decision: 'withdraw', by: 'U1' } as const], 'withdrawn', 2],
  ] as const)('%j is %s', (votes, standing, missing) => {
    expect(tally(policy, votes)).toBe(standing);
    expect(missingApprovals(policy, votes)).toBe(missing);
  });
});

describe('isVoteRefusal', () => {
  it.each([
    ['own-request', true],
    ['toString', false],
    [undefined, false],
    [7, false],
  ])('%j: %s', (code, is) => {
    expect(isVoteRefusal(code)).toBe(is);
  });
});

describe('isAllowed', () => {
  const member = { by: 'U1', groups: ['developers'], standing: 'member' } as const;
  it.each([
    ['in the group', member, ['developers'], true],
    ['in another group', member, ['releasers'], false],
    ['everyone is every full member', { ...member, groups: [] }, ['everyone'], true],
    ['but no guest', { ...member, standing: 'guest' as const }, ['everyone', 'developers'], false],
    ['and nobody whom Slack does not know', { ...member, standing: 'unknown' as const }, ['developers'], false],
    ['no group at all', member, [], false],
  ])('%s', (_, actor, groups, is) => {
    expect(isAllowed(actor, groups)).toBe(is);
  });
});
