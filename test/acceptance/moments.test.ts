import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MANIFESTS } from '../../sandbox/seed-git.ts';
import type { Message } from '../../sandbox/slack/workspace.ts';
import { APPROVE, BREAK_GLASS } from '../../slack-gateway/actions.ts';
import { openTestTown, type TestTown, withButton } from '../support/test-town.ts';

const ALWAYS =
  'freeze: [{ days: [mon, tue, wed, thu, fri, sat, sun], from: "00:00", to: "24:00", reason: stocktaking }]';

let town: TestTown;
beforeAll(async () => {
  town = await openTestTown({
    catalog: (text) => {
      const production = / {8}approval: .*\n {8}deploy:\n {10}kind: (?:hako|kustomize\n.*\n {10}path: api)/g;
      return text.replace(
        production,
        (found) => `        ${found.includes('hako') ? ALWAYS : 'after: staging'}\n${found}`,
      );
    },
  });
});
afterAll(() => town.close());

const manifest = (path: string) => town.github.read(MANIFESTS, `${path}/kustomization.yaml`);

async function awaitApproval(service: string, tag: string): Promise<Message> {
  return town.slack.waitForMessage(
    (message) =>
      message.text.includes(`${service} → production`) &&
      message.text.includes(tag.slice(0, 7)) &&
      withButton(message, APPROVE),
    45_000,
  );
}

describe('a lock', () => {
  it('between approval and merge stops the merge, and it goes on once unlocked', async () => {
    const tag = await town.push('web');
    await town.say('deploy web production');
    const card = await awaitApproval('web', tag);
    town.aws.gate.plan({ operation: /DescribeImages/, mishap: { kind: 'hold' }, times: 50 }); // the last look before the roll-out
    await town.press('U0LEAD', card, 'approve');
    await town.whisper('U0LEAD', 'approval counts');
    await town.say('lock web production for a rehearsal');
    await town.hear('locked', 'web production', 'a rehearsal');
    town.aws.gate.release();
    await town.card(
      'web',
      'production',
      tag.slice(0, 7),
      'Waiting for its turn',
      'Locked by <@U0DEV1>',
      'a rehearsal',
      'goes on by itself',
    );
    expect(await manifest('web/overlays/production')).not.toContain(tag);
    expect(town.github.pullRequests(MANIFESTS).at(-1)?.state).toBe('open');
    await town.say('unlock web production');
    await town.card('web', 'production', tag.slice(0, 7), 'Deployed');
    expect(await manifest('web/overlays/production')).toContain(tag);
  });

  it('while a deploy waits for its turn keeps it waiting, and the one that rolls out is named', async () => {
    const first = await town.push('web');
    town.argocd.gate.plan({ operation: /./, mishap: { kind: 'status', status: 503 }, times: Number.POSITIVE_INFINITY });
    await town.say('deploy web staging');
    await town.card('web', 'staging', first.slice(0, 7), 'checking that it runs');
    const second = await town.push('web');
    await town.say('deploy web staging');
    await town.card('web', 'staging', second.slice(0, 7), 'Number 1 in the queue');
    await town.say('lock web staging for a look');
    await town.hear('locked', 'web staging', 'Too late for');
    town.argocd.gate.release();
    await town.card('web', 'staging', first.slice(0, 7), 'Deployed');
    await town.card('web', 'staging', second.slice(0, 7), 'Waiting for its turn', 'Locked by <@U0DEV1>');
    expect(await manifest('web/overlays/staging')).toContain(first);
    await town.say('unlock web staging');
    await town.card('web', 'staging', second.slice(0, 7), 'Deployed');
  });
});

describe('a freeze', () => {
  it('refuses with the reason and the end, by word and by click', async () => {
    await town.push('shop');
    await town.say('deploy shop production');
    const card = await town.card('shop', 'production', 'Refused', 'frozen until', 'stocktaking', 'break the glass');
    expect(withButton(card, BREAK_GLASS)).toBe(true);
    await town.slash('why shop production');
    await town.whisper('U0DEV1', 'go ahead now', 'No:', 'stocktaking');
  });

  it('lets one roll-out through when an admin breaks the glass, saying why to everybody', async () => {
    const card = await town.card('shop', 'production', 'Refused');
    await town.press('U0DEV1', card, BREAK_GLASS);
    await expect(town.slack.submit({ user: 'U0DEV1', values: {} })).rejects.toThrow('must be filled in');
    await town.slack.submit({ user: 'U0DEV1', values: { reason: 'I want to' } });
    await town.whisper('U0DEV1', 'Only members of the catalogue’s group', 'admins');

    await town.press('U0LEAD', card, BREAK_GLASS);
    await town.slack.submit({ user: 'U0LEAD', values: { reason: 'prices are <!channel> wrong' } });
    const said = await town.hear('<@U0LEAD> broke the glass of', 'shop production', 'prices are', 'stocktaking');
    expect(said.channel).toBe('C0SHOP');
    expect(said.text).not.toContain('<!channel>');
    await town.say('deploy shop production');
    const waiting = await awaitApproval('shop', 'v');
    await town.press('U0LEAD', waiting, 'approve');
    await town.card('shop', 'production', 'Deployed');
    await town.push('shop');
    await town.say('deploy shop production');
    await town.card('shop', 'production', 'v3', 'Refused', 'stocktaking');
  });
});

describe('the order of environments', () => {
  it('wants the image in staging first, and is content as soon as it runs there', async () => {
    await town.say('hold api staging');
    await town.hear('holds auto-deploy of', 'api staging');
    const tag = await town.push('api');
    await town.say('deploy api production');
    await town.card('api', 'production', tag.slice(0, 7), 'Refused', 'has not been deployed to', 'deploy api staging');
    expect(town.github.pullRequests(MANIFESTS).filter(({ head }) => head.includes('/api/production/'))).toEqual([]);
    await town.say('deploy api staging');
    await town.card('api', 'staging', tag.slice(0, 7), 'Deployed');
    await town.say('deploy api production');
    await awaitApproval('api', tag);
  });
});
