import type { ChosenImage } from '../../../domain/deploy.ts';
import type { EcrRepository, ImageSource } from '../../../domain/target.ts';

/** What workflows ask of ECR. */
export interface EcrPort {
  /**
   * Finds the image to deploy. `ref` is first taken as a tag, else as a branch; without it the followed tag of `branch`.
   * Fails with `tag-not-found`, `repository-not-found`, `credentials-refused`.
   */
  resolveImage(args: {
    readonly source: ImageSource;
    readonly ref?: string;
    readonly branch?: string;
  }): Promise<ChosenImage>;
  /** The image of just this tag, whatever `match` says. Fails with `tag-not-found` when it is gone, or means another image than `digest`. */
  exactImage(args: {
    readonly source: ImageSource;
    readonly tag: string;
    readonly digest?: string;
  }): Promise<ChosenImage>;
  /** The digest that a tag means now; `null` when there is no such tag. One call. */
  digestOf(args: { readonly repository: EcrRepository; readonly tag: string }): Promise<string | null>;
  /** One look at a repository: one call per distinct followed tag; a missing tag does not hide the others. */
  poll(args: { readonly repository: EcrRepository; readonly watches: readonly Watch[] }): Promise<readonly Sighting[]>;
}

/** What auto-deploy watches in one repository. `follow` is the resolved tag; absent: the newest pushed. */
export interface Watch {
  readonly follow?: string;
  readonly match: string;
}

/** What a poll saw, one for each watch and in its order. */
export type Sighting =
  | { readonly kind: 'seen'; readonly image: ChosenImage }
  | { readonly kind: 'missing'; readonly detail: string };
