import type { HakoDeploy, KustomizeDeploy, Target } from '../../domain/target.ts';

const ECR = 'dkr.ecr.ap-northeast-1.amazonaws.com';

export const aKustomization = (overrides: Partial<KustomizeDeploy> = {}): KustomizeDeploy => ({
  kind: 'kustomize',
  repository: 'example/manifests',
  branch: 'main',
  path: 'api/overlays/staging',
  image: 'api',
  write: 'commit',
  merge: { method: 'merge', timeoutMs: 60_000 },
  ...overrides,
});

export const aHakoDeploy = (overrides: Partial<HakoDeploy> = {}): HakoDeploy => ({
  kind: 'hako',
  function: 'hako-deploy',
  payload: { app: 'shop', tag: '{tag}' },
  timeoutMs: 60_000,
  ecs: { cluster: 'example-staging', service: 'shop', container: 'app', timeoutMs: 60_000 },
  ...overrides,
});

/** A target that asks for no approval; say only what matters. */
export function aTarget(overrides: Partial<Target> = {}): Target {
  const service = overrides.service ?? 'api';
  return {
    service,
    environment: 'staging',
    channel: 'C0DEPLOYS',
    locale: 'en',
    timeZone: 'UTC',
    lockReminderMs: 3 * 3_600_000,
    image: {
      repository: {
        uri: `123456789012.${ECR}/example/${service}`,
        registryId: '123456789012',
        region: 'ap-northeast-1',
        name: `example/${service}`,
      },
      match: '^v\\d+$',
    },
    deployers: ['developers'],
    deploy: aKustomization(),
    ...overrides,
  };
}
