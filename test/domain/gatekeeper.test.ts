import { expect, it } from '@jest/globals';
import { type Actor, isAllowed, type Standing } from '../../domain/actor.ts';
import { judgeVote, policyOf } from '../../domain/approval.ts';
import type { Vote } from '../../domain/deploy.ts';
import type { Situation } from '../../domain/gates.ts';
import { judgeAutoDeploy, judgeGates, mindsOrder } from '../../domain/gates.ts';
import { judgeRight, type Wish } from '../../domain/rights.ts';
import type { TargetMessage } from '../../domain/target/message.ts';
import { newTarget, type TargetState } from '../../domain/target/state.ts';
import { step } from '../../domain/target/step.ts';
import { aTarget } from '../support/a-target.ts';

const NOW = 1_000_000;
const HOUR = 3_600_000;

/** Who. */
const someone = (by: string, groups: readonly string[], standing: Standing = 'member'): Actor => ({
  by,
  groups,
  standing,
});
const WHO = {
  asker: someone('U0ASKER', ['developers']),
  askingReleaser: someone('U0ASKER', ['developers', 'releasers']),
  developer: someone('U0DEV', ['developers']),
  releaser: someone('U0REL', ['releasers']),
  admin: someone('U0ADMIN', ['admins']),
  outsider: someone('U0OUT', []),
  guest: someone('U0GUEST', ['developers', 'releasers', 'admins'], 'guest'),
  bot: someone('U0BOT', ['developers', 'releasers', 'admins'], 'bot'),
  deleted: someone('U0GONE', ['developers', 'releasers', 'admins'], 'deleted'),
  stranger: someone('U0ELSE', ['developers', 'releasers', 'admins'], 'stranger'),
  unknown: someone('U0WHO', [], 'unknown'),
} as const;
type Who = keyof typeof WHO;

/** The state of the target. */
const lock = (by: string, until?: number) => ({ by, reason: 'r', at: 0, ...(until !== undefined && { until }) });
const freeze = { reason: 'weekend', until: NOW + HOUR };
const glass = { by: 'U0ADMIN', reason: 'fire', until: NOW + HOUR };
const STATE = {
  free: {},
  locked: { lock: lock('U0DEV') },
  'locked for an hour': { lock: lock('U0DEV', NOW + HOUR) },
  'lock over': { lock: lock('U0DEV', NOW) },
  frozen: { freeze },
  'freeze over': { freeze: { ...freeze, until: NOW } },
  'frozen, glass broken': { freeze, glass },
  'frozen, glass whole again': { freeze, glass: { ...glass, until: NOW } },
  'out of order': { notIn: 'staging' },
  'locked and frozen': { lock: lock('U0DEV'), freeze },
  'frozen and out of order': { freeze, notIn: 'staging' },
  'locked, glass broken': { lock: lock('U0DEV'), glass },
  'glass broken and out of order': { freeze, glass, notIn: 'staging' },
} as const satisfies Record<string, Situation>;
type State = keyof typeof STATE;

const reminded = (state: Situation) =>
  state.lock ? { lock: { ...state.lock, remindAt: NOW * 9, remindAfterMs: HOUR } } : {};
const outsideOf = ({ freeze: ice, notIn }: Situation) => ({
  ...(ice && { freeze: ice }),
  ...(notIn !== undefined && { notIn }),
});
const targetIn = (state: Situation): TargetState => ({
  ...newTarget('api', 'production'),
  ...reminded(state),
  ...(state.glass && { glass: state.glass }),
});
const tell = (state: TargetState, message: TargetMessage) => step(state, message, NOW);
const turnOf = (state: Situation) => {
  const asked = { kind: 'requestTurn', deployId: 'd', trigger: 'slack', by: 'U0ASKER', ...outsideOf(state) } as const;
  return tell(targetIn(state), asked);
};

