import { describe, expect, it } from '@jest/globals';
import { nextAlarm } from '../../../domain/target/alarm.ts';
import type { TargetMessage } from '../../../domain/target/message.ts';
import { newTarget, type Step } from '../../../domain/target/state.ts';
import { step } from '../../../domain/target/step.ts';

const HOUR = 3_600_000;
const home = { channel: 'C0HOME', locale: 'en' } as const;
const person = (by: string, ...groups: readonly string[]) => ({ by, groups, standing: 'member' as const, home });
const request = (deployId: string, freeze?: { reason: string; until: number }): TargetMessage => ({
  ...{ kind: 'requestTurn', deployId, trigger: deployId.startsWith('auto') ? 'schedule' : 'slack', by: 'U1' },
  ...(freeze && { freeze }),
});
const begin = (deployId: string, freeze?: { reason: string; until: number }): TargetMessage => ({
  ...{ kind: 'beginRollOut', deployId },
  ...(freeze && { freeze }),
});
const finish = (deployId: string, digest = 'sha256:1'): TargetMessage => ({
  ...{ kind: 'finishTurn', trigger: 'slack', deployId, by: 'U1', phase: 'deployed' },
  image: { tag: 'v1', digest, otherTags: [] },
});
const lock = (by = 'U1', over: { reason?: string; forMs?: number } = {}): TargetMessage => ({
  ...{ kind: 'lock', ...person(by), reason: 'migration', remindAfterMs: 3 * HOUR },
  ...over,
});
const unlock = (by = 'U1', ...groups: readonly string[]): TargetMessage => ({
  kind: 'unlock',
  ...person(by, ...groups),
});
const breakGlass = (freeze?: { reason: string; until: number }): TargetMessage => ({
  ...{ kind: 'breakGlass', ...person('U0ADMIN', 'admins'), reason: 'fire' },
  ...(freeze && { freeze }),
});
const tellMe = (by: string, digest?: string): TargetMessage => ({
  ...{ kind: 'tellMe', by, home },
  ...(digest !== undefined && { digest }),
});

/** Messages at their times; what the last one did. */
function given(...messages: readonly (TargetMessage | [at: number, message: TargetMessage])[]): Step {
  let last: Step = { state: newTarget('api', 'production'), answer: { kind: 'noted' }, effects: [] };
  for (const each of messages) {
    const [at, message] = Array.isArray(each) ? each : [0, each];
    last = step(last.state, message, at);
  }
  return last;
}
const said = ({ effects }: Step) =>
  effects.flatMap((effect) => (effect.kind === 'say' ? [`${effect.channel} ${effect.news.kind}`] : []));
const granted = ({ effects }: Step) => effects.flatMap((effect) => (effect.kind === 'grant' ? [effect.deployId] : []));
const stops = ({ effects }: Step) =>
  effects.flatMap((effect) =>
    effect.kind === 'wait' ? [`${effect.position} ${effect.deployId} ${effect.stop?.code}`] : [],
  );

describe('a stop right before the roll-out', () => {
  it('takes the turn back, puts the deploy at the head, and gives the turn to nobody until it ends', () => {
    const stopped = given(request('a'), request('b'), lock(), begin('a'));
    expect(stopped.answer).toMatchObject({ kind: 'refused', code: 'locked', stop: { by: 'U1', reason: 'migration' } });
    expect(stopped.state.holder).toBeUndefined();
    expect(stops(stopped)).toEqual(['1 a locked', '2 b locked']);
    expect(granted(given(request('a'), request('b'), lock(), begin('a'), unlock()))).toEqual(['a']);
  });

  it('by a freeze ends when the clock says so', () => {
    const freeze = { reason: 'weekend', until: 5 * HOUR };
    const stopped = given(request('a'), begin('a', freeze));
    expect(stopped.answer).toMatchObject({ kind: 'refused', code: 'frozen' });
    expect(nextAlarm(stopped.state)).toBe(5 * HOUR);
    expect(granted(given(request('a'), begin('a', freeze), [5 * HOUR, { kind: 'tick' }]))).toEqual(['a']);
  });

  it('by the order of environments is no waiting: the turn stays until the deploy ends', () => {
    const { state, answer } = given(request('a'), { kind: 'beginRollOut', deployId: 'a', notIn: 'staging' });
    expect(answer).toMatchObject({ kind: 'refused', code: 'wrong-order', stop: { notIn: 'staging' } });
    expect(state.holder?.deployId).toBe('a');
  });

  it('does not undo a yes that was given: asked again because the answer was lost, it is yes again', () => {
    expect(given(request('a'), begin('a'), lock(), begin('a')).answer).toEqual({ kind: 'go' });
    expect(given(request('a'), begin('a'), lock()).answer).toMatchObject({ kind: 'locked', rollingOut: 'a' });
  });

  it('counts again when the deploy found that what it planned had moved', () => {
    expect(given(request('a'), begin('a'), lock(), request('a'), begin('a')).answer).toMatchObject({ code: 'locked' });
  });

  it('is lifted for one roll-out of a person by broken glass, never for the schedule', () => {
    const freeze = { reason: 'weekend', until: 5 * HOUR };
    const waiting = [request('auto-1', freeze), request('a', freeze), request('b', freeze)];
    const broken = given(...waiting, breakGlass(freeze));
    expect(granted(broken)).toEqual(['a']);
    expect(said(broken)).toEqual(['C0HOME glass-broken']);
    const used = given(...waiting, breakGlass(freeze), begin('a', freeze), finish('a'));
    expect(used.state.glass).toBeUndefined();
    expect(granted(used)).toEqual([]);
    expect(given(breakGlass()).answer).toEqual({ kind: 'not-frozen' });
  });
});

