import { RequestError } from '@octokit/request-error';
import type { Octokit } from '@octokit/rest';
import { createOctokit } from '../../activities/github/client.ts';
import { githubFailure, hasStatus } from '../../activities/github/errors.ts';
import { findManifest } from '../../activities/github/find-manifest.ts';
import { listBranches } from '../../activities/github/list-branches.ts';
import { ownerAndRepo } from '../../activities/github/repository.ts';
import type { KustomizeDeploy, Target } from '../../domain/target.ts';
import { bad, distinct, type Finding, good, inTurn, tryOut } from './finding.ts';

const ABOUT = { area: 'GitHub', address: 'GITHUB_API_URL' } as const;

interface Kustomized {
  readonly target: Target;
  readonly deploy: KustomizeDeploy;
}

type Access = Parameters<typeof createOctokit>[0];

/** Reading and writing in each manifest repository, each kustomization with its image, each source repository. */
export async function checkGitHub(access: Access, targets: readonly Target[]): Promise<Finding[]> {
  const octokit = createOctokit(access);
  const mend = grantOn(access);
  const kustomized = targets.flatMap((target) =>
    target.deploy.kind === 'kustomize' ? [{ target, deploy: target.deploy }] : [],
  );
  const byPullRequest = kustomized.toSorted((a, b) => b.deploy.write.localeCompare(a.deploy.write)); // it needs more
  const repositories = distinct(byPullRequest, ({ deploy: { repository } }) => repository);
  const sources = distinct(
    targets.flatMap(({ source }) => (source ? [source] : [])),
    ({ repository }) => repository,
  );
  const [some] = [...kustomized.map(({ deploy }) => deploy.repository), ...sources.map(({ repository }) => repository)];
  if (some === undefined) return [];
  const token = await checkToken(octokit, some);
  if (token.verdict !== 'good') return [token]; // all the rest would say the same
  return [
    token,
    ...(await inTurn(repositories, ({ deploy }) => checkWrite(octokit, deploy, mend))),
    ...(await inTurn(kustomized, (entry) => checkFile(octokit, entry))),
    ...(await inTurn(sources, ({ repository }) =>
      tryOut({ ...ABOUT, what: `${repository}: branches` }, async () => {
        const { names, more } = await listBranches(octokit, { repository });
        return good(`${names.length}${more ? ' and more' : ''}`);
      }),
    )),
  ];
}

/** What grants a right. A right that an App gains is none before its installation has accepted it. */
const grantOn = (access: Access) =>
  'app' in access
    ? ({ right, repository }: Asked) =>
        `Give the App ${right}: read and write, accept that at its installation, and install it on ${repository}.`
    : ({ right, repository }: Asked) => `Give its token, or App, ${right}: read and write on ${repository}.`;

const checkToken = (octokit: Octokit, repository: string): Promise<Finding> =>
  tryOut({ ...ABOUT, what: 'token' }, async () => {
    try {
      await octokit.rest.repos.get(ownerAndRepo(repository));
    } catch (error) {
      if (!hasStatus(error, 403, 404)) throw githubFailure(error, `for ${repository}`);
    }
    return good('accepted');
  });

const checkFile = (octokit: Octokit, { target, deploy }: Kustomized): Promise<Finding> =>
  tryOut({ ...ABOUT, what: `${target.service} ${target.environment}: kustomization` }, async () => {
    const { path, tag } = await findManifest(octokit, { deploy, imageRepository: target.image.repository });
    return good(`${path}: ${tag ?? 'no tag'}`);
  });

const NOWHERE = '0'.repeat(40);
const NO_BRANCH = 'tempocat/doctor-asks-for-what-cannot-be';

/** A question that would write if it could, and cannot: GitHub looks at the right first (403, 404), then at the question (422). */
async function checkWrite(
  octokit: Octokit,
  { repository, branch, write }: KustomizeDeploy,
  mend: (asked: Asked) => string,
): Promise<Finding[]> {
  const place = ownerAndRepo(repository);
  const contents = await tryOut({ ...ABOUT, what: `${repository}: write contents` }, () =>
    judgeRefusal({ repository, right: 'Contents', mend }, () =>
      octokit.rest.git.createRef({ ...place, ref: `refs/heads/${NO_BRANCH}`, sha: NOWHERE }),
    ),
  );
  if (write === 'commit') return [contents];
  const pulls = await tryOut({ ...ABOUT, what: `${repository}: write pull requests` }, () =>
    judgeRefusal({ repository, right: 'Pull requests', mend }, () =>
      octokit.rest.pulls.create({ ...place, title: NO_BRANCH, head: NO_BRANCH, base: branch }),
    ),
  );
  return [contents, pulls];
}

interface Asked {
  readonly repository: string;
  readonly right: string;
}

async function judgeRefusal(
  { mend, ...asked }: Asked & { readonly mend: (asked: Asked) => string },
  ask: () => Promise<unknown>,
) {
  const { repository } = asked;
  try {
    await ask();
  } catch (error) {
    if (hasStatus(error, 422)) return good('may write');
    if (!hasStatus(error, 403, 404)) throw githubFailure(error, `whether it may write in ${repository}`);
    const said = error instanceof RequestError ? (error.message.split(' - http')[0] ?? '') : '';
    return bad(`tempocat may not write in ${repository}, or not see it: ${said}.`, mend(asked));
  }
  return good('may write');
}
