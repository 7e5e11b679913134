export interface ImageReference {
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** `host:5000/team/app:tag@sha256:…`: the digest follows the `@`, the tag the last `:` after the last `/`. */
export function parseImageReference(reference: string): ImageReference {
  const [named = '', digest] = reference.split('@', 2);
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  const repository = colon < 0 ? named : named.slice(0, colon);
  return {
    repository,
    ...(colon >= 0 && { tag: named.slice(colon + 1) }),
    ...(digest !== undefined && { digest }),
  };
}

/** Is this the image `repository:tag`, with or without a digest behind it? */
export function isImage(
  reference: string,
  { repository, tag }: { readonly repository: string; readonly tag: string },
): boolean {
  const parsed = parseImageReference(reference);
  return parsed.repository === repository && parsed.tag === tag;
}
