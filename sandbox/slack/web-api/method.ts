import { z } from 'zod';
import { Blocks, nameAll } from '../block-kit/block.ts';
import { belongs, type Company, type Place } from '../company.ts';
import type { Workspace } from '../workspace.ts';
import { refusal } from './refusal.ts';

/** What a method of the Web API works on. */
export interface Office {
  readonly company: Company;
  readonly workspace: Workspace;
  /** Where this Slack listens. */
  readonly site: () => string;
}

/** Takes the arguments as they came and answers what stands beside `ok: true`. */
export type Method = (args: unknown) => object;
export type Methods = Readonly<Record<string, Method>>;

export function method<T>(schema: z.ZodType<T>, run: (args: T) => object): Method {
  return (args) => {
    const parsed = schema.safeParse(args);
    if (parsed.success) return run(parsed.data);
    const [first] = parsed.error.issues;
    if (first?.path[0] === 'blocks') throw refusal('invalid_blocks', describe(parsed.error.issues));
    throw refusal('invalid_arguments', describe(parsed.error.issues));
  };
}

function describe(issues: readonly z.core.$ZodIssue[]): string[] {
  return issues.map(({ message, path }) => `[ERROR] ${message} [json-pointer:/${path.join('/')}]`);
}

/** Forms carry words, JSON carries truth. */
export const flag = z.union([z.boolean(), z.stringbool()]);

/** Named, as Slack keeps them. */
export const blocksArgument = Blocks.transform(nameAll);

export const MESSAGE_ARGUMENTS = {
  channel: z.string(),
  text: z.string().default(''),
  blocks: blocksArgument.optional(),
  attachments: z.array(z.looseObject({})).optional(),
};

/** All that Slack lets a message's blocks hold together. */
const MOST_IN_BLOCKS = 13_200;

export function requireWords(said: {
  text: string;
  blocks?: unknown[] | undefined;
  attachments?: unknown[] | undefined;
}) {
  if (said.text === '' && !said.blocks?.length && !said.attachments?.length) throw refusal('no_text');
  const texts = JSON.stringify(said.blocks ?? []).matchAll(/"text":"((?:[^"\\]|\\.)*)"/g);
  const length = [...texts].reduce((sum, [, text = '']) => sum + text.length, 0);
  if (length > MOST_IN_BLOCKS) throw refusal('msg_blocks_too_long');
}

export function requirePlace({ company }: Office, id: string): Place {
  const place = company.place(id);
  if (!place) throw refusal('channel_not_found');
  return place;
}

/** A place where the app may speak. */
export function requireVoice(office: Office, id: string): Place {
  const place = requirePlace(office, id);
  if (place.kind === 'channel' && place.channel.archived) throw refusal('is_archived');
  if (place.kind === 'channel' && place.channel.withoutApp) throw refusal('not_in_channel');
  return place;
}

export function requireMember(place: Place, user: string): void {
  if (!belongs(place, user)) throw refusal('user_not_in_channel');
}
