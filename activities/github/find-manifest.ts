import type { Octokit } from '@octokit/rest';
import { readKustomization, setImageTag, type Unusable } from '../../domain/kustomization.ts';
import type { ManifestPlace } from '../../workflows/contract/ports/github.ts';
import { permanent } from '../failures.ts';
import { githubFailure, hasStatus } from './errors.ts';
import { readFile, type TextFile } from './read-file.ts';
import { explainNotFound, ownerAndRepo } from './repository.ts';

const FILE_NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

export interface FoundManifest extends TextFile {
  readonly tag: string | null;
  readonly digest: string | null;
}

/** The kustomization with our image in it, at a branch or commit. One call when it has its usual name. */
export async function findManifest(
  octokit: Octokit,
  place: ManifestPlace,
  ref = place.deploy.branch,
): Promise<FoundManifest> {
  return manifestIn(await findFile(octokit, place, ref), place);
}

/** What this kustomization says of our image. */
export function manifestIn(file: TextFile, place: ManifestPlace): FoundManifest {
  const { deploy, imageRepository } = place;
  const reading = readKustomization(file.text, deploy.image);
  if (reading.kind !== 'found') throw unusable(reading, place, file.path);
  if (reading.repository !== null && reading.repository !== imageRepository.uri) {
    throw permanent(
      'image-not-in-manifest',
      `${whereOf(place, file.path)} takes the image ${deploy.image} from ${reading.repository}, but the catalogue says ${imageRepository.uri}. Make them the same.`,
    );
  }
  return { ...file, tag: reading.tag, digest: reading.digest };
}

/** The file's text with the tag set, or `unchanged`: a leftover digest, or a tag that lacks its quotes, is a change. */
export function withTag(file: TextFile, place: ManifestPlace, tag: string): string | 'unchanged' {
  const edit = setImageTag(file.text, { image: place.deploy.image, tag });
  if (edit.kind === 'changed') return edit.text;
  if (edit.kind === 'unchanged') return 'unchanged';
  throw unusable(edit, place, file.path);
}

async function findFile(octokit: Octokit, { deploy }: ManifestPlace, ref: string): Promise<TextFile> {
  const { repository, path } = deploy;
  for (const name of FILE_NAMES) {
    const file = await readFile(octokit, { repository, path: `${path}/${name}`, ref });
    if (file) return file;
  }
  throw await explainMissing(octokit, { deploy }, ref);
}

/** Only now is it worth more calls to say which of repository, branch, folder and file is not there. */
async function explainMissing(
  octokit: Octokit,
  { deploy }: Pick<ManifestPlace, 'deploy'>,
  ref: string,
): Promise<unknown> {
  const { repository, branch, path } = deploy;
  const missing = await explainNotFound(octokit, deploy);
  if (missing !== undefined) return missing;
  const names = FILE_NAMES.map((name) => `${path}/${name}`).join(', ');
  const notFound = (found: string) =>
    permanent(
      'manifest-not-found',
      `${repository} has no kustomization: looked for ${names} on ${branch}. ${found}. Correct deploy.path in the catalogue.`,
    );
  try {
    const { data } = await octokit.rest.repos.getContent({ ...ownerAndRepo(repository), path, ref });
    if (!Array.isArray(data)) return notFound(`${path} is a file, not a folder`);
    return notFound(`The folder holds ${data.map(({ name }) => name).join(', ')}`);
  } catch (error) {
    if (!hasStatus(error, 404)) return githubFailure(error, `to list ${path} in ${repository}`);
    return notFound('There is no such folder');
  }
}

function unusable(reading: Unusable, place: ManifestPlace, file: string): unknown {
  const where = whereOf(place, file);
  if (reading.kind === 'invalid') return permanent('manifest-invalid', `${where} cannot be edited: ${reading.reason}.`);
  const present = reading.present.length > 0 ? `it has ${reading.present.join(', ')}` : 'it has none';
  return permanent(
    'image-not-in-manifest',
    `${where} has no image named ${place.deploy.image}; ${present}. Add it there, or correct deploy.image in the catalogue.`,
  );
}

function whereOf({ deploy }: ManifestPlace, file: string): string {
  return `${deploy.repository} ${file} (${deploy.branch})`;
}
