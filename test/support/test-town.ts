import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { createPayloadCodec, EncryptionKeysText } from '../../client/payload-codec.ts';
import { CATALOG_PATH } from '../../sandbox/company.ts';
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
  /** A button of ours by its action id, or Approve and Reject by their names. */
  press(user: string, message: Message, button: string): Promise<void>;
  /** `/deploy …`, typed in #deploys unless told. */
  slash(words: string, over?: { readonly user?: string; readonly channel?: string }): Promise<void>;
  /** The catalogue as both processes read it at their next start. */
  rewriteCatalog(edit: (text: string) => string): void;
  /** The card of this deploy in Slack, once its text holds all these words. */
  card(service: string, environment: string, ...words: readonly string[]): Promise<Message>;
  /** Ids of the workflows of this type so far. */
  workflows(type: string): Promise<string[]>;
}

/** The whole product as processes, with a Temporal namespace of its own: tests of one file disturb no other. */
export async function openTestTown({
  catalog = (text) => text,
  env = {},
}: {
  readonly catalog?: (text: string) => string;
  /** Over what both processes are started with. */
  readonly env?: Readonly<Record<string, string>>;
} = {}): Promise<TestTown> {
  const address = process.env['TEMPOCAT_TEST_TEMPORAL'] ?? '';
  const namespace = `test-${randomUUID()}`;
  const connection = await Connection.connect({ address });
  await connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: msToTs('1 day'),
  });
  const keys = EncryptionKeysText.optional().parse(env['TEMPOCAT_ENCRYPTION_KEYS']);
  const dataConverter = keys && { payloadCodecs: [createPayloadCodec(keys)] };
  const client = new Client({ connection, namespace, ...(dataConverter && { dataConverter }) });
  const folder = mkdtempSync(join(tmpdir(), 'tempocat-town-'));
  const catalogPath = join(folder, 'catalog.yaml');
  writeFileSync(catalogPath, catalog(readFileSync(CATALOG_PATH, 'utf8')));
  const town = await openTown({ temporal: { address, namespace }, catalogPath, env });
  const { slack } = town;
  const includes = (text: string, words: readonly string[]) =>
    words.every((word) => text.toLowerCase().includes(word.toLowerCase()));

  const isCard = ({ fromApp, onlyFor, threadTs }: Message) => fromApp && !onlyFor && !threadTs;
  return {
    ...town,
    get worker() {
      return town.worker;
    },
    get gateway() {
      return town.gateway;
    },
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
      await slack.click({ user, channel, ts, actionId: { approve: APPROVE, reject: REJECT }[button] ?? button });
    },
    slash: async (text, { user = 'U0DEV1', channel = 'C0DEPLOYS' } = {}) => {
      await slack.command({ user, channel, text });
    },
    rewriteCatalog: (edit) => writeFileSync(catalogPath, edit(readFileSync(catalogPath, 'utf8'))),
    card: (service, environment, ...words) =>
      slack.waitForMessage(
        (message) => isCard(message) && includes(message.text, [`${service} → ${environment}`, ...words]),
        PATIENCE_MS,
      ),
    workflows: async (type) => {
      const ids: string[] = [];
      for await (const { workflowId } of client.workflow.list({ query: `WorkflowType='${type}'` }))
        ids.push(workflowId);
      return ids;
    },
    close: async () => {
      await town.close();
      await deleteSchedules(client); // they would go on for nobody, and slow down whoever is tested after us
      await connection.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export const withButton = ({ blocks }: Message, actionId: string): boolean => JSON.stringify(blocks).includes(actionId);

export async function deleteSchedules(client: Client): Promise<void> {
  for await (const { scheduleId } of client.schedule.list()) await client.schedule.getHandle(scheduleId).delete();
}
