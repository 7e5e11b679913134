import { describe, expect, it } from '@jest/globals';
import { enterPhase, type PhaseEntry, timeInPhases } from '../../domain/phase-times.ts';

describe('enterPhase', () => {
  it('writes down when a phase begins, and once', () => {
    const first = enterPhase([], 'resolving', 1);
    const second = enterPhase(enterPhase(first, 'planned', 2), 'planned', 3);
    expect(second).toEqual([
      ['resolving', 1],
      ['planned', 2],
    ]);
  });

  it('stays short, and its last entry is true', () => {
    let entries: readonly PhaseEntry[] = [];
    for (let at = 0; at < 100; at += 1) entries = enterPhase(entries, at % 2 === 0 ? 'queued' : 'planned', at);
    expect(entries).toHaveLength(18);
    expect(entries.at(-1)).toEqual(['planned', 99]);
  });
});

describe('timeInPhases', () => {
  it('adds up what was entered again; the last one lasts until the end', () => {
    const entries = [
      ['planned', 0],
      ['awaiting-approval', 10],
      ['planned', 70],
      ['awaiting-approval', 75],
      ['deployed', 100],
    ] as const;
    expect([...timeInPhases(entries, 103)]).toEqual([
      ['planned', 15],
      ['awaiting-approval', 85],
      ['deployed', 3],
    ]);
  });

  it('never counts backwards, whatever the clocks say', () => {
    expect([...timeInPhases([['verifying', 100]], 50)]).toEqual([['verifying', 0]]);
    expect(timeInPhases([], 50).size).toBe(0);
  });
});
