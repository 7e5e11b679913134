import type { LambdaAnswer } from './invoke.ts';
import type { Json } from './target.ts';

export type AnswerVerdict = { readonly kind: 'succeeded' } | { readonly kind: 'failed'; readonly detail: string };

/** HTTP 200 is not success: `FunctionError` marks a failure, and with `expect` the JSON answer must contain it. */
export function judgeAnswer({ payload, functionError }: LambdaAnswer, expect?: Json): AnswerVerdict {
  const answer = parseJson(payload);
  if (functionError !== undefined) return { kind: 'failed', detail: errorOf(answer, payload, functionError) };
  if (expect === undefined) return { kind: 'succeeded' };
  if (answer === undefined)
    return { kind: 'failed', detail: `the answer is not JSON, and ${JSON.stringify(expect)} is expected` };
  if (contains(answer, expect)) return { kind: 'succeeded' };
  return { kind: 'failed', detail: `the answer does not contain ${JSON.stringify(expect)}: ${payload.slice(0, 500)}` };
}

/** The function ran out of its time; what it started may go on without it. Lambda says so in these words. */
export function isTimedOut({ payload, functionError }: LambdaAnswer): boolean {
  return functionError !== undefined && /Task timed out after [\d.]+ seconds/.test(payload);
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function errorOf(answer: Json | undefined, payload: string, functionError: string): string {
  if (!isRecord(answer)) return payload || functionError;
  const { errorType, errorMessage } = answer;
  const parts = [errorType, errorMessage].filter((part) => typeof part === 'string' && part !== '');
  return parts.length > 0 ? parts.join(': ') : payload;
}

/** Objects may hold more than expected; lists and everything else must be the same. */
function contains(answer: Json, expect: Json): boolean {
  if (Array.isArray(expect)) {
    return (
      Array.isArray(answer) &&
      answer.length === expect.length &&
      expect.every((item, index) => contains(answer[index], item))
    );
  }
  if (!isRecord(expect)) return answer === expect;
  return (
    isRecord(answer) &&
    Object.entries(expect).every(([key, value]) => {
      const found = Object.hasOwn(answer, key) ? answer[key] : undefined;
      return found !== undefined && contains(found, value);
    })
  );
}

function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
