import type { Terminal } from '../../cli/terminal.ts';

export interface TestTerminal extends Terminal {
  /** All that was said so far. */
  said(): string;
}

/** A terminal that keeps what it is told. Nobody sits there unless `answers` are given. */
export function aTerminal({
  env = {},
  account = 'nobody',
  answers,
}: {
  readonly env?: Terminal['env'];
  readonly account?: string;
  readonly answers?: string;
} = {}): TestTerminal {
  const lines: string[] = [];
  const hear = (text: string) => void lines.push(text);
  return {
    ...{ env, account, host: 'laptop', colours: false, columns: 120 },
    write: hear,
    complain: hear,
    said: () => lines.join(''),
    ...(answers !== undefined && {
      ask: async (question: string) => {
        hear(question);
        return answers;
      },
    }),
  };
}
