import { z } from 'zod';
import { nearest } from '../nearest.ts';
import type { Finding } from './check.ts';

const EXPECTED: Readonly<Record<string, string>> = {
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
  string: 'text',
  boolean: 'true or false',
  number: 'a number',
  int: 'a whole number',
};

/** What zod found, in words that follow the key; texts of the schema's own come first. */
export const sayIssue: z.core.$ZodErrorMap = (issue) => {
  if (issue.input === undefined) return 'is missing';
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${EXPECTED[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be ${issue.values.map(String).join(' or ')}`;
    case 'invalid_union':
      return Array.isArray(issue.options) ? `must be ${issue.options.join(' or ')}` : undefined;
    case 'too_small':
      return issue.origin === 'number' ? `must be at least ${issue.minimum}` : 'must not be empty';
    case 'too_big':
      return `must be at most ${issue.maximum}`;
    case 'unrecognized_keys':
      return issue.inst instanceof z.ZodObject ? Object.keys(issue.inst.shape).join(' ') : undefined;
    default:
      return undefined;
  }
};

/** An unknown key is a finding at the key itself, so that its own line is named. */
export function findingsOf(issue: z.core.$ZodIssue): Finding[] {
  const path = issue.path.filter((key) => typeof key !== 'symbol');
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
  const known = issue.message.split(' ');
  return issue.keys.map((key) => ({ path: [...path, key], message: unknownKey(key, known) }));
}

function unknownKey(key: string, known: readonly string[]): string {
  const [near] = nearest(key, known);
  return `is no key here; ${near === undefined ? `there are ${known.join(', ')}` : `did you mean "${near}"?`}`;
}
