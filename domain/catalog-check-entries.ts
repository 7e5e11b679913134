import type { Finding } from './catalog-check.ts';
import type { CatalogFile } from './catalog-schema.ts';
import { parseDuration } from './duration.ts';
import { parseEcrUri } from './ecr-repository.ts';
import { compilePattern } from './pattern.ts';
import { DEPLOY_PLACEHOLDERS, placeholdersOf } from './payload.ts';
import type { Json } from './target.ts';

type Path = Finding['path'];
type Service = CatalogFile['services'][number];
type Environment = Service['environments'][string];

const LAMBDA_LIVES_MS = 15 * 60_000;
const POLL_AT_LEAST_MS = 10_000;

export function checkEntries(file: CatalogFile): Finding[] {
  return [
    ...checkDefaults(file),
    ...file.services.flatMap((service, index) => checkService(file, service, ['services', index])),
    ...file.functions.flatMap((entry, index) => checkFunction(file, entry, ['functions', index])),
    ...checkRegistries(file),
  ];
}

function checkDefaults(file: CatalogFile): Finding[] {
  const { deployers = [], timeZone } = file.defaults;
  return [
    ...unknownGroups(file, deployers, ['defaults', 'deployers']),
    ...(isTimeZone(timeZone)
      ? []
      : [{ path: ['defaults', 'timeZone'], message: `"${timeZone}" is not a time zone such as Asia/Tokyo` }]),
  ];
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

function checkService(file: CatalogFile, service: Service, path: Path): Finding[] {
  const { image, channel, environments } = service;
  const at = (...keys: Path): Path => [...path, ...keys];
  const pattern = compilePattern(image.match);
  return [
    ...(parseEcrUri(image.repository)
      ? []
      : [
          {
            path: at('image', 'repository'),
            message: `"${image.repository}" is not an ECR URI such as 123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/team/app`,
          },
        ]),
    ...(pattern.kind === 'pattern'
      ? []
      : [{ path: at('image', 'match'), message: `is not an RE2 pattern: ${pattern.reason}` }]),
    ...((channel ?? file.defaults.channel)
      ? []
      : [{ path, message: 'has no channel, and defaults.channel gives none' }]),
    ...Object.entries(environments).flatMap(([name, environment]) =>
      checkEnvironment({ file, service, environment, path: at('environments', name) }),
    ),
  ];
}

interface Place {
  readonly file: CatalogFile;
  readonly service: Service;
  readonly environment: Environment;
  readonly path: Path;
}

function checkEnvironment({ file, service, environment, path }: Place): Finding[] {
  const { deployers, approval, autoDeploy, deploy } = environment;
  const at = (...keys: Path): Path => [...path, ...keys];
  const tooOften = autoDeploy && (parseDuration(autoDeploy.every) ?? 0) < POLL_AT_LEAST_MS;
  const branchUnused = autoDeploy?.branch !== undefined && !service.image.follow?.includes('{branch');
  return [
    ...((deployers ?? file.defaults.deployers)
      ? []
      : [{ path, message: 'has no deployers, and defaults.deployers gives none' }]),
    ...unknownGroups(file, deployers ?? [], at('deployers')),
    ...unknownGroups(file, approval?.by ?? [], at('approval', 'by')),
    ...(tooOften ? [{ path: at('autoDeploy', 'every'), message: 'must be at least 10s' }] : []),
    ...(branchUnused
      ? [{ path: at('autoDeploy', 'branch'), message: 'has no effect: image.follow has no {branch}' }]
      : []),
    ...checkDeploy(deploy, at('deploy')),
  ];
}

function checkDeploy(deploy: Environment['deploy'], path: Path): Finding[] {
  if (deploy.kind === 'kustomize') return checkFolder(deploy.path, [...path, 'path']);
  return [
    ...unknownPlaceholders(deploy.payload, DEPLOY_PLACEHOLDERS, [...path, 'payload']),
    ...tooLong(deploy.timeout, [...path, 'timeout']),
  ];
}

function checkFolder(folder: string, path: Path): Finding[] {
  const parts = folder.replace(/\/$/, '').split('/');
  const isFolder = parts.every((part) => part !== '' && part !== '.' && part !== '..');
  if (!isFolder)
    return [{ path, message: 'must be a folder inside the repository, without "..", "." or a leading slash' }];
  const isFile = /^kustomization(\.ya?ml)?$/i.test(parts.at(-1) ?? '');
  return isFile ? [{ path, message: 'must be the folder of the kustomization, not the file' }] : [];
}

function checkFunction(file: CatalogFile, { environments }: CatalogFile['functions'][number], path: Path): Finding[] {
  return [
    ...(file.defaults.channel ? [] : [{ path, message: 'has no channel: set defaults.channel' }]),
    ...Object.entries(environments).flatMap(([name, { invokers, timeout }]) => [
      ...unknownGroups(file, invokers, [...path, 'environments', name, 'invokers']),
      ...tooLong(timeout, [...path, 'environments', name, 'timeout']),
    ]),
  ];
}

/** A Schedule is named after its repository, so one name must mean one repository. */
function checkRegistries({ services }: CatalogFile): Finding[] {
  const uris = new Map<string, string>();
  return services.flatMap(({ image: { repository } }, index) => {
    const name = parseEcrUri(repository)?.name ?? repository;
    const other = uris.get(name) ?? repository;
    uris.set(name, other);
    if (other === repository) return [];
    return [
      {
        path: ['services', index, 'image', 'repository'],
        message: `another registry has a repository of this name: ${other}`,
      },
    ];
  });
}

function unknownGroups({ groups }: CatalogFile, names: readonly string[], path: Path): Finding[] {
  return names.flatMap((name, index) =>
    name === 'everyone' || Object.hasOwn(groups, name)
      ? []
      : [
          {
            path: [...path, index],
            message: `there is no group "${name}"; groups are ${Object.keys(groups).join(', ') || 'not given'}`,
          },
        ],
  );
}

function unknownPlaceholders(payload: Json, known: readonly string[], path: Path): Finding[] {
  return placeholdersOf(payload)
    .filter((name) => !known.includes(name))
    .map((name) => ({
      path,
      message: `nothing fills {${name}}; there are ${known.map((word) => `{${word}}`).join(' ')}`,
    }));
}

function tooLong(timeout: string, path: Path): Finding[] {
  const ms = parseDuration(timeout) ?? 0;
  return ms < LAMBDA_LIVES_MS ? [] : [{ path, message: 'must be below 15m: no Lambda function lives longer' }];
}
