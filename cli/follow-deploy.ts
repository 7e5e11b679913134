import { setTimeout as sleep } from 'node:timers/promises';
import { ValueError } from '@temporalio/common';
import { type DeployReading, readDeploy } from '../client/read-deploy.ts';
import type { FinalPhase } from '../domain/deploy.ts';
import { foreign } from '../slack-gateway/views/text.ts';
import { linesOf } from './deploy-lines.ts';
import { answer, type Desk, plain } from './desk.ts';
import type { Exit, Report } from './report.ts';
import { cliWords } from './words.ts';

const LOOKS_EVERY_MS = 1_000;
const ANSWERS_WITHIN_MS = 5_000;
const LOOKS_IN_VAIN = 60; // then whoever called has waited long enough

/** Says how a deploy goes on until it has ended; its ending is the command's. */
export async function followDeploy(desk: Desk, deployId: string): Promise<Report> {
  const words = cliWords[desk.locale];
  const said = new Set<string>();
  let inVain = 0;
  desk.say(plain(desk, words.watching(foreign(deployId, 300))));
  for (;;) {
    const reading = await look(desk, deployId);
    if (reading === null) return answer(desk, 'failed', words.noSuchDeploy(foreign(deployId, 300)));
    if (reading === 'silent') {
      if (inVain === 0) desk.say(plain(desk, words.noWorker));
      inVain += 1;
      if (inVain >= LOOKS_IN_VAIN) return answer(desk, 'no-answer', words.noWorker);
    } else {
      inVain = 0;
      tell(desk, reading, said);
      const { card, isClosed } = reading;
      if (isClosed || card.endedAt !== undefined) return reportOf(desk, reading);
    }
    await sleep(LOOKS_EVERY_MS);
  }
}

async function look({ client }: Desk, deployId: string): Promise<DeployReading | null | 'silent'> {
  return client
    .withDeadline(Date.now() + ANSWERS_WITHIN_MS, () => readDeploy(client, deployId))
    .catch((error: unknown) => {
      if (error instanceof ValueError) throw error; // somebody answers, in what we have no key for
      return 'silent' as const;
    });
}

/** Only what was not said before. */
function tell(desk: Desk, { card }: DeployReading, said: Set<string>): void {
  const { headline, details } = linesOf({ ...card, locale: desk.locale }, desk.links);
  const news = [headline, ...details].filter((line) => !said.has(line));
  for (const line of news) said.add(line);
  if (news.length === 0) return;
  const time = new Date().toTimeString().slice(0, 8);
  const indent = ' '.repeat(time.length + 2);
  const shown = news.map((line) =>
    line === headline ? `${desk.paint(time, 'dim')}  ${plain(desk, line)}` : `${indent}${plain(desk, line)}`,
  );
  desk.say(shown.join('\n'));
}

const EXITS = {
  deployed: 'done',
  unchanged: 'done',
  failed: 'failed',
  rejected: 'refused',
  expired: 'refused',
  refused: 'refused',
  superseded: 'refused',
  cancelled: 'cancelled',
} as const satisfies Record<FinalPhase, Exit>;

/** All was said on the way, but to scripts. */
function reportOf(desk: Desk, { card, message }: DeployReading): Report {
  const exit = card.outcome ? EXITS[card.outcome.phase] : 'failed';
  const { headline } = linesOf({ ...card, locale: desk.locale }, desk.links);
  return { exit, text: desk.quiet ? plain(desk, headline) : (message?.permalink ?? ''), data: card };
}
