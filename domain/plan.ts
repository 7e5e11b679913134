import type { Change, ChosenImage } from './deploy.ts';
import type { Target } from './target.ts';

interface Planned {
  readonly target: Target;
  readonly image: ChosenImage;
  readonly change: Change;
}

/**
 * What an approval is for, as text that can be read and compared: image, what ran when the card was drawn,
 * the pull request's head, and the catalogue entry. Workflow code has no crypto, so it is no hash.
 */
export function fingerprintOf({ target, image, change }: Planned): string {
  const head = change.kind === 'kustomize' ? change.pullRequest?.headSha : undefined;
  return [
    `image ${image.tag} ${image.digest}`,
    `from ${change.from ?? '-'}`,
    `head ${head ?? '-'}`,
    `entry ${canonical(target)}`,
  ].join('\n');
}

/** The first key in which two catalogue entries differ, such as `deploy.path`; nothing when they are the same. */
export function entryDifference(before: Target, after: Target): string | undefined {
  return canonical(before) === canonical(after) ? undefined : differingPath(before, after).join('.');
}

function canonical(value: unknown): string {
  if (!isObject(value)) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const keys = keysOf(value);
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
}

/** The keys that lead to the first difference of two values that differ; lists are compared as a whole. */
function differingPath(before: unknown, after: unknown): string[] {
  if (!isObject(before) || !isObject(after) || Array.isArray(before) || Array.isArray(after)) return [];
  const differing = [...keysOf(before), ...keysOf(after)].filter(
    (key) => canonical(before[key]) !== canonical(after[key]),
  );
  return differing.slice(0, 1).flatMap((key) => [key, ...differingPath(before[key], after[key])]);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
const keysOf = (value: Readonly<Record<string, unknown>>): string[] =>
  Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .toSorted();
