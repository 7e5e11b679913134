import type { ChosenImage } from './deploy.ts';
import type { Target } from './target.ts';

/** What a deploy will do to the world. `from` is the tag that is there now; `null`: none is set. */
export type Change = KustomizeChange | HakoChange | LambdaChange;

export interface KustomizeChange {
  readonly kind: 'kustomize';
  readonly from: string | null;
  readonly to: string;
  readonly repository: string;
  /** Path of the kustomization file. */
  readonly file: string;
  readonly pullRequest?: PullRequest;
}

export interface PullRequest {
  readonly number: number;
  readonly url: string;
  readonly branch: string;
  readonly headSha: string;
}

export interface HakoChange {
  readonly kind: 'hako';
  readonly from: string | null;
  readonly to: string;
  /** ARN that the service ran when the plan was made. */
  readonly taskDefinition: string;
}

export interface LambdaChange {
  readonly kind: 'lambda';
  readonly from: string | null;
  readonly to: string;
}

export interface Plan {
  /** Counts from 1; a button says which plan it was drawn for. */
  readonly number: number;
  readonly image: ChosenImage;
  readonly change: Change;
  readonly fingerprint: string;
}

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
  return [
    `image ${image.tag} ${image.digest}`,
    `from ${change.from ?? '-'}`,
    `head ${headOf(change) ?? '-'}`,
    `entry ${canonical(target)}`,
  ].join('\n');
}

/** One thing that two plans of the same deploy do not share. */
export interface PlanDifference {
  readonly what: 'image' | 'from' | 'head';
  readonly before: string;
  readonly after: string;
}

/** What changed between the plan that people were shown and the one that would be rolled out now. */
export function planDifferences(before: Plan, after: Plan): PlanDifference[] {
  const [earlier, later] = [factsOf(before), factsOf(after)];
  return (['image', 'from', 'head'] as const)
    .map((what) => ({ what, before: earlier[what], after: later[what] }))
    .filter((difference) => difference.before !== difference.after);
}

function factsOf({ image, change }: Plan): Record<PlanDifference['what'], string> {
  return { image: image.digest, from: change.from ?? '', head: headOf(change) ?? '' };
}

const headOf = (change: Change): string | undefined =>
  change.kind === 'kustomize' ? change.pullRequest?.headSha : undefined;

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
