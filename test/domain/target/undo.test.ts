import { describe, expect, it } from '@jest/globals';
import { driftFrom } from '../../../domain/target/drift.ts';
import type { TargetMessage } from '../../../domain/target/message.ts';
import { type LastChange, newTarget, type Step, type TargetState } from '../../../domain/target/state.ts';
import { step } from '../../../domain/target/step.ts';
import { undoTo } from '../../../domain/target/undo.ts';

const NOW = 1_000;
const home = { channel: 'C1', locale: 'en' } as const;
const image = (tag: string) => ({ tag, digest: `sha256:${tag}`, otherTags: [] });
const version = (tag: string) => ({ tag, digest: `sha256:${tag}` });
const actor = (by = 'U1') => ({ by, groups: ['developers'], standing: 'member' as const });

type Finish = Extract<TargetMessage, { kind: 'finishTurn' }>;

/** A deploy from one tag to another that ended. */
const changed = (from: string | null, to: string, over: Partial<Finish> = {}): Finish => ({
  ...{ kind: 'finishTurn', deployId: `${from}-${to}`, by: 'U1', trigger: 'slack', phase: 'deployed' },
  ...{ image: image(to), changed: { from } },
  ...over,
});
const undone = (from: string, to: string): Finish => changed(from, to, { deployId: `undo-${from}`, trigger: 'undo' });
const failed = (from: string, to: string, over: Partial<Finish> = {}): Finish =>
  changed(from, to, { phase: 'failed', changed: { from, code: 'rollout-failed' }, ...over });
const offer = (tag: string): TargetMessage => ({
  ...{ kind: 'offer', image: image(tag), idFor: (start: number) => `auto-${tag}-${start}` },
});
const request = (deployId: string, trigger: 'slack' | 'schedule' | 'undo' = 'slack'): TargetMessage => ({
  ...{ kind: 'requestTurn', deployId, trigger, by: 'U1' },
});
const beginUndo: TargetMessage = { kind: 'beginUndo', deployId: 'undo-1', by: 'U1' };
const resume: TargetMessage = { kind: 'resume', ...actor(), home };

function given(...messages: readonly TargetMessage[]): Step {
  let last: Step = { state: newTarget('api', 'staging'), answer: { kind: 'noted' }, effects: [] };
  for (const message of messages) last = step(last.state, message, NOW);
  return last;
}
const lastOf = ({ state }: Step): LastChange => {
  if (!state.lastChange) throw new Error('nothing was changed');
  return state.lastChange;
};
const answerTo = (message: TargetMessage, ...before: readonly TargetMessage[]) => given(...before, message).answer;

describe('undoTo', () => {
  it.each<[string, Step, string | null, string | undefined]>([
    ['the last deploy', given(changed('v1', 'v2')), 'v2', 'v1'],
    ['what tempocat never deployed itself', given(changed('by-hand', 'v1')), 'v1', 'by-hand'],
    ['only the last of several', given(changed('v1', 'v2'), changed('v2', 'v3')), 'v3', 'v2'],
    ['a deploy that failed', given(changed('v1', 'v2'), failed('v2', 'v3')), 'v3', 'v2'],
    ['nothing twice: what failed was taken back already', given(failed('v1', 'v2')), 'v1', 'v1'],
    ['an undo', given(changed('v1', 'v2'), undone('v2', 'v1')), 'v1', 'v2'],
    ['an undo of an undo', given(changed('v1', 'v2'), undone('v2', 'v1'), undone('v1', 'v2')), 'v2', 'v1'],
    ['an undo of what had failed', given(failed('v1', 'v2'), undone('v2', 'v1')), 'v1', 'v2'],
    ['a change by hand', given(changed('v1', 'v2')), 'v9', 'v2'],
    ['a change by hand over what failed', given(failed('v1', 'v2')), 'v9', 'v1'],
    ['a change by hand where no tag is left', given(changed('v1', 'v2')), null, 'v2'],
    ['the first tag that was ever set', given(changed(null, 'v1')), 'v1', undefined],
    ['a deploy over one that never ran well', given(failed('v1', 'v2'), changed('v2', 'v3')), 'v3', 'v1'],
    ['a retry of what failed', given(failed('v1', 'v2'), failed('v2', 'v2')), 'v2', 'v1'],
    ['a deploy back to what ran before the failure', given(failed('v1', 'v2'), changed('v2', 'v1')), 'v1', 'v2'],
  ])('takes back %s', (_, step_, present, tag) => {
    expect(undoTo(lastOf(step_), present)?.tag).toBe(tag);
  });

  it('knows the image where the target deployed it, or was told', () => {
    expect(lastOf(given(changed(null, 'v1'), changed('v1', 'v2'))).from).toEqual(version('v1'));
    expect(lastOf(given(changed('v0', 'v1'))).from).toEqual({ tag: 'v0' });
    const told = changed('v0', 'v1', { changed: { from: 'v0', fromDigest: 'sha256:v0' } });
    expect(lastOf(given(told)).from).toEqual(version('v0'));
  });

  it('forgets nothing when a deploy changed nothing', () => {
    const { changed: _, ...without } = changed('v2', 'v3', { phase: 'rejected' });
    expect(lastOf(given(changed('v1', 'v2'), without)).to.tag).toBe('v2');
  });

  it('a deploy that was terminated in its roll-out is the last change, too', () => {
    const begin: TargetMessage = {
      ...{ kind: 'beginRollOut', deployId: 'a', change: { from: 'v1', to: version('v2') } },
    };
    const lost = given(request('a'), begin, { kind: 'closed', deployId: 'a' });
    expect(lastOf(lost)).toMatchObject({ deployId: 'a', phase: 'failed', from: { tag: 'v1' }, to: { tag: 'v2' } });
  });
});

