import type { z } from 'zod';
import { refusal } from './refusal.ts';

/** What a service of the AWS JSON protocol can be asked, by the operation's name. */
export type Operations = Readonly<Record<string, (input: unknown) => unknown>>;

/** An operation that reads its input by a schema, as AWS validates it. */
export function operation<Input>(schema: z.ZodType<Input>, carryOut: (input: Input) => unknown) {
  return (input: unknown): unknown => {
    const read = schema.safeParse(input);
    if (read.success) return carryOut(read.data);
    const [issue] = read.error.issues;
    throw refusal('InvalidParameterException', `Invalid parameter at '${issue?.path.join('.')}': ${issue?.message}`);
  };
}
