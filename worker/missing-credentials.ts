import type { Catalog } from '../domain/catalog.ts';

const GITHUB_APP = ['GITHUB_APP_ID', 'GITHUB_APP_PRIVATE_KEY', 'GITHUB_APP_INSTALLATION_ID'];

/** What this catalogue uses, it needs credentials for: at start, and when it changes. */
export function missingCredentials({ targets }: Catalog, env: Readonly<Record<string, string>>): string[] {
  const kustomize = targets.filter(({ deploy }) => deploy.kind === 'kustomize');
  const usesArgoCd = kustomize.some(({ deploy }) => deploy.kind === 'kustomize' && deploy.argocd);
  const usesGitHub = kustomize.length > 0 || targets.some(({ source }) => source);
  const isAbsent = (name: string) => env[name] === undefined;
  const forArgoCd = usesArgoCd ? ['ARGOCD_URL', 'ARGOCD_TOKEN'].filter(isAbsent) : [];
  return [
    ...(usesGitHub && ['GITHUB_TOKEN', ...GITHUB_APP].every(isAbsent)
      ? [`GITHUB_TOKEN is missing, or ${GITHUB_APP.join(', ')}: the catalogue names GitHub repositories`]
      : []),
    ...forArgoCd.map((name) => `${name} is missing: the catalogue names Argo CD applications`),
  ];
}
