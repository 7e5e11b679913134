import { z } from 'zod';
import { parseDuration } from '../duration.ts';
import { parseEcrUri } from '../ecr-repository.ts';
import { compilePattern } from '../pattern.ts';
import { DEPLOY_PLACEHOLDERS, placeholdersOf } from '../payload.ts';
import type { Json } from '../target.ts';

/** The smallest parts of the catalogue: each says by itself what is wrong with it. */
export const LAMBDA_LIVES_MS = 15 * 60_000;
const TOO_LONG = 'must be below 15m: no Lambda function lives longer';
const POLL_AT_LEAST_MS = 10_000;

export const Text = z.string().min(1);

/** What editors show beside a key. */
export const said = (description: string) => ({ description });

/** How a name is formed, and what to say when it is not. */
interface Form {
  readonly pattern: RegExp;
  readonly error: string;
}
export const NAME: Form = {
  pattern: /^[a-z0-9][a-z0-9-]{0,62}$/,
  error: 'must be lower-case letters, digits and hyphens',
};
export const GROUP_NAME: Form = {
  pattern: /^(?!everyone$)[A-Za-z0-9][A-Za-z0-9-]*$/,
  error: 'must be letters, digits and hyphens, and not "everyone", which is every full member of the workspace',
};
export const USER_ID: Form = { pattern: /^[UW][A-Z0-9]{2,}$/, error: 'must be a Slack user id such as U0DEV1' };

/** Keys are judged apart from what stands under them, so that neither hides the other's mistakes. */
export function recordOf<Value extends z.ZodType>({ pattern, error }: Form, value: Value) {
  const isRecord = (given: unknown) => typeof given === 'object' && given !== null && !Array.isArray(given);
  return z
    .record(z.string(), value)
    .superRefine(
      (record, context) => {
        for (const key of Object.keys(record)) {
          if (!pattern.test(key)) context.addIssue({ code: 'custom', path: [key], message: error });
        }
      },
      { when: (payload) => isRecord(payload.value) },
    )
    .meta({ propertyNames: { pattern: pattern.source } });
}

export const Name = Text.regex(NAME.pattern, NAME.error);
export const GroupNames = z.array(Text).min(1);
export const ChannelId = Text.regex(/^[CGD][A-Z0-9]{2,}$/, 'must be a Slack channel id such as C0DEPLOYS');
export const MemberId = Text.regex(
  /^[UWS][A-Z0-9]{2,}$/,
  'must be a Slack user or user-group id (U0… or S0…), never a name',
);
export const Repository = Text.regex(/^[A-Za-z0-9._-]+\/[A-Za-z0-9._-]+$/, 'must be owner/name');
export const Region = Text.regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be an AWS region such as ap-northeast-1');
export const Follow = Text.regex(
  /^(?:[A-Za-z0-9._-]|\{branch(?::[A-Za-z0-9._-])?\})+$/,
  'must be a tag; it may hold {branch} or, say, {branch:_}, and no other placeholder',
);

/** Written `90s`, `10m`, `4h`, `2d`; read as milliseconds. */
const NOT_A_DURATION = 'must be a duration such as 90s, 10m, 4h or 2d';
export const Duration = z
  .string(NOT_A_DURATION)
  .regex(/^\d{1,6}[smhd]$/, NOT_A_DURATION)
  .transform((text, context) => {
    const ms = parseDuration(text);
    if (ms !== undefined) return ms;
    context.addIssue('must be longer than nothing');
    return z.NEVER;
  });
export const LambdaTimeout = Duration.refine((ms) => ms < LAMBDA_LIVES_MS, TOO_LONG);
export const PollInterval = Duration.refine((ms) => ms >= POLL_AT_LEAST_MS, 'must be at least 10s');

const NOT_A_TIME = 'must be a time of day in quotes, such as "17:00"';
export const TimeOfDay = z.string(NOT_A_TIME).regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, NOT_A_TIME);
export const EndOfFreeze = z.string(NOT_A_TIME).regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, NOT_A_TIME);

export const EcrUri = Text.transform((uri, context) => {
  const repository = parseEcrUri(uri);
  if (repository) return repository;
  context.addIssue('must be an ECR URI such as 123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/team/app');
  return z.NEVER;
});

export const Re2Pattern = Text.superRefine((source, context) => {
  const pattern = compilePattern(source);
  if (pattern.kind === 'invalid') context.addIssue(`must be an RE2 pattern: ${pattern.reason}`);
});

export const TimeZone = Text.refine(isTimeZone, 'must be a time zone such as Asia/Tokyo');

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

/** Read without a slash at its end. */
export const Folder = Text.transform((folder) => folder.replace(/\/$/, ''))
  .refine(
    (folder) => folder.split('/').every((part) => !['', '.', '..'].includes(part)),
    'must be a folder inside the repository, without "..", "." or a leading slash',
  )
  .refine(
    (folder) => !/(?:^|\/)kustomization$|\.ya?ml$/i.test(folder),
    'must be the folder of the kustomization, not the file',
  );

export const Payload: z.ZodType<Json> = z.lazy(() =>
  z.union([z.null(), z.boolean(), z.number(), z.string(), z.array(Payload), z.record(z.string(), Payload)], {
    error: 'must be what JSON can say: text, numbers, true, false, null, lists and mappings',
  }),
);

export const DeployPayload = Payload.superRefine((payload, context) => {
  const known: readonly string[] = DEPLOY_PLACEHOLDERS;
  for (const name of placeholdersOf(payload).filter((placeholder) => !known.includes(placeholder))) {
    context.addIssue(`nothing fills {${name}}; there are ${known.map((word) => `{${word}}`).join(' ')}`);
  }
});
