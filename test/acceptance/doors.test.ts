import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { eventually } from '../support/deploying.ts';
import { hostile } from '../support/hostile-text.ts';
import { openTestTown, type TestTown } from '../support/test-town.ts';

let town: TestTown;
beforeAll(async () => {
  town = await openTestTown();
});
afterAll(() => town.close());

const body = JSON.stringify({
  type: 'event_callback',
  team_id: 'T0SANDBOX',
  event: {
    type: 'app_mention',
    user: 'U0DEV1',
    channel: 'C0DEPLOYS',
    ts: '1.000001',
    text: '<@U0TEMPOCAT> deploy web staging',
  },
});

interface Delivery {
  readonly secret?: string;
  readonly ageSeconds?: number;
  readonly sent?: string;
  readonly type?: string;
}

async function post({ ageSeconds = 0, sent = body, type = 'application/json', ...given }: Delivery): Promise<number> {
  const { secret = town.env['SLACK_SIGNING_SECRET'] ?? '' } = given;
  const timestamp = Math.floor(Date.now() / 1_000) - ageSeconds;
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${sent}`).digest('hex')}`;
  const response = await fetch(`${town.gatewayUrl}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': String(timestamp),
      'x-slack-signature': signature,
    },
    body: sent,
  });
  return response.status;
}

describe('the gateway', () => {
  it.each([
    ['a wrong signature', { secret: 'guessed' }],
    ['a signature of an hour ago', { ageSeconds: 3_600 }],
    ['a signature dated an hour ahead', { ageSeconds: -3_600 }],
  ])('refuses %s with 401, and nothing starts', async (_, how) => {
    expect(await post(how)).toBe(401);
    expect((await town.workflows('deploy')).filter((id) => id.includes('1.000001'))).toEqual([]);
  });

  it('takes a good one', async () => {
    expect(await post({})).toBe(200);
    await eventually(
      async () => (await town.workflows('deploy')).find((id) => id === 'deploy:web:staging:C0DEPLOYS-1.000001'),
      'the deploy',
    );
  });

  it('is alive and ready, and does not know other paths', async () => {
    expect((await fetch(`${town.gatewayUrl}/healthz`)).status).toBe(200);
    expect((await fetch(`${town.gatewayUrl}/readyz`)).status).toBe(200);
    expect((await fetch(`${town.gatewayUrl}/else`)).status).toBe(404);
  });
});

/** Whatever is signed and means nothing: a part of what Slack sends, with anything in its places. */
const anything = fc.oneof(hostile, fc.jsonValue(), fc.constantFrom(null, [], {}, 'U0DEV1', 'C0DEPLOYS'));
const part = (...keys: readonly string[]) => fc.dictionary(fc.constantFrom(...keys), anything);
const event = fc.record({ type: fc.constantFrom('app_mention', 'message', 'app_home_opened', 'subteam_updated', 'x') });
const events = fc.record({
  type: fc.constantFrom('event_callback', 'x'),
  team_id: fc.constant('T0SANDBOX'),
  event: fc
    .tuple(event, part('user', 'channel', 'text', 'ts', 'channel_type', 'tab'))
    .map(([a, b]) => ({ ...b, ...a })),
});
const interaction = fc.record({
  type: fc.constantFrom('block_actions', 'view_submission', 'block_suggestion', 'shortcut', 'view_closed', 'x'),
  team: fc.oneof(fc.constant({ id: 'T0SANDBOX' }), anything),
  user: fc.oneof(fc.constant({ id: 'U0DEV1', team_id: 'T0SANDBOX' }), anything),
  actions: fc.oneof(
    fc.array(part('action_id', 'block_id', 'type', 'value', 'selected_option'), { maxLength: 2 }),
    anything,
  ),
  view: fc.oneof(part('callback_id', 'private_metadata', 'state', 'id', 'blocks'), anything),
  container: fc.oneof(part('type', 'channel_id', 'message_ts'), anything),
});
const form = 'application/x-www-form-urlencoded';
const delivery: fc.Arbitrary<Delivery> = fc.oneof(
  events.map((json) => ({ sent: JSON.stringify(json) })),
  interaction.map((json) => ({ sent: new URLSearchParams({ payload: JSON.stringify(json) }).toString(), type: form })),
  hostile.map((text) => ({
    sent: new URLSearchParams({ command: '/deploy', text, user_id: text }).toString(),
    type: form,
  })),
  hostile.map((sent) => ({ sent })),
  fc.constantFrom({ sent: 'null' }, { sent: 'payload=null', type: form }),
  hostile.map((text) => ({ sent: `payload=${encodeURIComponent(Buffer.from(text).toString())}`, type: form })),
);

/** Auto-deploy, which nobody asks, goes on meanwhile. */
const askedFor = async () => (await town.workflows('deploy')).filter((id) => !id.includes(':auto-'));

describe('signed nonsense', () => {
  it('is answered each time, starts nothing, and the gateway goes on', async () => {
    const before = await askedFor();
    const many = fc.array(delivery, { minLength: 60, maxLength: 60 });
    const answered = fc.asyncProperty(many, async (all) => {
      for (const status of await Promise.all(all.map(post))) expect([200, 400, 401, 404, 500]).toContain(status);
    });
    await fc.assert(answered, { numRuns: 1, endOnFailure: true });
    // What nobody takes is answered after a while, and by then nothing of the others is left to happen.
    const untaken = new URLSearchParams({ payload: JSON.stringify({ type: 'shortcut', user: { id: 'U0DEV1' } }) });
    expect(await post({ sent: untaken.toString(), type: form })).toBe(200);
    expect(await askedFor()).toEqual(before);
    expect((await fetch(`${town.gatewayUrl}/readyz`)).status).toBe(200);
  });
});

describe('a vendor that refuses', () => {
  it('a bad GitHub token is said, with what to renew', async () => {
    await town.push('web');
    town.github.gate.plan({
      operation: /contents/,
      mishap: { kind: 'status', status: 401, body: { message: 'Bad credentials' } },
    });
    await town.say('deploy web staging');
    await town.hear('web', 'staging', 'Failed', 'credential', 'Bad credentials', 'GITHUB_TOKEN');
  });

  it('GitHub that is down for a moment delays a deploy and does not fail it', async () => {
    const tag = await town.push('web');
    town.github.gate.plan({ operation: /^PUT .*contents/, mishap: { kind: 'status', status: 502 }, times: 2 });
    await town.say('deploy web staging');
    await town.hear('web', 'staging', tag.slice(0, 7), 'Deployed');
    expect((await town.github.log('example/manifests')).filter(({ subject }) => subject.includes(tag))).toHaveLength(1);
  });
});

describe('what the manifest repository lacks is said plainly', () => {
  const path = 'web/overlays/staging/kustomization.yaml';
  const write = (text: string) =>
    town.github.commitFile({ repository: 'example/manifests', branch: 'main', path, text, message: 'break it' });

  it.each([
    [
      'the image is not in the kustomization',
      'images:\n  - name: other\n    newTag: v1\n',
      ['no image named web', 'other'],
    ],
    ['the YAML is broken', 'images: [\n', ['cannot be edited', 'not YAML']],
  ])('%s', async (_, text, told) => {
    const good = await town.github.read('example/manifests', path);
    await write(text);
    await town.say('deploy web staging');
    await town.hear('web', 'staging', 'Failed', ...told);
    await write(good);
  });

  it('an unknown branch or tag is said with what was looked for and where', async () => {
    await town.say('deploy web staging no-such-branch');
    await town.hear('web', 'staging', 'Failed', 'no-such-branch', 'example/web');
  });
});
