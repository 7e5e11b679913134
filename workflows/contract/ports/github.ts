import type { CommitList } from '../../../domain/change-log.ts';
import type { PullRequest } from '../../../domain/plan.ts';
import type { EcrRepository, KustomizeDeploy, SourceRepository } from '../../../domain/target.ts';

/** What workflows ask of GitHub. All fail with `repository-not-found` and `credentials-refused`. */
export interface GitHubPort {
  /** What the kustomization says now. Fails with `manifest-not-found`, `manifest-invalid`, `image-not-in-manifest`. */
  readManifest(args: ManifestPlace): Promise<Manifest>;
  /** Commits the tag to the branch, if the manifest still says `expected`; what waits meanwhile shares a commit. A moved branch is read again. */
  commitTag(args: TagChange): Promise<TagWritten>;
  /** Branch, commit and pull request for the tag; finds its own again when they exist. Nothing is made when the tag is there already. */
  openPullRequest(args: ManifestPlace & PullRequestText): Promise<PullRequestOpened>;
  /** Merges exactly `pullRequest.headSha`. Waits for pending checks up to `merge.timeoutMs`. Fails with `merge-blocked`, `merge-conflict`, `pull-request-closed`. */
  mergePullRequest(args: TagChange & { readonly pullRequest: PullRequest }): Promise<TagWritten>;
  /** Closes the branch's pull request with a comment and deletes the branch, unless it was merged; what is gone already is fine. */
  closePullRequest(args: {
    readonly repository: string;
    readonly branch: string;
    readonly comment: string;
  }): Promise<'tidy' | 'merged'>;
  /** The commits between two tags that are commits; says why when there is no list. Never fails a deploy. */
  listCommits(args: {
    readonly source: SourceRepository;
    readonly from: string;
    readonly to: string;
  }): Promise<CommitList>;
  /** Is `ancestor` the same commit as `descendant`, or before it? */
  isAncestor(args: {
    readonly repository: string;
    readonly ancestor: string;
    readonly descendant: string;
  }): Promise<boolean>;
  /** Names of the branches, at most 100, and how many there are at least. */
  listBranches(args: { readonly repository: string }): Promise<BranchNames>;
  /** Names that hold these words, the newest first, at most 90. */
  searchBranches(args: { readonly repository: string; readonly words: string }): Promise<BranchNames>;
}

/** `more`: there are others that are not named. */
export interface BranchNames {
  readonly names: readonly string[];
  readonly more: boolean;
}

export interface ManifestPlace {
  readonly deploy: KustomizeDeploy;
  /** The image's repository must be this one, else `image-not-in-manifest`. */
  readonly imageRepository: EcrRepository;
}

export interface Manifest {
  readonly file: string;
  readonly tag: string | null;
  /** A leftover digest pins the old image whatever the tag says, so the file still needs an edit. */
  readonly digest: string | null;
}

export interface TagEdit {
  /** Tag that the manifest must still say; `null`: none. */
  readonly expected: string | null;
  readonly tag: string;
  readonly message: string;
}

export type TagChange = ManifestPlace & TagEdit;

export interface PullRequestText {
  readonly tag: string;
  readonly branch: string;
  readonly title: string;
  readonly body: string;
  readonly message: string;
}

/** `moved`: the manifest, or the pull request's head, is no longer what was planned; nothing was written. */
export type TagWritten =
  | { readonly kind: 'written'; readonly commit: string; readonly url: string }
  | { readonly kind: 'moved'; readonly what: 'manifest' | 'head' };

export type PullRequestOpened =
  | { readonly kind: 'opened'; readonly file: string; readonly from: string | null; readonly pullRequest: PullRequest }
  | { readonly kind: 'unchanged'; readonly file: string; readonly from: string };