describe('a lock', () => {
  it('is set, moved and ended by its owner, and nothing is said to anybody else', () => {
    expect(said(given(lock()))).toEqual(['C0HOME locked']);
    const extended = given(
      [10, lock('U1', { forMs: HOUR })],
      [20, { kind: 'lock', ...person('U1'), remindAfterMs: 3 * HOUR }],
    );
    expect(extended.state.lock).toMatchObject({ at: 10, reason: 'migration', until: 3 * HOUR + 20 });
    expect(given({ kind: 'lock', ...person('U1'), remindAfterMs: HOUR }).answer).toEqual({ kind: 'not-locked' });
    expect(said(given(lock(), unlock()))).toEqual(['C0HOME unlocked']);
    expect(given(unlock()).answer).toEqual({ kind: 'not-locked' });
  });

  it('stays when somebody else wants it; an admin takes it over or ends it, and the former owner hears', () => {
    expect(given(lock(), lock('U2')).answer).toMatchObject({ kind: 'not-yours', lock: { by: 'U1' } });
    expect(given(lock(), unlock('U2')).answer).toMatchObject({ kind: 'not-yours', lock: { by: 'U1' } });
    const taken = given(lock(), {
      kind: 'lock',
      ...person('U0ADMIN', 'admins'),
      reason: 'incident',
      remindAfterMs: HOUR,
    });
    expect(taken.answer).toMatchObject({ kind: 'locked', takenFrom: 'U1' });
    expect(said(taken)).toEqual(['C0HOME locked', 'U1 lock-taken']);
    expect(said(given(lock(), unlock('U0ADMIN', 'admins')))).toEqual(['C0HOME unlocked', 'U1 lock-removed']);
  });

  it('asks its owner again and again whether it is needed, and ends by itself when it said so', () => {
    const { state } = given(lock('U1', { forMs: 4 * HOUR }));
    expect(nextAlarm(state)).toBe(3 * HOUR);
    const asked = step(state, { kind: 'tick' }, 3 * HOUR);
    expect(said(asked)).toEqual(['U1 lock-reminder']);
    expect(nextAlarm(asked.state)).toBe(4 * HOUR);
    const over = step(step(asked.state, request('a'), 3 * HOUR).state, { kind: 'tick' }, 4 * HOUR);
    expect([over.state.lock, said(over), granted(over)]).toEqual([undefined, ['C0HOME lock-over'], ['a']]);
    expect(said(step(state, { kind: 'tick' }, HOUR))).toEqual([]);
    expect(nextAlarm(newTarget('api', 'production'))).toBeUndefined();
  });
});

describe('a hold', () => {
  it('is announced, and so is its end', () => {
    const hold: TargetMessage = { kind: 'hold', ...person('U1'), reason: 'demo' };
    expect(said(given(hold))).toEqual(['C0HOME held']);
    expect(said(given(hold, { kind: 'resume', ...person('U2') }))).toEqual(['C0HOME resumed']);
    expect(given({ kind: 'resume', ...person('U2') }).answer).toEqual({ kind: 'not-held' });
  });
});

describe('tell me', () => {
  it('is said once, when nobody has the turn and nothing stops', () => {
    expect(given(tellMe('U2')).answer).toEqual({ kind: 'free-already' });
    expect(given(lock(), tellMe('U2')).answer).toEqual({ kind: 'listening' });
    expect(said(given(lock(), tellMe('U2'), tellMe('U2'), unlock()))).toEqual(['C0HOME unlocked', 'U2 free']);
    expect(said(given(request('a'), tellMe('U2'), finish('a')))).toEqual(['U2 free']);
    expect(said(given(request('a'), request('b'), tellMe('U2'), finish('a')))).toEqual([]);
  });

  it('waits for an image, too', () => {
    expect(said(given(request('a'), tellMe('U2', 'sha256:2'), finish('a', 'sha256:1')))).toEqual([]);
    expect(said(given(request('a'), tellMe('U2', 'sha256:2'), finish('a', 'sha256:2')))).toEqual(['U2 deployed-here']);
  });

  it('is for fifty at most', () => {
    const many = Array.from({ length: 50 }, (_, index) => tellMe(`U${index}`));
    expect(given(lock(), ...many, tellMe('U50')).answer).toEqual({ kind: 'too-many' });
  });
});
