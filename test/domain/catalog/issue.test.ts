import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { findingsOf, sayIssue } from '../../../domain/catalog/issue.ts';

const sayOf = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value, { error: sayIssue }).error?.issues.flatMap(findingsOf);

describe('sayIssue', () => {
  it.each([
    ['what is missing', z.object({ a: z.string() }), {}, 'is missing'],
    ['a wrong type', z.object({ a: z.array(z.string()) }), { a: 1 }, 'must be a list'],
    ['a number', z.object({ a: z.number() }), { a: 'x' }, 'must be a number'],
    ['a type without a word of ours', z.object({ a: z.bigint() }), { a: 1 }, 'must be bigint'],
    ['a choice', z.object({ a: z.enum(['b', 'c']) }), { a: 'd' }, 'must be b or c'],
    [
      'what only zod can say',
      z.object({ a: z.number().multipleOf(2) }),
      { a: 3 },
      expect.stringContaining('multiple of 2'),
    ],
    ['a union of types', z.object({ a: z.union([z.string(), z.number()]) }), { a: null }, 'Invalid input'],
    ['the schema’s own words first', z.object({ a: z.string('must be a word') }), { a: 1 }, 'must be a word'],
  ])('says %s', (_, schema, value, message) => {
    expect(sayOf(schema, value)).toEqual([{ path: ['a'], message }]);
  });
});

describe('findingsOf', () => {
  it('makes each unknown key a finding of its own, with the key that may have been meant', () => {
    expect(
      sayOf(z.strictObject({ name: z.string(), branch: z.string() }), { name: 'x', branch: 'y', nmae: 1, z: 2 }),
    ).toEqual([
      { path: ['nmae'], message: 'is no key here; did you mean "name"?' },
      { path: ['z'], message: 'is no key here; there are name, branch' },
    ]);
  });
});
