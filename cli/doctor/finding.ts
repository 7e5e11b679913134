import { ApplicationFailure } from '@temporalio/common';
import { printable } from '../paint.ts';

export type Area = 'Environment' | 'Temporal' | 'Slack' | 'GitHub' | 'ECR' | 'Lambda' | 'ECS' | 'Argo CD';

/** `unknown`: it could not be tried, which is no fault in itself. */
export type Verdict = 'good' | 'bad' | 'unknown';

interface Seen {
  readonly verdict: Verdict;
  readonly found: string;
  /** How to mend it. */
  readonly fix?: string;
}

/** One thing that was tried. */
export interface Finding extends Seen {
  readonly area: Area;
  readonly what: string;
}

interface Trial {
  readonly area: Area;
  readonly what: string;
  /** The variable that says where the other side is. */
  readonly address: string;
}

export const good = (found: string): Seen => ({ verdict: 'good', found });
export const bad = (found: string, fix: string): Seen => ({ verdict: 'bad', found, fix });
export const unknown = (found: string, fix: string): Seen => ({ verdict: 'unknown', found, fix });

/** Tries it; what a deploy would fail with is what is found. */
export async function tryOut({ area, what, address }: Trial, attempt: () => Promise<Seen>): Promise<Finding> {
  try {
    return { area, what, ...(await attempt()) };
  } catch (error) {
    return { area, what, ...(seenIn(error) ?? unreachable(error, address)) };
  }
}

/** Our own failures say what was looked for, where, and what was found; their last sentence is what to do. */
function seenIn(error: unknown): Seen | undefined {
  if (!(error instanceof ApplicationFailure)) return undefined;
  const [, found = error.message, fix = ''] =
    /^(.+?[.)…])\s+([A-Z](?:[^.]|\.(?!\s))*\.?)$/s.exec(printable(error.message)) ?? [];
  return bad(found, fix || 'Try again later.');
}

const unreachable = (error: unknown, address: string): Seen =>
  bad(
    `No good answer: ${printable(reasonOf(error)).slice(0, 300)}`,
    `Check ${address}, and the way there from this machine: name, port, proxy, firewall.`,
  );

/** The innermost cause says most. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error.cause === undefined ? `${error.message || error.name}` : reasonOf(error.cause);
}

const AT_ONCE = 8;

/** All of them, a few at a time: vendors limit the rate. */
export async function inTurn<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<Finding | readonly Finding[]>,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (let start = 0; start < items.length; start += AT_ONCE)
    findings.push(...(await Promise.all(items.slice(start, start + AT_ONCE).map(work))).flat());
  return findings;
}

/** The first of those that are the same. */
export const distinct = <Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] =>
  [...new Map(items.toReversed().map((item) => [keyOf(item), item])).values()].toReversed();
