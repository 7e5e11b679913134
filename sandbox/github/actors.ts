import type { Person } from './git/commits.ts';

/** The person that GitHub itself commits as. */
export const GITHUB: Person = { name: 'GitHub', email: 'noreply@github.com' };

/** The app that the token belongs to. */
export const BOT = { name: 'tempocat[bot]', email: 'tempocat[bot]@users.noreply.github.com' } satisfies Person;