describe('an undo and the schedule', () => {
  it('holds auto-deploy until somebody resumes it, and supersedes what waits, but not whose turn it is', () => {
    const waiting = given(request('a'), offer('v2'), beginUndo);
    expect(waiting.state.hold).toEqual({ by: 'U1', at: NOW, undo: 'undo-1' });
    expect(waiting.effects).toEqual([{ kind: 'supersede', deployId: 'auto-v2-1' }]);
    const holding = given(offer('v2'), request('auto-v2-1', 'schedule'), beginUndo);
    expect(holding.effects).toEqual([]);
  });

  it('keeps a hold that stood before', () => {
    const hold: TargetMessage = { kind: 'hold', ...actor('U2'), home, reason: 'demo' };
    expect(given(hold, beginUndo).state.hold).toMatchObject({ by: 'U2', reason: 'demo' });
  });

  it('waits for nobody but the one whose turn it is', () => {
    const { state } = given(request('a'), request('b'), request('c'), request('u', 'undo'));
    expect(state.queue.map(({ deployId }) => deployId)).toEqual(['u', 'b', 'c']);
  });

  const auto = (from: string, to: string): TargetMessage[] => [
    offer(to),
    changed(from, to, { deployId: `auto-${to}-1`, by: 'schedule', trigger: 'schedule' }),
  ];
  it.each<[string, TargetMessage[], string, object]>([
    ['held', [...auto('v1', 'v2'), beginUndo, undone('v2', 'v1')], 'v3', { kind: 'not-now', why: 'held' }],
    ['resumed: the bad image', [...auto('v1', 'v2'), beginUndo, undone('v2', 'v1'), resume], 'v2', { why: 'tried' }],
    ['resumed: what it went back to', [...auto('v1', 'v2'), undone('v2', 'v1')], 'v1', { why: 'running' }],
    ['resumed: a newer image', [...auto('v1', 'v2'), beginUndo, undone('v2', 'v1'), resume], 'v3', { kind: 'start' }],
    [
      'the bad image, much later',
      [changed('v1', 'v2'), undone('v2', 'v1'), ...auto('v1', 'v3')],
      'v2',
      { why: 'tried' },
    ],
    [
      'the bad image, once a person deployed it again',
      [changed('v1', 'v2'), undone('v2', 'v1'), changed('v1', 'v2'), ...auto('v2', 'v3')],
      'v2',
      { kind: 'start' },
    ],
    ['a failed image', [offer('v2'), failed('v1', 'v2', { deployId: 'auto-v2-1' })], 'v2', { why: 'tried' }],
    [
      'newer than a failed image',
      [offer('v2'), failed('v1', 'v2', { deployId: 'auto-v2-1' })],
      'v3',
      { kind: 'start' },
    ],
    ['what a person replaced', [...auto('v1', 'v2'), changed('v2', 'v1')], 'v2', { why: 'tried' }],
    ['what the schedule itself replaced', [...auto('v1', 'v2'), ...auto('v2', 'v3')], 'v2', { kind: 'start' }],
  ])('offers: %s', (_, before, tag, answer) => {
    expect(answerTo(offer(tag), ...before)).toMatchObject(answer);
  });

  it('counts starts on after an image was undone, so that no id is used twice', () => {
    const again = answerTo(
      offer('v2'),
      ...auto('v1', 'v2'),
      undone('v2', 'v1'),
      changed('v1', 'v2'),
      ...auto('v2', 'v3'),
    );
    expect(again).toEqual({ kind: 'start', deployId: 'auto-v2-2' });
  });
});

