import type { Octokit } from '@octokit/rest';
import { readKustomization, setImageTag } from '../../domain/kustomization.ts';
import type { ManifestPlace } from '../../workflows/contract/ports/github.ts';
import { permanent } from '../failures.ts';
import { githubFailure, hasStatus } from './errors.ts';
import { NotAFile, ownerAndRepo, readFile, type TextFile } from './repository.ts';

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
  const file = await findFile(octokit, place, ref);
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

/** The file's text with the tag set; the same text when nothing needs to change. */
export function withTag(file: TextFile, place: ManifestPlace, tag: string): string {
  const edit = setImageTag(file.text, { image: place.deploy.image, tag });
  if (edit.kind === 'changed') return edit.text;
  if (edit.kind === 'unchanged') return file.text;
  throw unusable(edit, place, file.path);
}

async function findFile(octokit: Octokit, { deploy }: ManifestPlace, ref: string): Promise<TextFile> {
  const { repository, path } = deploy;
  for (const name of FILE_NAMES) {
    try {
      return await readFile(octokit, { repository, path: `${path}/${name}`, ref });
    } catch (error) {
      if (!hasStatus(error, 404) && !(error instanceof NotAFile))
        throw githubFailure(error, `${path}/${name} in ${repository}`);
    }
  }
  throw await explainMissing(octokit, { repository, path, ref });
}

interface Missing {
  readonly repository: string;
  readonly path: string;
  readonly ref: string;
}

/** Only now is it worth more calls to say which of repository, branch and folder is not there. */
async function explainMissing(octokit: Octokit, { repository, path, ref }: Missing): Promise<unknown> {
  const target = ownerAndRepo(repository);
  try {
    await octokit.rest.repos.get(target);
  } catch (error) {
    if (!hasStatus(error, 404)) return githubFailure(error, `repository ${repository}`);
    return permanent(
      'repository-not-found',
      `GitHub has no repository ${repository}, or tempocat has no right to see it. Correct deploy.repository, or grant access.`,
    );
  }
  const looked = `${FILE_NAMES.map((name) => `${path}/${name}`).join(', ')} on ${ref}`;
  try {
    const { data } = await octokit.rest.repos.getContent({ ...target, path, ref });
    const names = Array.isArray(data) ? data.map(({ name }) => name).join(', ') : `a file, not a folder`;
    return permanent(
      'manifest-not-found',
      `${repository} has no kustomization: looked for ${looked}. The folder holds ${names}. Correct deploy.path in the catalogue.`,
    );
  } catch (error) {
    if (!hasStatus(error, 404)) return githubFailure(error, `${path} in ${repository}`);
    return permanent(
      'manifest-not-found',
      `${repository} has no kustomization: looked for ${looked}; there is no such folder, or no branch ${ref}. Correct deploy.path or deploy.branch in the catalogue.`,
    );
  }
}

type Unusable = Exclude<ReturnType<typeof readKustomization>, { kind: 'found' }>;

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
