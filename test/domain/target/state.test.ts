import { describe, expect, it } from '@jest/globals';
import type { TargetMessage } from '../../../domain/target/message.ts';
import { newTarget, type Step, type TargetState } from '../../../domain/target/state.ts';
import { step } from '../../../domain/target/step.ts';

const NOW = 1_000;
const image = (tag: string) => ({ tag, digest: `sha256:${tag}`, otherTags: [] });
const request = (deployId: string): TargetMessage => ({ kind: 'requestTurn', deployId, trigger: 'slack', by: 'U1' });
const finish = (
  deployId: string,
  phase?: 'deployed' | 'failed' | 'rejected' | 'expired' | 'superseded',
): TargetMessage => ({
  kind: 'finishTurn',
  trigger: 'slack',
  deployId,
  by: 'U1',
  image: image(deployId),
  ...(phase && { phase }),
});
const offer = (tag: string): TargetMessage => ({
  kind: 'offer',
  image: image(tag),
  idFor: (start) => `auto-${tag}-${start}`,
});

function given(...messages: readonly TargetMessage[]): Step {
  let last: Step = { state: newTarget('api', 'staging'), answer: { kind: 'noted' }, effects: [] };
  for (const message of messages) last = step(last.state, message, NOW);
  return last;
}
const holderOf = ({ holder }: TargetState) => holder?.deployId;
const queueOf = ({ queue }: TargetState) => queue.map(({ deployId }) => deployId);

describe('the turn', () => {
  it('goes to the first who asks; the second hears who has it and where it stands', () => {
    expect(given(request('a')).effects).toEqual([{ kind: 'grant', deployId: 'a' }]);
    const { state, effects } = given(request('a'), request('b'));
    expect([holderOf(state), queueOf(state)]).toEqual(['a', ['b']]);
    expect(effects).toEqual([{ kind: 'wait', deployId: 'b', position: 1, holder: 'a' }]);
  });

  it('asked for twice is granted or told again, and changes nothing', () => {
    const twice = given(request('a'), request('a'));
    expect([holderOf(twice.state), queueOf(twice.state)]).toEqual(['a', []]);
    expect(twice.effects).toEqual([{ kind: 'grant', deployId: 'a' }]);
    expect(queueOf(given(request('a'), request('b'), request('b')).state)).toEqual(['b']);
  });

  it.each([
    ['finished', finish('a', 'deployed')],
    ['failed', finish('a', 'failed')],
    ['given back to decide anew', finish('a')],
    ['lost because its workflow is closed', { kind: 'closed', deployId: 'a' } as const],
  ])('passes on in order when it is %s', (_, message) => {
    const { state, effects } = given(request('a'), request('b'), request('c'), message);
    expect([holderOf(state), queueOf(state)]).toEqual(['b', ['c']]);
    expect(effects).toEqual([
      { kind: 'grant', deployId: 'b' },
      { kind: 'wait', deployId: 'c', position: 1, holder: 'b' },
    ]);
  });

  it('is not disturbed by one that leaves the queue', () => {
    const { state } = given(request('a'), request('b'), request('c'), { kind: 'closed', deployId: 'b' });
    expect([holderOf(state), queueOf(state)]).toEqual(['a', ['c']]);
  });

  it('is refused when twenty wait', () => {
    const waiting = Array.from({ length: 21 }, (_, index) => request(`d${index}`));
    const { state, effects } = given(...waiting, request('late'));
    expect(queueOf(state)).toHaveLength(20);
    expect(effects).toEqual([{ kind: 'refuse', deployId: 'late', code: 'queue-full' }]);
  });

  it('is what a roll-out needs: without it, it is refused', () => {
    const { state, answer } = given(request('a'), { kind: 'beginRollOut', deployId: 'a' });
    expect(answer).toEqual({ kind: 'go' });
    expect(state.holder?.rollingOut).toBe(true);
    expect(given(request('a'), request('b'), { kind: 'beginRollOut', deployId: 'b' }).answer).toEqual({
      kind: 'refused',
      code: 'superseded',
    });
  });
});

describe('what runs', () => {
  it('is what was deployed last, by whom and when', () => {
    const { running } = given(request('a'), finish('a', 'deployed')).state;
    expect(running).toEqual({ tag: 'a', digest: 'sha256:a', deployId: 'a', by: 'U1', at: NOW });
  });

  it('is not changed by a deploy that failed', () => {
    expect(given(request('a'), finish('a', 'deployed'), request('b'), finish('b', 'failed')).state.running?.tag).toBe(
      'a',
    );
  });
});

describe('an offer', () => {
  it('starts a deploy, and the same one until that reports', () => {
    expect(given(offer('v2')).answer).toEqual({ kind: 'start', deployId: 'auto-v2-1' });
    const again = given(offer('v2'), offer('v2'));
    expect(again.answer).toEqual({ kind: 'start', deployId: 'auto-v2-1' });
    expect(again.state.digests).toHaveLength(1);
  });

  it('of what runs starts nothing', () => {
    expect(given(request('v2'), finish('v2', 'deployed'), offer('v2')).answer).toEqual({
      kind: 'not-now',
      why: 'running',
    });
  });

  it.each(['failed', 'rejected', 'expired'] as const)('of what %s is not tried again', (phase) => {
    expect(given(offer('v2'), finish('auto-v2-1', phase), offer('v2')).answer).toEqual({
      kind: 'not-now',
      why: 'tried',
    });
  });

  it('of what was superseded, or replaced since, starts a second deploy of it', () => {
    expect(given(offer('v2'), finish('auto-v2-1', 'superseded'), offer('v2')).answer).toEqual({
      kind: 'start',
      deployId: 'auto-v2-2',
    });
    const replaced = given(
      offer('v2'),
      finish('auto-v2-1', 'deployed'),
      request('v3'),
      finish('v3', 'deployed'),
      offer('v2'),
    );
    expect(replaced.answer).toEqual({ kind: 'start', deployId: 'auto-v2-2' });
  });

  it('of a newer image supersedes an automatic deploy that waits, never one that has the turn, never a person', () => {
    expect(given(offer('v2'), offer('v3')).effects).toEqual([{ kind: 'supersede', deployId: 'auto-v2-1' }]);
    expect(given(offer('v2'), request('auto-v2-1'), offer('v3')).effects).toEqual([]);
    expect(given(request('person'), request('other person'), offer('v3')).effects).toEqual([]);
  });

  it('remembers at most a hundred digests', () => {
    const offers = Array.from({ length: 130 }, (_, index) => offer(`v${index}`));
    const { digests } = given(...offers).state;
    expect(digests).toHaveLength(100);
    expect(digests.at(-1)?.digest).toBe('sha256:v129');
  });
});
