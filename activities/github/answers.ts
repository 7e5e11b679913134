import type { Octokit } from '@octokit/rest';
import { z } from 'zod';

const EMPTY = [204, 205];

/** A page to log in, or an answer cut short, has a good status, too. Octokit would take it for GitHub's; the next attempt may reach GitHub. */
export function refuseForeignAnswers(octokit: Octokit): void {
  octokit.hook.after('request', ({ status, data }: { readonly status: number; readonly data: unknown }, { method }) => {
    const isJson = typeof data === 'object' && data !== null && method !== 'DELETE';
    if (!isJson && !EMPTY.includes(status)) throw foreign(`${status}, ${String(data).slice(0, 100)}`);
  });
}

/** What we read of an answer. Nothing follows from one that is something else: not that a file is gone, not that a merge is done. */
export function readAnswer<T>(schema: z.ZodType<T>, data: unknown): T {
  const read = schema.safeParse(data);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw foreign(`${issue?.path.join('.')}: ${issue?.message}`);
}

const foreign = (found: string) => new Error(`What answers in GitHub's place does not answer as GitHub does: ${found}`);

export const Sha = z.object({ sha: z.string() });
export const Ref = z.object({ object: Sha });
export const NamedCommit = z.object({ sha: z.string(), html_url: z.string() });
export const OpenPullRequest = z.object({ number: z.number(), html_url: z.string() });
