import { parse } from 'yaml';
import { findEntry, textOf } from './kustomization/entry.ts';
import { isWritten, splicesFor } from './kustomization/splice.ts';
import { applySplices } from './text-splice.ts';

export type KustomizationReading =
  | {
      readonly kind: 'found';
      readonly tag: string | null;
      readonly digest: string | null;
      /** `newName`, or `name` when that is a registry path; `null` when the file does not say. */
      readonly repository: string | null;
    }
  | Unusable;

/** `present`: the names that `images:` does have. */
export type Unusable =
  | { readonly kind: 'image-missing'; readonly present: readonly string[] }
  | { readonly kind: 'invalid'; readonly reason: string };

/** What a kustomization says of one image, found by its `name` in `images:`. */
export function readKustomization(text: string, image: string): KustomizationReading {
  const found = findEntry(text, image);
  if (found.kind !== 'entry') return found;
  const { entry } = found;
  const repository = textOf(entry, 'newName') ?? (image.includes('/') ? image : null);
  return { kind: 'found', tag: textOf(entry, 'newTag'), digest: textOf(entry, 'digest'), repository };
}

export type KustomizationEdit =
  | { readonly kind: 'changed'; readonly text: string }
  | { readonly kind: 'unchanged' }
  | Unusable;

const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;

/**
 * Sets an image's tag: only the bytes of the tag change, and a leftover `digest:` goes, since it would pin the old image.
 * The result is read back in YAML 1.1 and 1.2; when anything else differs nothing is returned to write.
 */
export function setImageTag(
  text: string,
  { image, tag }: { readonly image: string; readonly tag: string },
): KustomizationEdit {
  if (!TAG.test(tag)) return { kind: 'invalid', reason: `"${tag}" cannot be an image tag` };
  const found = findEntry(text, image);
  if (found.kind !== 'entry') return found;
  const { entry } = found;
  if (isWritten(entry, tag)) return { kind: 'unchanged' };

  const planned = splicesFor(text, entry, tag);
  if (planned.kind === 'invalid') return planned;
  const edited = applySplices(text, planned.splices);
  if (isSameButForTag(text, edited, { index: entry.index, tag })) return { kind: 'changed', text: edited };
  return {
    kind: 'invalid',
    reason: `the entry of ${image} is written in a way that cannot be edited safely; edit it by hand once`,
  };
}

interface Edited {
  readonly index: number;
  readonly tag: string;
}

function isSameButForTag(before: string, after: string, { index, tag }: Edited): boolean {
  return (['1.1', '1.2'] as const).every((version) => {
    const old = takeTag(readAs(before, version), index);
    const now = takeTag(readAs(after, version), index);
    const rest = writtenOut(old.rest);
    return now.tag === tag && !now.hasDigest && rest !== undefined && rest === writtenOut(now.rest);
  });
}

/** Nothing for what holds itself, by an anchor: that cannot be compared. */
function writtenOut(rest: unknown): string | undefined {
  try {
    return JSON.stringify(rest);
  } catch {
    return undefined;
  }
}

function readAs(text: string, version: '1.1' | '1.2'): unknown {
  try {
    return parse(text, { version, uniqueKeys: false, logLevel: 'silent' });
  } catch {
    return undefined;
  }
}

/** The entry's tag, and the whole file without it and without a digest. */
function takeTag(file: unknown, index: number) {
  const entry: unknown = isRecord(file) && Array.isArray(file['images']) && file['images'][index];
  if (!isRecord(file) || !isRecord(entry)) return { tag: undefined, hasDigest: false, rest: undefined };
  const pairs = Object.entries(entry);
  const isKey = (key: string, wanted: string) => key.toLowerCase() === wanted;
  const rest = Object.fromEntries(pairs.filter(([key]) => !isKey(key, 'newtag') && !isKey(key, 'digest')));
  return {
    tag: pairs.findLast(([key]) => isKey(key, 'newtag'))?.[1],
    hasDigest: pairs.some(([key]) => isKey(key, 'digest')),
    rest: { ...file, images: Object.assign([], file['images'], { [index]: rest }) },
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