/** Moments: each asks what production asks there. */
const refusalOf = (who: Who, wish: Wish) => judgeRight(WHO[who], wish) ?? 'yes';
const deployers = ['developers'];
const request = (who: Who, state: State): string => {
  const right = refusalOf(who, { kind: 'deploy', deployers });
  return right === 'yes' ? (judgeGates(STATE[state], NOW)?.code ?? 'yes') : right;
};
/** Form, chooser, and the Deploy button of a plan: each asks the same at the moment when it is sent or pressed. */
const door = (who: Who, state: State): string => {
  if (!isAllowed(WHO[who], deployers)) return WHO[who].standing === 'member' ? 'not-a-deployer' : WHO[who].standing;
  return judgeGates(STATE[state], NOW)?.code ?? 'yes';
};
/** Menus of the form, dry run and home tab only look. */
const look = (who: Who): string => (isAllowed(WHO[who], ['everyone']) ? 'yes' : WHO[who].standing);
const turn = (state: State): string => {
  const [effect] = turnOf(STATE[state]).effects;
  return effect?.kind === 'wait' ? (effect.stop?.code ?? 'waits') : (effect?.kind ?? 'nothing');
};
/** It had the turn already when the state became this. */
const rollOut = (state: State): string => {
  const holder = { deployId: 'd', trigger: 'slack', by: 'U0ASKER', since: 0, rollingOut: false } as const;
  const message = { kind: 'beginRollOut', deployId: 'd', ...outsideOf(STATE[state]) } as const;
  const { answer } = tell({ ...targetIn(STATE[state]), holder }, message);
  return answer.kind === 'refused' ? answer.code : answer.kind;
};
const offer = (state: State, held = false): string => {
  const image = { tag: 'v1', digest: 'sha256:1', otherTags: [] };
  const target = { ...targetIn(STATE[state]), ...(held && { hold: { by: 'U0DEV', at: 0 } }) };
  const { answer } = tell(target, { kind: 'offer', image, idFor: () => 'auto', ...outsideOf(STATE[state]) });
  return answer.kind === 'not-now' ? answer.why : answer.kind;
};
/** An undo of the asker's, on its way through the same gates. */
const undoRequest = (who: Who, state: State): string => {
  const right = refusalOf(who, { kind: 'undo', deployers });
  const { notIn: _, ...others } = STATE[state] as Situation;
  const situation = mindsOrder('undo') ? STATE[state] : others;
  return right === 'yes' ? (judgeGates(situation, NOW)?.code ?? 'yes') : right;
};
const undoTurn = (state: State): string => {
  const asked = { kind: 'requestTurn', deployId: 'd', trigger: 'undo', by: 'U0ASKER' } as const;
  const [effect] = tell(targetIn(STATE[state]), { ...asked, ...outsideOf(STATE[state]) }).effects;
  return effect?.kind === 'wait' ? (effect.stop?.code ?? 'waits') : (effect?.kind ?? 'nothing');
};
const undoApproval = (policy: { readonly undo: boolean }): string => {
  const approval = { by: ['releasers'], count: 1, self: false, withinMs: HOUR, ...policy };
  return policyOf({ target: aTarget({ approval }), trigger: 'undo', requestedBy: 'U0ASKER' }) ? 'asks' : 'goes on';
};
const vote = (
  who: Who,
  decision: Vote['decision'],
  { self = false, count = 1, plan = 1, votes = [] as readonly Vote[] } = {},
): string => {
  const policy = { by: ['releasers'], count, self, withinMs: HOUR, undo: false };
  const judged = judgeVote({ policy, requestedBy: 'U0ASKER', plan: 1, votes }, { ...WHO[who], decision, plan });
  return judged.kind === 'refused' ? judged.code : judged.kind;
};

const yes = 'yes';
const approved: readonly Vote[] = [{ decision: 'approve', by: 'U0REL' }];

