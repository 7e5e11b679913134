import type { ChosenImage, DeployRequest } from './deploy.ts';
import type { FunctionTarget, Json } from './target.ts';

const PLACEHOLDER = /\{([A-Za-z][A-Za-z0-9_]*)(:json)?\}/g;

/** Placeholders that every deploy's payload may use. */
export const DEPLOY_PLACEHOLDERS = [
  'tag',
  'digest',
  'service',
  'environment',
  'deployId',
  'requestedBy',
  'trigger',
] as const;

type Values = Readonly<Record<string, string>>;

/** Names of the placeholders anywhere in a payload, each once. */
export function placeholdersOf(payload: Json): string[] {
  const names = textsOf(payload).flatMap((text) =>
    [...text.matchAll(PLACEHOLDER)].map(([found]) => found.replace(/^\{|(?::json)?\}$/g, '')),
  );
  return [...new Set(names)];
}

/**
 * Fills `{name}` in every string. A string that is just `{name:json}` becomes the JSON that the value holds; inside a longer
 * string it is that JSON as text. A name without value stays.
 */
export function fillPayload(payload: Json, values: Values): Json {
  if (typeof payload === 'string') return fillText(payload, values);
  if (Array.isArray(payload)) return payload.map((item) => fillPayload(item, values));
  if (typeof payload !== 'object' || payload === null) return payload;
  return Object.fromEntries(Object.entries(payload).map(([key, value]) => [key, fillPayload(value, values)]));
}

function fillText(text: string, values: Values): Json {
  const whole = /^\{([A-Za-z][A-Za-z0-9_]*):json\}$/.exec(text)?.[1];
  const alone = whole === undefined ? undefined : given(values, whole);
  if (alone !== undefined) return asJson(alone);
  return text.replace(PLACEHOLDER, (placeholder, name: string, json: string | undefined) => {
    const value = given(values, name);
    if (value === undefined) return placeholder;
    return json === undefined ? value : JSON.stringify(asJson(value));
  });
}

function given(values: Values, name: string): string | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined; // `constructor` is a name like any other
}

/** What people type after `key=`: JSON when it is, else the text itself. */
function asJson(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function textsOf(payload: Json): string[] {
  if (typeof payload === 'string') return [payload];
  if (typeof payload !== 'object' || payload === null) return [];
  return Object.values(payload).flatMap(textsOf);
}

interface Deploying {
  readonly request: DeployRequest;
  readonly image: ChosenImage;
  readonly deployId: string;
}

export function deployPayload(payload: Json, { request, image, deployId }: Deploying): Json {
  const { target, trigger, requestedBy } = request;
  return fillPayload(withKey(payload, 'deployId'), {
    tag: image.tag,
    digest: image.digest,
    service: target.service,
    environment: target.environment,
    deployId,
    requestedBy,
    trigger,
  } satisfies Record<(typeof DEPLOY_PLACEHOLDERS)[number], string>);
}

/** So that a function can tell a request that it had before: the id, unless the payload holds it already or is no mapping. */
function withKey(payload: Json, id: 'deployId' | 'invokeId'): Json {
  const isMapping = typeof payload === 'object' && payload !== null && !Array.isArray(payload);
  if (!isMapping || placeholdersOf(payload).includes(id) || Object.hasOwn(payload, 'idempotencyKey')) return payload;
  return { ...payload, idempotencyKey: `{${id}}` };
}

/** Placeholders of an invocation that nobody types. */
export const INVOKE_PLACEHOLDERS = ['function', 'environment', 'invokeId', 'requestedBy'] as const;

/** Which keys a person must give for this payload, and which of those given it does not know. */
export function judgeKeys(
  payload: Json,
  pairs: Values,
): { readonly missing: readonly string[]; readonly unknown: readonly string[]; readonly keys: readonly string[] } {
  const keys = placeholdersOf(payload).filter((name) => !INVOKE_PLACEHOLDERS.some((builtIn) => builtIn === name));
  return {
    keys,
    missing: keys.filter((key) => !Object.hasOwn(pairs, key)),
    unknown: Object.keys(pairs).filter((key) => !keys.includes(key)),
  };
}

interface Invoking {
  readonly target: FunctionTarget;
  /** What the person typed as `key=value`. */
  readonly pairs: Values;
  readonly invokeId: string;
  readonly requestedBy: string;
}

export function invokePayload({ target, pairs, invokeId, requestedBy }: Invoking): Json {
  const builtIn = {
    function: target.name,
    environment: target.environment,
    invokeId,
    requestedBy,
  } satisfies Record<(typeof INVOKE_PLACEHOLDERS)[number], string>;
  return fillPayload(withKey(target.payload, 'invokeId'), { ...pairs, ...builtIn });
}
