interface BranchParts {
  readonly service: string;
  readonly environment: string;
  readonly tag: string;
  /** The short deploy key. */
  readonly key: string;
}

/** The one branch of a deploy in the manifest repository, always the same for the same deploy. */
export function branchNameOf({ service, environment, tag, key }: BranchParts): string {
  return `tempocat/${[service, environment, `${tag}-${key}`].map(asRefPart).join('/')}`;
}

/** Git refuses `..`, a trailing `.` and a trailing `.lock` in a ref, and a leading dot in each part. */
function asRefPart(text: string): string {
  return text
    .replace(/[^A-Za-z0-9._-]/g, '-')
    .replace(/\.{2,}/g, '-')
    .replace(/^\./, '-')
    .replace(/\.lock$/, '-lock')
    .replace(/\.$/, '-');
}

const TAG_AT_MOST = 128;

/** The moving tag of a branch: `{branch}` with what a tag cannot hold as `-`, `{branch:_}` as `_`. */
export function followedTag(follow: string, branch: string): string {
  return follow
    .replace(/\{branch(?::([A-Za-z0-9._-]))?\}/g, (_, filler: string | undefined) =>
      branch.replace(/[^A-Za-z0-9._-]/g, filler ?? '-'),
    )
    .replace(/^[.-]+/, '')
    .slice(0, TAG_AT_MOST);
}
