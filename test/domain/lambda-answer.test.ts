import { describe, expect, it } from '@jest/globals';
import { isTimedOut, judgeAnswer } from '../../domain/lambda-answer.ts';

const answered = (payload: string, functionError?: string) =>
  ({ kind: 'answered', payload, ...(functionError && { functionError }) }) as const;

describe('judgeAnswer', () => {
  it.each([
    ['any JSON', '{"x":1}', undefined],
    ['text', 'done', undefined],
    ['nothing', '', undefined],
    ['null', 'null', undefined],
    ['what is expected', '{"ok":true}', { ok: true }],
    ['more than is expected', '{"ok":true,"a":{"b":[1,{"c":2}],"d":3}}', { ok: true, a: { b: [1, { c: 2 }] } }],
    ['an expected list', '[1,2]', [1, 2]],
    ['an expected text', '"ok"', 'ok'],
  ])('%s is success', (_, payload, expected) => {
    expect(judgeAnswer(answered(payload), expected)).toEqual({ kind: 'succeeded' });
  });

  it.each([
    ['a polite no', '{"ok":false}', { ok: true }, 'does not contain {"ok":true}: {"ok":false}'],
    ['a missing key', '{}', { ok: true }, 'does not contain'],
    ['an inherited key', '{}', { toString: 'x' }, 'does not contain'],
    ['a shorter list', '[1]', [1, 2], 'does not contain'],
    ['no list', '{"0":1}', [1], 'does not contain'],
    ['no object', '[]', { ok: true }, 'does not contain'],
    ['text where JSON is expected', 'done', { ok: true }, 'is not JSON'],
  ])('%s is failure', (_, payload, expected, detail) => {
    expect(judgeAnswer(answered(payload), expected)).toEqual({
      kind: 'failed',
      detail: expect.stringContaining(detail),
    });
  });

  it.each([
    [
      'an error with type and message',
      '{"errorType":"RangeError","errorMessage":"no shards"}',
      'RangeError: no shards',
    ],
    ['only a message', '{"errorMessage":"no shards"}', 'no shards'],
    ['neither', '{"x":1}', '{"x":1}'],
    ['text', 'boom', 'boom'],
    ['nothing', '', 'Unhandled'],
  ])('FunctionError with %s is failure', (_, payload, detail) => {
    expect(judgeAnswer(answered(payload, 'Unhandled'))).toEqual({ kind: 'failed', detail });
  });
});

describe('isTimedOut', () => {
  it.each([
    ['{"errorMessage":"2026 abc Task timed out after 900.00 seconds"}', 'Unhandled', true],
    ['{"errorMessage":"no shards"}', 'Unhandled', false],
    ['{"message":"Task timed out after 3.00 seconds"}', undefined, false],
  ])('%s', (payload, functionError, is) => {
    expect(isTimedOut(answered(payload, functionError))).toBe(is);
  });
});
