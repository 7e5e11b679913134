import leven from 'leven';

const NEAR = 3;
const OFFERED = 3;

/** The names that a mistyped word may have meant, nearest first, at most three. */
export function nearest(word: string, names: readonly string[]): string[] {
  const limit = Math.min(NEAR, Math.max(1, Math.floor(word.length / 2)));
  return [...new Set(names)]
    .map((name) => ({ name, distance: leven(word, name, { maxDistance: limit + 1 }) })) // a long word stays cheap
    .filter(({ name, distance }) => distance <= limit || (word.length > 1 && name.startsWith(word)))
    .toSorted((a, b) => a.distance - b.distance || a.name.localeCompare(b.name))
    .slice(0, OFFERED)
    .map(({ name }) => name);
}
