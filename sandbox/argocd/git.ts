/** Where the manifests are: the sandbox's GitHub, as far as Argo CD needs it. */
export interface Git {
  /** The commit that a branch stands for. */
  head(repository: string, branch: string): Promise<string>;
  /** A file's text at a commit; rejects when there is none. */
  read(repository: string, path: string, ref: string): Promise<string>;
}
