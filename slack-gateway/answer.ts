import { type Command, parseCommand } from '../domain/command.ts';
import { count } from '../domain/measure.ts';
import { keepWidth, normaliseText } from '../domain/normalise-text.ts';
import { answerBranches } from './commands/branches.ts';
import { answerCancel } from './commands/cancel.ts';
import { answerDeploy } from './commands/deploy.ts';
import { answerHistory } from './commands/history.ts';
import { answerInvoke } from './commands/invoke.ts';
import { answerList } from './commands/list.ts';
import { answerLocks } from './commands/locks.ts';
import { answerPlan } from './commands/plan.ts';
import { answerStatus } from './commands/status.ts';
import { answerTargetWish } from './commands/target-wish.ts';
import { answerUndo } from './commands/undo.ts';
import { answerWhy } from './commands/why.ts';
import type { Asked, Desk } from './desk.ts';
import { privately, type Reply } from './reply.ts';
import { renderHelp } from './views/look-ups.ts';
import { renderMistake } from './views/refusals.ts';

/** What somebody said becomes a command, and the command a reply. A mistake starts nothing. */
export async function answer(desk: Desk, asked: Asked): Promise<Reply> {
  const parsed = parseCommand(normaliseText(asked.text), {
    slash: asked.door === 'slash',
    asTyped: keepWidth(asked.text),
  });
  const isCommand = parsed.kind === 'command';
  const reply = isCommand ? await carryOut(desk, asked, parsed.command) : privately(renderMistake(parsed, desk.locale));
  const verb = isCommand ? parsed.command.kind : 'mistake';
  desk.record([count('tempocat_commands', { verb, answer: reply.kind })]);
  return reply;
}

async function carryOut(desk: Desk, asked: Asked, command: Command): Promise<Reply> {
  switch (command.kind) {
    case 'deploy':
      return answerDeploy(desk, asked, command);
    case 'plan':
      return answerPlan(desk, asked, command);
    case 'invoke':
      return answerInvoke(desk, asked, command);
    case 'status':
      return answerStatus(desk, asked, command);
    case 'history':
      return answerHistory(desk, asked, command);
    case 'list':
      return answerList(desk, asked);
    case 'branches':
      return answerBranches(desk, asked, command);
    case 'lock':
    case 'unlock':
    case 'hold':
    case 'resume':
      return answerTargetWish(desk, asked, command);
    case 'undo':
      return answerUndo(desk, asked, command);
    case 'cancel':
      return answerCancel(desk, asked, command);
    case 'locks':
      return answerLocks(desk, asked);
    case 'why':
      return answerWhy(desk, asked, command);
    case 'help':
      return privately(renderHelp(desk.locale, command.verb));
  }
}
