import { setTimeout as sleep } from 'node:timers/promises';
import type { SlackSandbox } from '../../sandbox/slack/index.ts';
import type { Attempt } from '../../sandbox/slack/outbound/deliver-event.ts';
import { isSuccess, type Outcome } from '../../sandbox/slack/outbound/line.ts';
import type { Message } from '../../sandbox/slack/workspace.ts';
import { channelOf } from './stage.ts';

const BOT = '<@U0TEMPOCAT>';
const AGAIN_MS = 500;
const BUTTON_GOES_WITHIN_MS = 8_000;
export const PATIENCE_MS = 300_000;

/** People who do not give up: what failed they do once more, and what Slack could not deliver it delivers later. */
export interface People {
  /** A mention in the channel of `who`; answers its key. */
  say(who: string, words: string): Promise<string>;
  /** Typed after `/deploy`; answers its key. A command that failed is typed again. */
  type(who: string, words: string): Promise<string>;
  /** Once the message has that button, and again as long as it has. */
  press(user: string, message: Message, actionId: string): Promise<void>;
  /** A message of ours in the channel of `who`, now or soon, whose text holds all these words. */
  hear(who: string, ...words: readonly string[]): Promise<Message>;
}

export function createPeople(slack: SlackSandbox): People {
  return {
    say: async (who, words) => {
      const channel = channelOf(who);
      const said = slack.say({ user: 'U0DEV1', channel, text: `${BOT} ${words}` });
      const { envelope } = said;
      if (!envelope) throw new Error(`nobody hears ${words}`);
      if (!wasTaken(await said.delivered)) await insist(() => slack.deliverAgain(envelope));
      return `${channel}-${said.ts}`;
    },
    type: async (who, text) => {
      let key = '';
      await insist(async () => {
        const { triggerId, outcome } = await slack.command({ user: 'U0DEV1', channel: channelOf(who), text });
        key = triggerId;
        return outcome;
      });
      return key;
    },
    press: async (user, message, actionId) => {
      const { channel, ts } = message;
      const isIt = (it: Message) => it.channel === channel && it.ts === ts;
      const hasButton = (it: Message) => isIt(it) && JSON.stringify(it.blocks).includes(actionId);
      await slack.waitForMessage(hasButton, PATIENCE_MS);
      const deadline = Date.now() + PATIENCE_MS;
      while (slack.messages(channel).some(hasButton)) {
        if (Date.now() > deadline) throw new Error(`${actionId} was pressed in vain for minutes`);
        await slack.click({ user, channel, ts, actionId });
        // What could not be recorded the person is told; the button that is still there says so, too.
        await slack.waitForMessage((it) => isIt(it) && !hasButton(it), BUTTON_GOES_WITHIN_MS).catch(() => undefined);
      }
    },
    hear: (who, ...words) =>
      slack.waitForMessage(
        ({ channel, fromApp, onlyFor, text }) =>
          fromApp && onlyFor === undefined && channel === channelOf(who) && words.every((word) => text.includes(word)),
        PATIENCE_MS,
      ),
  };
}

const wasTaken = (attempts: readonly Attempt[]): boolean => attempts.some(({ outcome }) => isSuccess(outcome));

/** Until the gateway took it. */
async function insist(attempt: () => Promise<Outcome>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!isSuccess(await attempt())) {
    if (Date.now() > deadline) throw new Error('the gateway took nothing for minutes');
    await sleep(AGAIN_MS);
  }
}
