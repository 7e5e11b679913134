import { parse, type Tags } from 'yaml';
import { z } from 'zod';
import type { Git } from './git.ts';

/** What a folder of a repository renders to, as far as Argo CD shows it. */
export interface Manifests {
  /** `repository:tag`, as they will stand in the pods, sorted. */
  readonly images: readonly string[];
  /** Equal when the same comes out; comments and line breaks do not count. */
  readonly rendered: string;
}

interface Source {
  readonly repository: string;
  /** Folder of the kustomization. */
  readonly path: string;
}

const FILE_NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
const text = z.string().nullish();
const Kustomization = z.looseObject({
  images: z
    .array(z.strictObject({ name: z.string(), newName: text, newTag: text, digest: text, tagSuffix: text }))
    .nullish(),
});

/** Reads a kustomization as kustomize does: refuses an unquoted tag that YAML 1.1 takes for a number or a boolean. */
export async function readManifests(git: Git, source: Source, revision: string): Promise<Manifests> {
  const document: unknown = parse(await readKustomization(git, source, revision), { version: '1.1', customTags });
  const { images } = Kustomization.parse(document ?? {});
  const last = new Map((images ?? []).map((entry) => [entry.name, imageOf(entry)])); // a duplicate's last entry wins
  return { images: [...last.values()].toSorted(), rendered: JSON.stringify(document) };
}

type Entry = NonNullable<z.infer<typeof Kustomization>['images']>[number];

function imageOf({ name, newName, newTag, digest, tagSuffix }: Entry): string {
  const tag = newTag ? `:${newTag}${tagSuffix ?? ''}` : '';
  return `${newName || name}${tag}${digest ? `@${digest}` : ''}`;
}

async function readKustomization(git: Git, { repository, path }: Source, revision: string): Promise<string> {
  for (const name of FILE_NAMES) {
    const found = await git.read(repository, path === '' ? name : `${path}/${name}`, revision).catch(() => undefined);
    if (found !== undefined) return found;
  }
  throw new Error(`${path}: app path does not exist, or unable to find one of '${FILE_NAMES.join("', '")}'`);
}

/** Go's YAML takes for text: dates, base 60, and what is too large for a number, as many an abbreviated commit hash. */
function customTags(tags: Tags): Tags {
  return tags.flatMap((tag): Tags => {
    if (typeof tag !== 'object' || tag.collection !== undefined) return [tag];
    if (tag.format === 'TIME' || tag.tag.endsWith(':timestamp')) return [];
    return tag.format === 'EXP' ? [{ ...tag, resolve: (text: string) => finite(text) }] : [tag];
  });
}

function finite(text: string): number | string {
  const number = Number.parseFloat(text.replaceAll('_', ''));
  return Number.isFinite(number) ? number : text;
}
