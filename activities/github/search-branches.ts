import type { Octokit } from '@octokit/rest';
import { z } from 'zod';
import type { GitHubPort } from '../../workflows/contract/ports/github.ts';
import { githubFailure } from './errors.ts';
import { ownerAndRepo, repositoryNotFound } from './repository.ts';

const SHOWN = 90; // a menu of Slack holds a hundred options, and ours has one more

/** The REST API finds branches by their beginning only. */
const QUERY = `query($owner: String!, $name: String!, $words: String!, $count: Int!) {
  repository(owner: $owner, name: $name) {
    refs(refPrefix: "refs/heads/", query: $words, first: $count, orderBy: {field: TAG_COMMIT_DATE, direction: DESC}) {
      totalCount
      nodes { name }
    }
  }
}`;

const Found = z.object({
  repository: z
    .object({ refs: z.object({ totalCount: z.number(), nodes: z.array(z.object({ name: z.string() })) }) })
    .nullable(),
});

type Args = Parameters<GitHubPort['searchBranches']>[0];

/** The branches whose name holds these words, the newest first. */
export async function searchBranches(
  octokit: Octokit,
  { repository, words }: Args,
): ReturnType<GitHubPort['searchBranches']> {
  const { owner, repo: name } = ownerAndRepo(repository);
  const found = await octokit.graphql(QUERY, { owner, name, words, count: SHOWN }).catch((error: unknown) => {
    if (isNotFound(error)) throw repositoryNotFound(repository, 'source.repository');
    throw githubFailure(error, `to search the branches of ${repository}`);
  });
  const { refs } = Found.parse(found).repository ?? {};
  if (!refs) throw repositoryNotFound(repository, 'source.repository');
  return { names: refs.nodes.map((node) => node.name), more: refs.totalCount > refs.nodes.length };
}

const NotFound = z.object({ errors: z.array(z.object({ type: z.literal('NOT_FOUND') })).min(1) });

/** GraphQL answers 200 with errors inside. */
const isNotFound = (error: unknown): boolean => NotFound.safeParse(error).success;
