import { parseEcrUri } from '../ecr-repository.ts';
import { nearest } from '../nearest.ts';
import type { Finding } from './check.ts';
import type { CatalogOutline, OutlineEntry, OutlineEnvironment } from './outline.ts';

type Path = Finding['path'];

/** Groups, deployers, channels and repositories: what one entry says must fit what stands elsewhere. */
export function checkReferences(outline: CatalogOutline): Finding[] {
  const { services, functions, defaults } = outline;
  return [
    ...unknownGroups(outline, defaults.deployers, ['defaults', 'deployers']),
    ...services.flatMap((service, index) => checkService(outline, service, ['services', index])),
    ...functions.flatMap((entry, index) => checkFunction(outline, entry, ['functions', index])),
    ...checkRegistries(outline),
  ];
}

function checkService(outline: CatalogOutline, service: OutlineEntry, path: Path): Finding[] {
  const isSilent = service.channel === undefined && outline.defaults.channel === undefined;
  return [
    ...(isSilent ? [{ path, message: 'has no channel, and there is no defaults.channel' }] : []),
    ...environmentsOf(service, path).flatMap(([environment, at]) => [
      ...checkDeployers(outline, environment, at),
      ...unknownGroups(outline, environment.approval?.by, [...at, 'approval', 'by']),
      ...checkBranch(service, environment, at),
    ]),
  ];
}

function environmentsOf({ environments }: OutlineEntry, path: Path): [OutlineEnvironment, Path][] {
  return Object.entries(environments).map(([name, environment]) => [environment, [...path, 'environments', name]]);
}

function checkDeployers(outline: CatalogOutline, { deployers }: OutlineEnvironment, path: Path): Finding[] {
  if (deployers !== undefined) return unknownGroups(outline, deployers, [...path, 'deployers']);
  if (outline.defaults.deployers !== undefined) return [];
  return [{ path, message: 'has no deployers, and there are no defaults.deployers' }];
}

function checkBranch({ image }: OutlineEntry, { autoDeploy }: OutlineEnvironment, path: Path): Finding[] {
  if (autoDeploy?.branch === undefined || image === undefined || image.follow?.includes('{branch')) return [];
  return [{ path: [...path, 'autoDeploy', 'branch'], message: 'has no effect: image.follow holds no {branch}' }];
}

function checkFunction(outline: CatalogOutline, entry: OutlineEntry, path: Path): Finding[] {
  return [
    ...(outline.defaults.channel === undefined ? [{ path, message: 'has no channel: set defaults.channel' }] : []),
    ...environmentsOf(entry, path).flatMap(([{ invokers }, at]) =>
      unknownGroups(outline, invokers, [...at, 'invokers']),
    ),
  ];
}

/** A Schedule is named after its repository, so one name must mean one repository. */
function checkRegistries({ services }: CatalogOutline): Finding[] {
  const uris = new Map<string, string>();
  return services.flatMap(({ image }, index) => {
    const repository = parseEcrUri(image?.repository ?? '');
    if (!repository) return [];
    const first = uris.get(repository.name) ?? repository.uri;
    uris.set(repository.name, first);
    if (first === repository.uri) return [];
    const message = `another registry has a repository of this name: ${first}`;
    return [{ path: ['services', index, 'image', 'repository'], message }];
  });
}

function unknownGroups({ groups }: CatalogOutline, names: readonly string[] | undefined, path: Path): Finding[] {
  if (groups === null) return [];
  const known = [...new Set(['everyone', ...Object.keys(groups)])];
  return (names ?? []).flatMap((name, index) => {
    if (name === '' || known.includes(name)) return [];
    const [near] = nearest(name, known);
    const hint = near === undefined ? `there are ${known.join(', ')}` : `did you mean "${near}"?`;
    return [{ path: [...path, index], message: `there is no group "${name}"; ${hint}` }];
  });
}
