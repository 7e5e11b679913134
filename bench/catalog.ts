const ECR = '123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/example';

/** A catalogue of these services, as text; JSON is YAML. */
export const catalogOf = (services: readonly object[]): string =>
  JSON.stringify({
    version: 1,
    defaults: { region: 'ap-northeast-1', channel: 'C0DEPLOYS', deployers: ['everyone'] },
    groups: { releasers: ['U0LEAD'] },
    services,
  });

interface Wish {
  readonly name: string;
  /** Of the environment, as the catalogue has it. */
  readonly deploy: object;
  readonly more?: object;
  /** Repository of the images. */
  readonly images?: string;
}

/** One service in `staging`, whose images are `v1`, `v2`, … and `latest`. */
export const numbered = ({ name, deploy, more, images = name }: Wish): object => ({
  name,
  image: { repository: `${ECR}/${images}`, follow: 'latest', match: '^v\\d+$' },
  environments: { staging: { ...more, deploy } },
});

/** One service in `staging`, whose images are commits. */
export const committed = ({ name, deploy, more, images = name }: Wish): object => ({
  name,
  image: { repository: `${ECR}/${images}`, follow: 'main', match: '^[0-9a-f]{40}$' },
  environments: { staging: { ...more, deploy } },
});

export const MAILER = {
  kind: 'lambda',
  function: 'mailer-deploy',
  payload: { version: '{tag}' },
  expect: { ok: true },
};

/** As they lie in a manifest repository. */
export const kustomizationOf = (image: string, tag: string): string =>
  `resources:\n  - ../../base\nimages:\n  - name: ${image}\n    newName: ${ECR}/${image}\n    newTag: ${tag}\n`;

const MANIFESTS = { kind: 'kustomize', repository: 'example/manifests' };
/** Of what the company has already: the four ways in which it deploys. */
export const ONE_OF_EACH_KIND = catalogOf([
  committed({
    name: 'api',
    deploy: {
      ...MANIFESTS,
      path: 'api/overlays/staging',
      image: 'api',
      write: 'commit',
      argocd: { application: 'api' },
    },
  }),
  committed({
    name: 'web',
    deploy: { ...MANIFESTS, path: 'web/overlays/staging', image: 'web', argocd: { application: 'web' } },
  }),
  numbered({
    name: 'shop',
    deploy: {
      ...{ kind: 'hako', function: 'hako-deploy', payload: { app: 'shop', environment: 'staging', tag: '{tag}' } },
      ecs: { cluster: 'example-staging', service: 'shop', container: 'app' },
    },
  }),
  numbered({ name: 'mailer', deploy: MAILER }),
]);