it.each<[string, string, string]>([
  // request: who may ask, then what stops the target; the lock is named before the freeze, the freeze before the order
  ['request: a developer, free', request('developer', 'free'), yes],
  ['request: a releaser who is no deployer', request('releaser', 'free'), 'not-a-deployer'],
  ['request: an admin who is no deployer', request('admin', 'free'), 'not-a-deployer'],
  ['request: an outsider', request('outsider', 'free'), 'not-a-deployer'],
  ['request: a guest, whatever list they stand in', request('guest', 'free'), 'guest'],
  ['request: a bot', request('bot', 'free'), 'bot'],
  ['request: somebody deactivated', request('deleted', 'free'), 'deleted'],
  ['request: somebody of another workspace', request('stranger', 'free'), 'stranger'],
  ['request: somebody whom Slack cannot name', request('unknown', 'free'), 'unknown'],
  ['request: an outsider hears nothing of the lock', request('outsider', 'locked'), 'not-a-deployer'],
  ['request: locked', request('developer', 'locked'), 'locked'],
  ['request: locked for an hour', request('developer', 'locked for an hour'), 'locked'],
  ['request: the lock’s own owner', request('asker', 'locked'), 'locked'],
  ['request: at the moment the lock ends', request('developer', 'lock over'), yes],
  ['request: frozen', request('developer', 'frozen'), 'frozen'],
  ['request: at the moment the freeze ends', request('developer', 'freeze over'), yes],
  ['request: frozen, glass broken', request('developer', 'frozen, glass broken'), yes],
  ['request: frozen, the hour is over', request('developer', 'frozen, glass whole again'), 'frozen'],
  ['request: out of order', request('developer', 'out of order'), 'wrong-order'],
  ['request: locked and frozen', request('developer', 'locked and frozen'), 'locked'],
  ['request: frozen and out of order', request('developer', 'frozen and out of order'), 'frozen'],
  ['request: broken glass opens no lock', request('developer', 'locked, glass broken'), 'locked'],
  ['request: broken glass changes no order', request('developer', 'glass broken and out of order'), 'wrong-order'],
  // form, chooser, Deploy of a plan
  ['door: a developer, free', door('developer', 'free'), yes],
  ['door: a releaser who is no deployer', door('releaser', 'free'), 'not-a-deployer'],
  ['door: an admin who is no deployer', door('admin', 'free'), 'not-a-deployer'],
  ['door: a guest', door('guest', 'free'), 'guest'],
  ['door: a bot', door('bot', 'free'), 'bot'],
  ['door: somebody deactivated since it was opened', door('deleted', 'free'), 'deleted'],
  ['door: somebody of another workspace', door('stranger', 'free'), 'stranger'],
  ['door: somebody whom Slack cannot name', door('unknown', 'free'), 'unknown'],
  ['door: an outsider hears nothing of the lock', door('outsider', 'locked'), 'not-a-deployer'],
  ['door: locked since it was opened', door('developer', 'locked'), 'locked'],
  ['door: frozen', door('developer', 'frozen'), 'frozen'],
  ['door: frozen, glass broken', door('developer', 'frozen, glass broken'), yes],
  ['door: out of order', door('developer', 'out of order'), 'wrong-order'],
  ['door: locked and frozen', door('developer', 'locked and frozen'), 'locked'],
  ['look: an outsider', look('outsider'), yes],
  ['look: a guest', look('guest'), 'guest'],
  ['look: somebody of another workspace', look('stranger'), 'stranger'],
  ['look: somebody whom Slack cannot name', look('unknown'), 'unknown'],
  // approve
  ['approve: a releaser', vote('releaser', 'approve'), 'counts'],
  ['approve: a developer', vote('developer', 'approve'), 'not-an-approver'],
  ['approve: an admin who is no approver', vote('admin', 'approve'), 'not-an-approver'],
  ['approve: the asker, though a releaser', vote('askingReleaser', 'approve'), 'own-request'],
  ['approve: the asker, where the policy says self', vote('askingReleaser', 'approve', { self: true }), 'counts'],
  ['approve: the asker with self, but no releaser', vote('asker', 'approve', { self: true }), 'not-an-approver'],
  ['approve: the same releaser again', vote('releaser', 'approve', { count: 2, votes: approved }), 'already-voted'],
  ['approve: when nobody is missing', vote('releaser', 'approve', { votes: approved }), 'not-waiting'],
  ['approve: an earlier plan', vote('releaser', 'approve', { plan: 2 }), 'old-plan'],
  ['approve: a guest', vote('guest', 'approve'), 'guest'],
  ['approve: a bot', vote('bot', 'approve'), 'bot'],
  ['approve: somebody deactivated', vote('deleted', 'approve'), 'deleted'],
  ['approve: somebody of another workspace', vote('stranger', 'approve'), 'stranger'],
  ['approve: somebody whom Slack cannot name', vote('unknown', 'approve'), 'unknown-person'],
  ['reject: a releaser', vote('releaser', 'reject'), 'counts'],
  ['reject: the asker', vote('asker', 'reject'), 'counts'],
  ['reject: a developer', vote('developer', 'reject'), 'not-an-approver'],
  ['withdraw: the asker', vote('asker', 'withdraw'), 'counts'],
  ['withdraw: somebody else', vote('releaser', 'withdraw'), 'not-your-request'],
  // turn
  ['turn: free', turn('free'), 'grant'],
  ['turn: locked', turn('locked'), 'locked'],
  ['turn: the lock is over', turn('lock over'), 'grant'],
  ['turn: frozen', turn('frozen'), 'frozen'],
  ['turn: frozen, glass broken', turn('frozen, glass broken'), 'grant'],
  ['turn: locked, glass broken', turn('locked, glass broken'), 'locked'],
  // right before the roll-out
  ['roll-out: free', rollOut('free'), 'go'],
  ['roll-out: locked since', rollOut('locked'), 'locked'],
  ['roll-out: frozen since', rollOut('frozen'), 'frozen'],
  ['roll-out: frozen, glass broken', rollOut('frozen, glass broken'), 'go'],
  ['roll-out: frozen, the hour is over', rollOut('frozen, glass whole again'), 'frozen'],
  ['roll-out: out of order since', rollOut('out of order'), 'wrong-order'],
  ['roll-out: locked and frozen', rollOut('locked and frozen'), 'locked'],
  ['roll-out: the lock is over', rollOut('lock over'), 'go'],
  // the schedule
  ['offer: free', offer('free'), 'start'],
  ['offer: locked', offer('locked'), 'locked'],
  ['offer: frozen', offer('frozen'), 'frozen'],
  ['offer: frozen; broken glass is not meant for it', offer('frozen, glass broken'), 'frozen'],
  ['offer: out of order', offer('out of order'), 'wrong-order'],
  ['offer: held', offer('free', true), 'held'],
  ['offer: locked and held', offer('locked', true), 'locked'],
  ['offer: the lock is over', offer('lock over'), 'start'],
  // undo: the same gates, but for the order, and approval only where the policy says so
  ['undo: a developer, free', undoRequest('developer', 'free'), yes],
  ['undo: a releaser who is no deployer', undoRequest('releaser', 'free'), 'not-a-deployer'],
  ['undo: an admin who is no deployer', undoRequest('admin', 'free'), 'not-a-deployer'],
  ['undo: a guest', undoRequest('guest', 'free'), 'guest'],
  ['undo: a bot', undoRequest('bot', 'free'), 'bot'],
  ['undo: somebody whom Slack cannot name', undoRequest('unknown', 'free'), 'unknown'],
  ['undo: locked', undoRequest('developer', 'locked'), 'locked'],
  ['undo: frozen', undoRequest('developer', 'frozen'), 'frozen'],
  ['undo: frozen, glass broken', undoRequest('developer', 'frozen, glass broken'), yes],
  ['undo: what ran here before is in order', undoRequest('developer', 'out of order'), yes],
  ['undo: approval by default', undoApproval({ undo: false }), 'goes on'],
  ['undo: approval where the policy says undo', undoApproval({ undo: true }), 'asks'],
  ['undo, turn: free', undoTurn('free'), 'grant'],
  ['undo, turn: locked', undoTurn('locked'), 'locked'],
  ['undo, turn: frozen', undoTurn('frozen'), 'frozen'],
  ['undo, turn: frozen, glass broken', undoTurn('frozen, glass broken'), 'grant'],
  // what people do to a target
  ['lock: a developer', refusalOf('developer', { kind: 'lock', deployers }), yes],
  ['lock: an admin', refusalOf('admin', { kind: 'lock', deployers }), yes],
  ['lock: an outsider', refusalOf('outsider', { kind: 'lock', deployers }), 'not-a-deployer'],
  ['lock: a guest', refusalOf('guest', { kind: 'lock', deployers }), 'guest'],
  ['hold: a developer', refusalOf('developer', { kind: 'hold', deployers }), yes],
  ['hold: a releaser', refusalOf('releaser', { kind: 'hold', deployers }), 'not-a-deployer'],
  ['resume: a developer', refusalOf('developer', { kind: 'resume', deployers }), yes],
  ['unlock: one’s own', refusalOf('developer', { kind: 'unlock', owner: 'U0DEV' }), yes],
  ['unlock: another’s', refusalOf('asker', { kind: 'unlock', owner: 'U0DEV' }), 'not-yours'],
  ['unlock: another’s, an admin', refusalOf('admin', { kind: 'unlock', owner: 'U0DEV' }), yes],
  ['unlock: one’s own, deactivated since', refusalOf('deleted', { kind: 'unlock', owner: 'U0GONE' }), 'deleted'],
  ['take over: another’s', refusalOf('asker', { kind: 'take-lock', owner: 'U0DEV' }), 'not-yours'],
  ['take over: another’s, an admin', refusalOf('admin', { kind: 'take-lock', owner: 'U0DEV' }), yes],
  ['cancel: the asker', refusalOf('asker', { kind: 'cancel', owner: 'U0ASKER' }), yes],
  ['cancel: an approver', refusalOf('releaser', { kind: 'cancel', owner: 'U0ASKER' }), 'not-yours'],
  ['cancel: an admin', refusalOf('admin', { kind: 'cancel', owner: 'U0ASKER' }), yes],
  ['cancel: the schedule’s, a developer', refusalOf('developer', { kind: 'cancel', owner: 'schedule' }), 'not-yours'],
  ['break glass: an admin', refusalOf('admin', { kind: 'break-glass' }), yes],
  ['break glass: a releaser', refusalOf('releaser', { kind: 'break-glass' }), 'not-an-admin'],
  ['break glass: a bot in the list', refusalOf('bot', { kind: 'break-glass' }), 'bot'],
])('%s → %s', (_, verdict, wanted) => {
  expect(verdict).toBe(wanted);
});

it('minds broken glass for people only', () => {
  expect(judgeAutoDeploy(STATE['frozen, glass broken'], NOW)).toBe('frozen');
  expect(judgeGates(STATE['frozen, glass broken'], NOW)).toBeUndefined();
});
