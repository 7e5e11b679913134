import { arn } from '../account.ts';
import { restRefusal } from '../refusal.ts';
import type { LambdaHandler } from './execute.ts';

export interface LambdaFunction {
  readonly handler: LambdaHandler;
  /** Lambda's longest, 900 s, unless told. */
  readonly timeoutMs?: number;
  /** Version by alias. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** How what it throws is marked; old runtimes said `Handled`. */
  readonly functionError?: 'Handled' | 'Unhandled';
}

export interface Registered extends LambdaFunction {
  readonly name: string;
  readonly executions: unknown[];
}

interface Found {
  readonly fn: Registered;
  /** `$LATEST`, or a number. */
  readonly version: string;
}

const LATEST = '$LATEST';

/** Finds what is to run by name, partial ARN or ARN, each with an optional `:qualifier`. */
export function findFunction(
  functions: ReadonlyMap<string, Registered>,
  reference: string,
  qualifier: string | undefined,
): Found {
  const { name, suffix } = readReference(reference);
  const asked = qualifier ?? suffix;
  const address = arn('lambda', `function:${name}${asked === undefined ? '' : `:${asked}`}`);
  const fn = functions.get(name);
  if (!fn) throw restRefusal(404, 'ResourceNotFoundException', `Function not found: ${address}`);
  const version = versionOf(fn, asked);
  if (version !== undefined) return { fn, version };
  const isNumber = /^\d+$/.test(asked ?? '');
  const message = isNumber ? `Function not found: ${address}` : `Cannot find alias arn: ${address}`;
  throw restRefusal(404, 'ResourceNotFoundException', message);
}

function versionOf({ aliases = {} }: Registered, asked: string | undefined): string | undefined {
  if (asked === undefined || asked === LATEST) return LATEST;
  if (Object.values(aliases).includes(asked)) return asked;
  return Object.hasOwn(aliases, asked) ? aliases[asked] : undefined;
}

export function readReference(reference: string): { readonly name: string; readonly suffix: string | undefined } {
  const [, name = reference, suffix] = /^(?:.*\bfunction:)?([^:]+)(?::([^:]+))?$/.exec(reference) ?? [];
  return { name, suffix };
}
