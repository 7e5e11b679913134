import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { DeployOutcome } from '../../domain/deploy.ts';
import { progressQuery } from '../../workflows/contract/messages.ts';
import { openTestTown, type TestTown } from '../support/test-town.ts';

const ECR = '123456789012.dkr.ecr.ap-northeast-1.amazonaws.com';
const MANY = 'example/many';
const names = Array.from({ length: 50 }, (_, index) => `service-${String(index + 1).padStart(2, '0')}`);
const services = names.map(
  (name) => `
  - name: ${name}
    image: { repository: ${ECR}/example/web, follow: "{branch}", match: "^[0-9a-f]{40}$" }
    environments:
      staging: { deploy: { kind: kustomize, repository: ${MANY}, path: ${name}, image: web, write: commit } }`,
);

let town: TestTown;
beforeAll(async () => {
  town = await openTestTown({ catalog: (text) => text.replace('services:\n', `services:${services.join('')}\n`) });
});
afterAll(() => town.close());

const deployId = (target: string, ts: string) => `deploy:${target}:C0DEPLOYS-${ts}`;

/** How it ended. Its message may come later: Slack allows 50 edits a minute. */
async function outcomeOf(id: string): Promise<DeployOutcome> {
  for (;;) {
    const { outcome } = await town.client.workflow.getHandle(id).query(progressQuery);
    if (outcome) return outcome;
    await sleep(1_000);
  }
}

/** One is asked at a time: fifty who ask each second are more work than fifty deploys. */
async function outcomesOf(deployIds: readonly string[]): Promise<DeployOutcome[]> {
  const outcomes: DeployOutcome[] = [];
  for (const id of deployIds) outcomes.push(await outcomeOf(id));
  return outcomes;
}

it('fifty requests to one target at once: each runs alone or is refused because too many wait', async () => {
  const runs: { readonly tag: unknown; readonly alone: boolean }[] = [];
  let running = 0;
  town.aws.lambda.register('mailer-deploy', {
    handler: async (payload) => {
      running += 1;
      const alone = running === 1;
      await sleep(200);
      runs.push({ tag: payload, alone: alone && running === 1 });
      running -= 1;
      return { ok: true };
    },
  });
  const tags: string[] = [];
  while (tags.length < 50) tags.push(await town.push('mailer'));

  const asked = await Promise.all(tags.map((tag) => town.say(`deploy mailer staging ${tag}`)));
  const outcomes = await outcomesOf(asked.map((ts) => deployId('mailer:staging', ts)));

  const deployed = outcomes.filter(({ phase }) => phase === 'deployed').length;
  const refused = outcomes.filter(({ phase, code }) => phase === 'refused' && code === 'queue-full').length;
  expect(deployed + refused).toBe(50);
  expect(deployed).toBeGreaterThanOrEqual(21); // one runs, twenty wait
  expect(runs).toHaveLength(deployed);
  expect(runs.filter(({ alone }) => !alone)).toEqual([]);
  expect(new Set(runs.map(({ tag }) => JSON.stringify(tag))).size).toBe(deployed);
});

it('fifty targets of one manifest repository at once: every tag is written, and nothing else', async () => {
  const [old, tag] = ['a'.repeat(40), await town.push('web')];
  const text = (of: string) => `images:\n  - name: web # ours\n    newName: ${ECR}/example/web\n    newTag: ${of}\n`;
  const files = Object.fromEntries(names.map((name) => [`${name}/kustomization.yaml`, text(old)]));
  await town.github.createRepository(MANY, { files });

  const asked = await Promise.all(names.map((name) => town.say(`deploy ${name} staging`)));
  const outcomes = await outcomesOf(asked.map((ts, index) => deployId(`${names[index]}:staging`, ts)));

  expect(outcomes.filter(({ phase }) => phase !== 'deployed')).toEqual([]);
  for (const name of names) expect(await town.github.read(MANY, `${name}/kustomization.yaml`)).toBe(text(tag));
  const messages = (await town.github.log(MANY)).map(({ message }) => message);
  const deploys = messages.flatMap((message) => message.match(/Deploy .* to staging: .*$/gm) ?? []);
  expect(deploys.toSorted()).toEqual(names.map((name) => `Deploy ${name} to staging: ${tag}`));
  expect(messages.length).toBeLessThan(50); // they shared commits
});
