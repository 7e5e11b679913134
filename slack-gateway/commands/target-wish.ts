import type { TargetCommand } from '../../domain/command.ts';
import { locateTarget } from '../../domain/locate.ts';
import { ADMINS } from '../../domain/rights.ts';
import type { Target } from '../../domain/target.ts';
import { holdUpdate, lockUpdate, resumeUpdate, unlockUpdate } from '../../workflows/contract/target-messages.ts';
import { askTarget, homeOf } from '../ask-target.ts';
import type { Asked, Desk } from '../desk.ts';
import { privately, type Reply } from '../reply.ts';
import type { Message } from '../views/blocks.ts';
import { renderUnknown } from '../views/refusals.ts';
import { refusalFor } from './refusal-for.ts';

type WishCommand = Extract<TargetCommand, { kind: 'lock' | 'unlock' | 'hold' | 'resume' }>;

/** `lock`, `unlock`, `hold`, `resume`: for those who may deploy there, and admins. Whose lock it is, the target judges. */
export async function answerTargetWish(desk: Desk, asked: Asked, command: WishCommand): Promise<Reply> {
  const { catalog } = desk;
  const located = locateTarget(catalog, command.service, command.environment);
  if (located.kind !== 'target') return privately(renderUnknown(located, desk.locale));
  const { target } = located;
  const what = `${command.kind} ${target.service} ${target.environment}`;
  const refusal = await refusalFor(desk, asked.by, { what, groups: [...target.deployers, ADMINS] });
  return refusal ?? privately(await ask(desk, asked, { target, command }));
}

async function ask(
  desk: Desk,
  asked: Asked,
  { target, command }: { readonly target: Target; readonly command: WishCommand },
): Promise<Message> {
  const { key: updateId } = asked;
  const actor = await desk.people.actorOf(asked.by);
  const message = { ...actor, home: homeOf(target) };
  switch (command.kind) {
    case 'lock': {
      const { reason, forMs } = command;
      const lock = { ...message, reason, ...(forMs !== undefined && { forMs }), remindAfterMs: target.lockReminderMs };
      return askTarget(desk, target, { update: lockUpdate, message: lock, updateId });
    }
    case 'unlock':
      return askTarget(desk, target, { update: unlockUpdate, message, updateId });
    case 'hold': {
      const { reason } = command;
      const hold = { ...message, ...(reason !== undefined && { reason }) };
      return askTarget(desk, target, { update: holdUpdate, message: hold, updateId });
    }
    case 'resume':
      return askTarget(desk, target, { update: resumeUpdate, message, updateId });
  }
}
