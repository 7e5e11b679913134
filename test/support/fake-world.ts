import type { ChosenImage } from '../../domain/deploy.ts';
import type { EcsState } from '../../domain/rollout.ts';
import type { Target } from '../../domain/target.ts';
import type { World } from '../../worker/create-workers.ts';
import type { ArgoCdPort } from '../../workflows/contract/ports/argocd.ts';
import type { CatalogPort } from '../../workflows/contract/ports/catalog.ts';
import type { EcrPort } from '../../workflows/contract/ports/ecr.ts';
import type { EcsPort } from '../../workflows/contract/ports/ecs.ts';
import type { GitHubPort } from '../../workflows/contract/ports/github.ts';
import type { LambdaPort } from '../../workflows/contract/ports/lambda.ts';
import type { Letter, SlackEditPort, SlackPort } from '../../workflows/contract/ports/slack.ts';

export interface FakeWorld extends World {
  /** What is where; tests change it and look at it. */
  readonly facts: {
    newest: ChosenImage;
    /** Tag by manifest path. */
    readonly manifests: Record<string, string>;
    readonly commits: string[];
    readonly closed: string[];
    readonly invoked: unknown[];
    readonly letters: Letter[];
    readonly whispers: { user: string; letter: Letter }[];
    targets: readonly Target[];
    /** Runs right before a commit or merge is written. */
    beforeWrite?: () => void;
  };
}

export const image = (
  tag: string,
  digest = `sha256:${Buffer.from(tag).toString('hex').padEnd(64, '0')}`,
): ChosenImage => ({
  tag,
  digest,
  otherTags: [],
});

/** A world in memory that keeps the ports' promises, for tests of order; vendors themselves are tested over HTTP. */
export function fakeWorld(targets: readonly Target[]): FakeWorld {
  const facts: FakeWorld['facts'] = {
    newest: image('v2'),
    manifests: {},
    commits: [],
    closed: [],
    invoked: [],
    letters: [],
    whispers: [],
    targets,
  };
  const tagAt = (path: string) => facts.manifests[path] ?? 'v1';
  const write = (path: string, expected: string | null, tag: string) => {
    facts.beforeWrite?.();
    if (tagAt(path) !== expected) return { kind: 'moved', what: 'manifest' } as const;
    facts.manifests[path] = tag;
    facts.commits.push(`${path} ${tag}`);
    return { kind: 'written', commit: `commit-${facts.commits.length}`, url: 'https://github.example' } as const;
  };
  return {
    facts,
    ecr: {
      resolveImage: async ({ ref }) => (ref ? image(ref) : facts.newest),
      exactImage: async ({ tag, digest }) => image(tag, digest),
      digestOf: async ({ tag }) => (tag === facts.newest.tag ? facts.newest.digest : image(tag).digest),
      poll: async ({ watches }) => watches.map(() => ({ kind: 'seen', image: facts.newest })),
    } satisfies EcrPort,
    github: {
      readManifest: async ({ deploy }) => ({
        file: `${deploy.path}/kustomization.yaml`,
        tag: tagAt(deploy.path),
        digest: null,
      }),
      commitTag: async ({ deploy, expected, tag }) => write(deploy.path, expected, tag),
      openPullRequest: async ({ deploy, tag, branch }) => {
        const file = `${deploy.path}/kustomization.yaml`;
        const from = tagAt(deploy.path);
        if (from === tag) return { kind: 'unchanged', file, from };
        return {
          kind: 'opened',
          file,
          from,
          pullRequest: { number: 1, url: 'https://github.example/1', branch, headSha: `head-${from}` },
        };
      },
      mergePullRequest: async ({ deploy, expected, tag }) => write(deploy.path, expected, tag),
      closePullRequest: async ({ branch }) => {
        facts.closed.push(branch);
        return 'tidy';
      },
      listCommits: async () => ({ kind: 'unavailable', reason: 'not in this world' }),
      isAncestor: async () => true,
      listBranches: async () => ({ names: ['main'], more: false }),
      searchBranches: async () => ({ names: ['main'], more: false }),
    } satisfies GitHubPort,
    ecs: {
      readService: async () => serviceOf('v1'),
      awaitServiceChange: async () => serviceOf('v1'),
    } satisfies EcsPort,
    lambda: {
      invokeFunction: async ({ payload }) => {
        facts.invoked.push(payload);
        return { kind: 'answered', payload: '{"ok":true}' };
      },
    } satisfies LambdaPort,
    argocd: {
      awaitApplicationChange: async () => {
        throw new Error('no Argo CD in this world');
      },
    } satisfies ArgoCdPort,
    catalog: {
      presentEntry: async ({ service, environment }) =>
        facts.targets.find((target) => target.service === service && target.environment === environment) ?? null,
    } satisfies CatalogPort,
    slack: {
      postMessage: async ({ letter, place }) => {
        facts.letters.push(letter);
        return { channel: place.channel, ts: String(facts.letters.length) };
      },
      updateMessage: async ({ letter }) => {
        facts.letters.push(letter);
      },
      whisper: async ({ user, letter }) => {
        facts.whispers.push({ user, letter });
      },
    } satisfies SlackPort & SlackEditPort,
  };
}

function serviceOf(tag: string): EcsState {
  const taskDefinition = `arn:${tag}`;
  const counts = { desired: 1, running: 1 };
  const deployments = [
    { status: 'PRIMARY', taskDefinition, image: `repo:${tag}`, failed: 0, rolloutState: 'COMPLETED', ...counts },
  ];
  return { status: 'ACTIVE', taskDefinition, image: `repo:${tag}`, ...counts, deployments };
}
