import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { openTown, type Town } from '../../sandbox/open-town.ts';
import type { Message } from '../../sandbox/slack/workspace.ts';
import { APPROVE, REJECT } from '../../slack-gateway/actions.ts';

const BOT = '<@U0TEMPOCAT>';
const PATIENCE_MS = 45_000;

export interface TestTown extends Town {
  readonly client: Client;
  /** A mention by Daichi in #deploys unless told; resolves when the gateway took it. */
  say(
    words: string,
    over?: { readonly user?: string; readonly channel?: string; readonly threadTs?: string },
  ): Promise<string>;
  /** A message of ours, now or soon, whose text holds all these words. */
  hear(...words: readonly string[]): Promise<Message>;
  /** What only this person was told, now or soon, with all these words. */
  whisper(user: string, ...words: readonly string[]): Promise<Message>;
  press(user: string, message: Message, button: 'approve' | 'reject'): Promise<void>;
  /** Ids of the workflows of this type so far. */
  workflows(type: string): Promise<string[]>;
}

/** The whole product as processes, with a Temporal namespace of its own: tests of one file disturb no other. */
export async function openTestTown(): Promise<TestTown> {
  const address = process.env['TEMPOCAT_TEST_TEMPORAL'] ?? '';
  const namespace = `test-${randomUUID()}`;
  const connection = await Connection.connect({ address });
  await connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: msToTs('1 day'),
  });
  const client = new Client({ connection, namespace });
  const town = await openTown({ temporal: { address, namespace } });
  const { slack } = town;
  const includes = (text: string, words: readonly string[]) =>
    words.every((word) => text.toLowerCase().includes(word.toLowerCase()));

  return {
    ...town,
    client,
    say: async (words, { user = 'U0DEV1', channel = 'C0DEPLOYS', threadTs } = {}) => {
      const said = slack.say({ user, channel, text: `${BOT} ${words}`, ...(threadTs !== undefined && { threadTs }) });
      await said.delivered;
      return said.ts;
    },
    hear: (...words) =>
      slack.waitForMessage(
        ({ fromApp, onlyFor, text }) => fromApp && onlyFor === undefined && includes(text, words),
        PATIENCE_MS,
      ),
    whisper: (user, ...words) =>
      slack.waitForMessage(({ onlyFor, text }) => onlyFor === user && includes(text, words), PATIENCE_MS),
    press: async (user, { channel, ts }, button) => {
      await slack.click({ user, channel, ts, actionId: button === 'approve' ? APPROVE : REJECT });
    },
    workflows: async (type) => {
      const ids: string[] = [];
      for await (const { workflowId } of client.workflow.list({ query: `WorkflowType='${type}'` }))
        ids.push(workflowId);
      return ids;
    },
    close: async () => {
      await town.close();
      await connection.close();
    },
  };
}

export const withButton = ({ blocks }: Message, actionId: string): boolean => JSON.stringify(blocks).includes(actionId);
