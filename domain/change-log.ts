export interface Commit {
  readonly sha: string;
  readonly subject: string;
  readonly author: string;
  /** When it was committed; epoch milliseconds. */
  readonly at?: number;
}

/** The commits between what runs and what will run, newest first; `url` shows them all on GitHub. */
export type CommitList =
  | {
      readonly kind: 'listed';
      readonly commits: readonly Commit[];
      readonly total: number;
      readonly url: string;
      /** `back`: these commits are taken back. `diverged`: these are new, and `takenBack` others are gone. */
      readonly direction: 'forward' | 'back' | 'diverged';
      readonly takenBack: number;
    }
  | { readonly kind: 'unavailable'; readonly reason: string };
