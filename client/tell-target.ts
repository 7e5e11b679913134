import type { Client } from '@temporalio/client';
import type { Actor } from '../domain/actor.ts';
import type { TargetCommand } from '../domain/command.ts';
import type { WishAnswer } from '../domain/target/wish.ts';
import type { Target } from '../domain/target.ts';
import { TASK_QUEUE } from '../workflows/contract/ids.ts';
import { holdUpdate, lockUpdate, resumeUpdate, unlockUpdate } from '../workflows/contract/target-messages.ts';
import { askWish } from './ask-wish.ts';

export interface ToldTarget {
  readonly command: Extract<TargetCommand, { kind: 'lock' | 'unlock' | 'hold' | 'resume' }>;
  readonly actor: Actor;
  readonly target: Target;
  /** What makes it one wish. */
  readonly updateId: string;
}

/** `lock`, `unlock`, `hold`, `resume`, from words to the target. Whose lock it is, the target judges. */
export async function tellTarget(
  client: Client,
  { command, actor, target, updateId }: ToldTarget,
): Promise<WishAnswer | { readonly kind: 'no-answer' }> {
  const { service, environment, channel, locale, lockReminderMs: remindAfterMs } = target;
  const address = { service, environment, taskQueue: TASK_QUEUE };
  const message = { ...actor, home: { channel, locale } };
  switch (command.kind) {
    case 'lock': {
      const { reason, forMs } = command;
      const lock = { ...message, reason, ...(forMs !== undefined && { forMs }), remindAfterMs };
      return askWish(client, address, { update: lockUpdate, message: lock, updateId });
    }
    case 'unlock':
      return askWish(client, address, { update: unlockUpdate, message, updateId });
    case 'hold': {
      const { reason } = command;
      const hold = { ...message, ...(reason !== undefined && { reason }) };
      return askWish(client, address, { update: holdUpdate, message: hold, updateId });
    }
    case 'resume':
      return askWish(client, address, { update: resumeUpdate, message, updateId });
  }
}
