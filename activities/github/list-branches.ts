import type { Octokit } from '@octokit/rest';
import { z } from 'zod';
import type { GitHubPort } from '../../workflows/contract/ports/github.ts';
import { readAnswer } from './answers.ts';
import { githubFailure, hasStatus } from './errors.ts';
import { ownerAndRepo, repositoryNotFound } from './repository.ts';

const SHOWN = 100; // one page; GitHub gives no more at once

const About = z.object({ default_branch: z.string() });
const Page = z.array(z.object({ name: z.string() }));

type Args = Parameters<GitHubPort['listBranches']>[0];

/** The default branch first, even where it is not among the first hundred, then the others by name. */
export async function listBranches(octokit: Octokit, { repository }: Args): ReturnType<GitHubPort['listBranches']> {
  const target = ownerAndRepo(repository);
  try {
    const [{ data: about }, { data: page, headers }] = await Promise.all([
      octokit.rest.repos.get(target),
      octokit.rest.repos.listBranches({ ...target, per_page: SHOWN }),
    ]);
    const first = readAnswer(About, about).default_branch;
    const more = headers.link?.includes('rel="next"') ?? false;
    const names = readAnswer(Page, page).map(({ name }) => name);
    const others = names.filter((name) => name !== first);
    const hasFirst = more || others.length < names.length; // an empty repository names a default branch that is not there
    return { names: [...(hasFirst ? [first] : []), ...others].slice(0, SHOWN), more };
  } catch (error) {
    if (hasStatus(error, 404)) throw repositoryNotFound(repository, 'source.repository');
    throw githubFailure(error, `to list the branches of ${repository}`);
  }
}
