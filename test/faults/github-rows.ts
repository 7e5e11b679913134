import { createOctokit } from '../../activities/github/client.ts';
import { createGitHubActivities } from '../../activities/github/index.ts';
import { createGitHub, type GitHubSandbox } from '../../sandbox/github/index.ts';
import type { GitHubPort } from '../../workflows/contract/ports/github.ts';
import { aKustomization, aTarget } from '../support/a-target.ts';
import { asActivity, NO_EFFECT, type Row, type Scene } from './row.ts';

const repository = 'example/manifests';
const TOKEN = 'good';
const imageRepository = aTarget().image.repository;
const TEXT = 'images:\n  - name: api\n    newTag: v1\n';
const edit = { expected: 'v1', tag: 'v2', message: 'Deploy v2' };

interface Place {
  readonly github: GitHubSandbox;
  readonly octokit: ReturnType<typeof createOctokit>;
  readonly activities: ReturnType<typeof createGitHubActivities>;
  readonly number: number;
}

function row(scene: (place: Place) => Promise<Scene>, more: Pick<Row, 'mayAnswer'> = {}): Row {
  return {
    ...more,
    vendor: 'github',
    open: async (places) => {
      const github = await createGitHub({ token: TOKEN, hourlyLimit: 1_000_000 });
      await github.listen();
      const files = Array.from({ length: places }, (_, number) => [`s${number + 1}/kustomization.yaml`, TEXT]);
      await github.createRepository(repository, { files: Object.fromEntries(files) });
      let number = 0;
      return {
        gate: github.gate,
        scene: () => {
          number += 1;
          // A client of its own: what it remembers of a file is no other scene's.
          const octokit = createOctokit({ token: TOKEN, apiUrl: github.url });
          return scene({ github, octokit, activities: createGitHubActivities(octokit, { askAgainMs: 20 }), number });
        },
        close: () => github.close(),
      };
    },
  };
}

const look = (run: (activities: Place['activities'], place: Place) => Promise<string>, more = {}): Row =>
  row(async (place) => ({ run: () => run(place.activities, place), effects: NO_EFFECT }), more);

const whereIs = ({ number }: Place, write: 'commit' | 'pullRequest') => ({
  deploy: aKustomization({ path: `s${number}`, write }),
  imageRepository,
});
const branchOf = ({ number }: Place) => `tempocat/api/staging/${number}`;
const wishOf = (place: Place) => ({
  ...whereIs(place, 'pullRequest'),
  ...{ branch: branchOf(place), title: 'Deploy', body: 'body', tag: 'v2', message: `Deploy v2 of ${place.number}` },
});
async function aPullRequest(place: Place) {
  const branch = branchOf(place);
  const { title, message } = wishOf(place);
  const text = TEXT.replace('v1', 'v2');
  const headSha = await place.github.commitFile({
    repository,
    branch,
    path: `s${place.number}/kustomization.yaml`,
    text,
    message,
  });
  const at = { owner: 'example', repo: 'manifests' };
  const { data } = await place.octokit.rest.pulls.create({ ...at, head: branch, base: 'main', title });
  return { number: data.number, url: data.html_url, branch, headSha };
}
const mine = (place: Place) => place.github.pullRequests(repository).filter(({ head }) => head === branchOf(place));
/** Commits on main that this place made. */
async function commits({ github, number }: Place): Promise<string[]> {
  const log = await github.log(repository);
  return log.filter(({ subject }) => subject === `Deploy v2 of ${number}`).map(() => 'commit');
}
const isThere = async ({ github }: Place, branch: string) =>
  github.head(repository, branch).then(
    () => ['branch'],
    () => [],
  );

export const GITHUB_ROWS = {
  readManifest: look(async ({ readManifest }, place) => (await readManifest(whereIs(place, 'commit'))).tag ?? 'none'),
  commitTag: row(async (place) => {
    const args = { ...whereIs(place, 'commit'), ...edit, message: `Deploy v2 of ${place.number}` };
    return { run: async () => (await place.activities.commitTag(args)).kind, effects: () => commits(place) };
  }),
  openPullRequest: row(async (place) => ({
    run: async () => (await place.activities.openPullRequest(wishOf(place))).kind,
    effects: async () => [
      ...mine(place).map(({ state }) => `pull request ${state}`),
      ...(await isThere(place, branchOf(place))),
      ...(await place.github.log(repository, branchOf(place)).catch(() => []))
        .filter(({ subject }) => subject.endsWith(` of ${place.number}`))
        .map(() => 'commit'),
    ],
  })),
  mergePullRequest: row(async (place) => {
    const args = { ...whereIs(place, 'pullRequest'), ...edit, pullRequest: await aPullRequest(place) };
    return {
      run: async (attempt) => (await asActivity(place.activities.mergePullRequest, attempt, args)).kind,
      effects: async () => [
        ...mine(place).map(({ state }) => state),
        ...(await commits(place)), // that the branch is gone is a courtesy
      ],
    };
  }),
  closePullRequest: row(async (place) => {
    const { branch } = await aPullRequest(place);
    const args = { repository, branch, comment: 'ended as rejected' };
    return {
      run: (attempt) => asActivity(place.activities.closePullRequest, attempt, args),
      effects: async () => [
        ...mine(place).flatMap(({ state, comments }) => [state, ...comments]),
        ...(await isThere(place, branch)),
      ],
    };
  }),
  listCommits: row(
    async ({ github, activities }) => {
      const [newest] = await github.log(repository);
      const sha = newest?.sha ?? '';
      const args = { source: { repository, defaultBranch: 'main' }, from: sha, to: sha };
      return { run: async () => (await activities.listCommits(args)).kind, effects: NO_EFFECT };
    },
    { mayAnswer: ['unavailable'] },
  ),
  isAncestor: look(async ({ isAncestor }) =>
    String(await isAncestor({ repository, ancestor: 'main', descendant: 'main' })),
  ),
  listBranches: look(async ({ listBranches }) => (await listBranches({ repository })).names.join()),
  searchBranches: look(async ({ searchBranches }) => (await searchBranches({ repository, words: 'ma' })).names.join()),
} as const satisfies Record<keyof GitHubPort, Row>;
