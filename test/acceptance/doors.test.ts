import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/deploying.ts';
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

async function post({ secret = town.env['SLACK_SIGNING_SECRET'] ?? '', ageSeconds = 0 }): Promise<number> {
  const timestamp = Math.floor(Date.now() / 1_000) - ageSeconds;
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  const response = await fetch(`${town.gatewayUrl}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-slack-request-timestamp': String(timestamp),
      'x-slack-signature': signature,
    },
    body,
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
