import type { EcrRepository } from './target.ts';

/** Account, region and name, read from the URI; a name may hold slashes. */
export function parseEcrUri(uri: string): EcrRepository | undefined {
  const [, registryId, region, name] =
    /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([a-z0-9]+(?:[._/-][a-z0-9]+)*)$/.exec(uri) ?? [];
  if (registryId === undefined || region === undefined || name === undefined) return undefined;
  return { uri, registryId, region, name };
}
