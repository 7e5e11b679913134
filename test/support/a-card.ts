import type { DeployCard } from '../../domain/deploy.ts';

const SHA = 'c0ffee00'.repeat(5);

/** A card of a deploy by pull request; say only what matters. */
export const aCard = (over: Partial<DeployCard> = {}): DeployCard => ({
  deployId: 'deploy:api:production:C1-1.1',
  service: 'api',
  environment: 'production',
  kind: 'kustomize',
  locale: 'en',
  trigger: 'slack',
  requestedBy: 'U0DEV1',
  phase: 'planned',
  plan: 1,
  image: { tag: SHA, digest: `sha256:${'a'.repeat(64)}`, otherTags: [] },
  change: {
    kind: 'kustomize',
    from: 'v1',
    to: SHA,
    repository: 'example/manifests',
    file: 'api/overlays/production/kustomization.yaml',
    pullRequest: { number: 7, url: 'https://github.com/example/manifests/pull/7', branch: 'b', headSha: 'h' },
  },
  phases: [['resolving', 1_760_000_000_000]],
  startedAt: 1_760_000_000_000,
  ...over,
});
