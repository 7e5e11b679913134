import { describe, expect, it } from '@jest/globals';
import { judgeUndo } from '../../../domain/target/judge-undo.ts';

const from = { tag: 'v1' };
const holder = (over = {}) => ({
  deployId: 'deploy:api:staging:2',
  trigger: 'slack' as const,
  rollingOut: false,
  ...over,
});

describe('judgeUndo', () => {
  it.each([
    ['nothing where nothing was ever changed', {}, undefined, { kind: 'nothing' }],
    [
      'nothing where nobody knows what was there before',
      { lastChange: { from: null } },
      undefined,
      { kind: 'nothing' },
    ],
    ['the last change', { lastChange: { deployId: 'd1', from } }, undefined, { kind: 'undo', of: 'd1' }],
    ['what somebody changed by hand', { lastChange: { from } }, undefined, { kind: 'undo' }],
    ['the change that is meant', { lastChange: { deployId: 'd1', from } }, 'd1', { kind: 'undo', of: 'd1' }],
    [
      'nothing that was overtaken',
      { lastChange: { deployId: 'd2', from } },
      'd1',
      { kind: 'not-the-last', last: 'd2' },
    ],
    ['nothing that somebody changed by hand since', { lastChange: { from } }, 'd1', { kind: 'not-the-last' }],
    [
      'the change that is being made',
      { lastChange: { deployId: 'd1', from }, holder: holder({ rollingOut: true }) },
      undefined,
      { kind: 'undo', of: 'deploy:api:staging:2' },
    ],
    [
      'nothing twice',
      { lastChange: { deployId: 'd1', from }, holder: holder({ trigger: 'undo' }) },
      undefined,
      { kind: 'under-way', deployId: 'deploy:api:staging:2' },
    ],
  ])('takes back %s', (_, past, of, judged) => {
    expect(judgeUndo(past, of)).toEqual(judged);
  });
});
