import { hostname, userInfo } from 'node:os';
import { createInterface, type ReadLineOptions } from 'node:readline/promises';

/** Where the command runs: what it reads, and where it speaks. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The account that runs it, and the machine: what Temporal's own client identity is made of. */
  readonly account: string;
  readonly host: string;
  readonly colours: boolean;
  readonly columns: number;
  write(text: string): void;
  complain(text: string): void;
  /** Absent where nobody is there to answer. */
  ask?(question: string): Promise<string>;
}

const WIDTH = 120; // of a pipe, which has none

/** The terminal, or pipe, of this process. */
export function openTerminal({ env, stdin, stdout, stderr }: NodeJS.Process): Terminal {
  const isTalk = stdin.isTTY === true && stdout.isTTY === true;
  return {
    env,
    account: accountName(),
    host: hostname(),
    colours: stdout.isTTY === true && (env['NO_COLOR'] ?? '') === '',
    columns: stdout.isTTY ? stdout.columns : WIDTH,
    write: (text) => void stdout.write(text),
    complain: (text) => void stderr.write(text),
    ...(isTalk && { ask: (question: string) => ask(question, { input: stdin, output: stdout }) }),
  };
}

async function ask(question: string, streams: ReadLineOptions): Promise<string> {
  const lines = createInterface(streams);
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}

/** In a container the account may have no name. */
function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}
