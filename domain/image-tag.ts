export type TagChoice =
  | { readonly kind: 'chosen'; readonly tag: string; readonly otherTags: readonly string[] }
  | { readonly kind: 'none' };

/** Which of an image's tags is deployed: the one that satisfies the pattern; of several the lexicographically greatest. */
export function chooseTag(tags: readonly string[], matches: (tag: string) => boolean): TagChoice {
  const [tag, ...otherTags] = tags.filter(matches).toSorted((a, b) => (a < b ? 1 : -1));
  return tag === undefined ? { kind: 'none' } : { kind: 'chosen', tag, otherTags };
}

interface Pushed {
  readonly tags: readonly string[];
  readonly pushedAt: number;
}

/** The newest pushed image that has a tag to deploy. The order of the listing does not matter. */
export function newestMatching<Image extends Pushed>(
  images: readonly Image[],
  matches: (tag: string) => boolean,
): Image | undefined {
  return images.filter(({ tags }) => tags.some(matches)).toSorted((a, b) => b.pushedAt - a.pushedAt)[0];
}