describe('settle', () => {
  const unknown = failed('v1', 'v2', { deployId: 'd', changed: { from: 'v1', code: 'outcome-unknown' } });
  const settle = (worked: boolean, by = 'U1', deployId = 'd'): TargetMessage => ({
    ...{ kind: 'settle', ...actor(by), home, deployId, worked, threadTs: '1.1' },
  });

  it('It worked: it counts as deployed, and is said in the thread', () => {
    const { state, answer, effects } = given(unknown, settle(true));
    expect(answer).toEqual({ kind: 'settled', worked: true });
    expect(state.running).toMatchObject({ tag: 'v2', deployId: 'd' });
    expect(state.lastChange).toMatchObject({ phase: 'deployed', settled: { by: 'U1', worked: true } });
    expect(effects).toEqual([expect.objectContaining({ kind: 'say', channel: 'C1', threadTs: '1.1' })]);
  });

  it('It failed: nothing runs that did not run before', () => {
    const { state } = given(unknown, settle(false));
    expect(state.running).toBeUndefined();
    expect(state.lastChange).toMatchObject({ phase: 'failed', settled: { worked: false } });
  });

  it.each<[string, readonly TargetMessage[], TargetMessage, object]>([
    [
      'a second word',
      [unknown, settle(true, 'U2')],
      settle(false),
      { kind: 'settled-already', by: 'U2', worked: true },
    ],
    ['a known outcome', [failed('v1', 'v2', { deployId: 'd' })], settle(true), { kind: 'nothing-to-settle' }],
    ['an earlier deploy', [unknown, changed('v2', 'v3')], settle(true), { kind: 'nothing-to-settle' }],
    ['nothing', [], settle(true), { kind: 'nothing-to-settle' }],
  ])('leaves %s', (_, before, message, answer) => {
    const { state } = given(...before);
    const after = step(state, message, NOW);
    expect(after.answer).toEqual(answer);
    expect(after.state).toEqual(state);
  });
});

describe('drift', () => {
  const notice = (tag: string | null, digest?: string): TargetMessage => ({
    ...{ kind: 'noticeDrift', found: { tag, ...(digest !== undefined && { digest }) }, home },
  });
  const adopt = (tag: string): TargetMessage => ({ kind: 'adopt', ...actor('U2'), home, tag });
  const driftOf = (state: TargetState) => state.drift?.found.tag;

  it.each<[string, readonly TargetMessage[], string | null, string | undefined]>([
    ['what was deployed', [changed('v1', 'v2')], 'v2', undefined],
    ['another tag', [changed('v1', 'v2')], 'v9', 'v2'],
    ['no tag', [changed('v1', 'v2')], null, 'v2'],
    ['where tempocat deployed nothing', [], 'v9', undefined],
    ['either side of a change that failed', [changed('v0', 'v1'), failed('v1', 'v2')], 'v1', undefined],
    ['the other side of it', [changed('v0', 'v1'), failed('v1', 'v2')], 'v2', undefined],
    ['neither side of it', [changed('v0', 'v1'), failed('v1', 'v2')], 'v9', 'v2'],
  ])('finds %s', (_, before, found, believed) => {
    expect(driftFrom(given(...before).state, found)).toBe(believed);
  });

  it('is said once for each thing found, and forgotten when it is over', () => {
    const first = given(changed('v1', 'v2'), notice('v9', 'sha256:v9'));
    expect(first.effects).toEqual([
      expect.objectContaining({
        news: expect.objectContaining({ kind: 'drift', believed: 'v2', found: 'v9', canAdopt: true }),
      }),
    ]);
    expect(step(first.state, notice('v9', 'sha256:v9'), NOW).effects).toEqual([]);
    expect(step(first.state, notice('v8'), NOW).effects).toHaveLength(1);
    expect(driftOf(step(first.state, notice('v2'), NOW).state)).toBeUndefined();
    expect(driftOf(step(first.state, changed('v9', 'v3'), NOW).state)).toBeUndefined();
  });

  it('is nothing while a deploy is changing it', () => {
    const begin: TargetMessage = { kind: 'beginRollOut', deployId: 'a' };
    expect(given(changed('v1', 'v2'), request('a'), begin, notice('v9')).effects).toEqual([]);
  });

  it('Adopt makes it what runs, and an undo goes back to what was there before', () => {
    const { state, answer } = given(changed('v1', 'v2'), notice('v9', 'sha256:v9'), adopt('v9'));
    expect(answer).toEqual({ kind: 'adopted', tag: 'v9' });
    expect(state).toMatchObject({ running: { tag: 'v9', by: 'U2' }, lastChange: { from: { tag: 'v2' } } });
    expect(driftOf(state)).toBeUndefined();
  });

  it.each<[string, TargetMessage[]]>([
    ['what is not there any more', [changed('v1', 'v2'), notice('v8', 'sha256:v8'), adopt('v9')]],
    ['what ECR does not have', [changed('v1', 'v2'), notice('v9'), adopt('v9')]],
    ['nothing', [adopt('v9')]],
  ])('does not adopt %s', (_, messages) => {
    expect(given(...messages).answer).toEqual({ kind: 'nothing-to-adopt' });
  });

  it('a deploy that finds it there already adopts it', () => {
    const finished: TargetMessage = {
      ...{ kind: 'finishTurn', deployId: 'd', by: 'U1', trigger: 'slack', phase: 'unchanged', image: image('v9') },
    };
    expect(given(changed('v1', 'v2'), finished).state).toMatchObject({
      running: { tag: 'v9' },
      lastChange: { from: { tag: 'v2' }, to: { tag: 'v9' } },
    });
    expect(given(failed('v1', 'v9'), finished).state.running).toBeUndefined();
  });
});
