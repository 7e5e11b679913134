/** How a command ends, and the exit code that a script sees. */
export const EXIT_CODES = {
  done: 0,
  failed: 1,
  'not-understood': 2,
  'no-answer': 3,
  refused: 4,
  cancelled: 5,
} as const;

export type Exit = keyof typeof EXIT_CODES;

/** What a command has to say: `text` to people, `data` to scripts. */
export interface Report {
  readonly exit: Exit;
  readonly text: string;
  readonly data?: unknown;
}
