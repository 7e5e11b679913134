import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { MANIFESTS } from '../../sandbox/seed-git.ts';
import type { Message } from '../../sandbox/slack/workspace.ts';
import { APPROVE } from '../../slack-gateway/actions.ts';
import { openTestTown, type TestTown, withButton } from '../support/test-town.ts';

let town: TestTown;
beforeAll(async () => {
  town = await openTestTown({
    catalog: (text) =>
      text.replace('releasers: [U0DEV2, U0LEAD]', 'releasers: [S0DEVS, U0LEAD]').replace('S0DEVS]\n', 'U0ROBOT]\n'),
  });
});
afterAll(() => town.close());

const merges = () => town.github.gate.count(/^PUT .*\/merge$/);

async function awaiting(): Promise<{ readonly tag: string; readonly card: Message }> {
  const tag = await town.push('web');
  await town.say('deploy web production', { user: 'U0DEV1' });
  const card = await town.slack.waitForMessage(
    (message) => message.text.includes(tag.slice(0, 7)) && withButton(message, APPROVE),
    45_000,
  );
  return { tag, card };
}

/** What Slack would send when somebody pressed Approve, signed with this secret. */
async function forge(
  card: Message,
  { secret, responseUrl = '' }: { secret: string; responseUrl?: string },
): Promise<number> {
  const value = /"value":"([^"]*deploy:web:production[^"]*)"/.exec(JSON.stringify(card.blocks))?.[1] ?? '';
  const payload = {
    ...{ type: 'block_actions', user: { id: 'U0LEAD', team_id: 'T0SANDBOX' }, team: { id: 'T0SANDBOX' } },
    ...{
      channel: { id: card.channel },
      container: { message_ts: card.ts },
      trigger_id: '1.2.3',
      response_url: responseUrl,
    },
    actions: [{ type: 'button', action_id: APPROVE, block_id: 'b', value }],
  };
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const timestamp = Math.floor(Date.now() / 1_000);
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  const response = await fetch(`${town.gatewayUrl}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(timestamp),
      'x-slack-signature': signature,
    },
    body,
  });
  return response.status;
}

describe('who may', () => {
  it.each([
    ['U0GUEST', 'Guests'],
    ['U0ELSE', 'Only members of this workspace'],
    ['U0ROBOT', 'Bots may not'],
  ])('S4, S5: %s is refused when asking, whatever list or name they have', async (user, told) => {
    town.slack.company.people = town.slack.company.people.map((person) =>
      person.id === user ? { ...person, name: 'Maya' } : person,
    );
    await town.slash('web staging', { user });
    await town.whisper(user, told);
    await town.slash('lock web staging for fun', { user });
    expect((await town.workflows('deploy')).filter((id) => id.includes('web:staging'))).toEqual([]);
    expect(await town.workflows('target')).not.toContain('target:web:staging');
  });

  it('S6: guests and strangers are refused when clicking, and a right that is lost is lost by the next click', async () => {
    const { tag, card } = await awaiting();
    await town.press('U0GUEST', card, 'approve');
    await town.whisper('U0GUEST', 'guests of the workspace may not decide');
    await town.press('U0ELSE', card, 'approve');
    await town.whisper('U0ELSE', 'only members of this workspace may decide');
    await town.press('U0DEV1', card, 'approve');
    await town.whisper('U0DEV1', 'you asked for this deploy');
    await town.slack.changeGroup('S0DEVS', []);
    await town.press('U0DEV2', card, 'approve'); // was among the releasers by that user group
    await town.whisper('U0DEV2', 'not among the approvers');
    expect(merges()).toBe(0);
    await town.slack.changeGroup('S0DEVS', ['U0DEV2']);
    await town.press('U0DEV2', card, 'approve');
    await town.card('web', 'production', tag.slice(0, 7), 'Deployed', 'Approved by <@U0DEV2>');
    expect(merges()).toBe(1);
  });

  it('S7: nobody, while Slack cannot say who is in a group; that is said', async () => {
    const { card } = await awaiting();
    await town.slack.changeGroup('S0DEVS', ['U0DEV2']);
    town.slack.gate.plan({ operation: /usergroups\.users\.list/, mishap: { kind: 'status', status: 500 }, times: 20 });
    await town.press('U0DEV2', card, 'approve');
    await town.whisper('U0DEV2', 'Slack could not say');
    town.slack.gate.release();
    expect(merges()).toBe(1);
    await town.press('U0LEAD', card, 'reject');
  });
});

describe('what is sent to the door', () => {
  it('S1, S3: a click with a forged signature merges nothing', async () => {
    const { card } = await awaiting();
    expect(await forge(card, { secret: 'guessed' })).toBe(401);
    expect(merges()).toBe(1);
    await town.press('U0LEAD', card, 'reject');
  });

  it('S2: no address in a payload is ever called', async () => {
    let called = 0;
    const inside = createServer((_, response) => {
      called += 1;
      response.end();
    });
    await new Promise<void>((listening) => inside.listen(0, '127.0.0.1', listening));
    const { port } = inside.address() as AddressInfo;
    const { card } = await awaiting();
    const secret = town.env['SLACK_SIGNING_SECRET'] ?? '';
    expect(await forge(card, { secret, responseUrl: `http://127.0.0.1:${port}/metadata` })).toBe(200);
    await town.card('web', 'production', 'Approved by <@U0LEAD>');
    expect(called).toBe(0);
    inside.close();
  });

  it('S13: a commit subject that calls everybody is data', async () => {
    await town.github.commitFile({
      ...{ repository: 'example/web', branch: 'main', path: 'x', text: 'x' },
      message: '<!channel> `rm -rf` & <https://evil.example|click>',
    });
    await town.push('web');
    await town.say('deploy web staging');
    const card = await town.card('web', 'staging', 'rm -rf');
    expect(card.text).toContain('&lt;!channel&gt;');
    expect(JSON.stringify(card.blocks)).not.toContain('<!channel>');
    expect(JSON.stringify(card.blocks)).not.toContain('<https://evil.example');
  });
});

const Bytes = z.object({ type: z.literal('Buffer'), data: z.array(z.number()) });

/** Payloads are bytes. */
function textOf(value: unknown): string | undefined {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  const bytes = Bytes.safeParse(value);
  return bytes.success ? Buffer.from(bytes.data.data).toString('utf8') : undefined;
}

it('no secret is in any history, search attribute or log', async () => {
  const secrets = ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'GITHUB_TOKEN', 'ARGOCD_TOKEN', 'AWS_SECRET_ACCESS_KEY']
    .map((name) => town.env[name] ?? '')
    .filter((secret) => secret !== 'sandbox' && secret !== '');
  expect(secrets.length).toBeGreaterThanOrEqual(4);
  const texts = [...town.worker.lines, ...town.gateway.lines];
  for await (const { workflowId, searchAttributes } of town.client.workflow.list()) {
    const history = await town.client.workflow.getHandle(workflowId).fetchHistory();
    const decoded = JSON.stringify(history, (_, value: unknown) => textOf(value) ?? value);
    texts.push(decoded, JSON.stringify(searchAttributes));
  }
  expect(texts.filter((text) => text.includes('U0DEV1')).length).toBeGreaterThan(3); // payloads can be read here
  for (const secret of secrets) expect(texts.filter((text) => text.includes(secret))).toEqual([]);
  expect(await town.github.read(MANIFESTS, 'README.md')).toContain('Manifests');
});
