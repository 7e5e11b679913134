import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Message } from '../../sandbox/slack/workspace.ts';
import { APPROVE } from '../../slack-gateway/actions.ts';
import { eventually } from '../support/deploying.ts';
import { openTestTown, type TestTown, withButton } from '../support/test-town.ts';

let town: TestTown;
beforeAll(async () => {
  town = await openTestTown();
});
afterAll(() => town.close());

describe('deploy shop, by hako', () => {
  it('registered tag equal to the newest: hako is not invoked, and the message says so', async () => {
    await town.say('deploy shop production');
    const message = await town.hear('shop', 'production', 'v1', 'already runs');
    expect(message.text).toMatch(/hako/i);
    expect(town.aws.lambda.executions('hako-deploy')).toEqual([]);
  });

  it('different: hako is invoked once, and done is said after ECS runs it', async () => {
    const tag = await town.push('shop');
    await town.say('deploy shop production');
    const card = await town.slack.waitForMessage(
      (message) => message.text.includes(tag) && withButton(message, APPROVE),
      45_000,
    );
    await town.press('U0LEAD', card, 'approve');
    await town.hear('shop', 'production', tag, 'deployed');
    expect(town.aws.ecs.service('example-production', 'shop')).toMatchObject({
      image: expect.stringMatching(/:v2$/),
      stable: true,
    });
    const invoked = town.aws.lambda
      .executions('hako-deploy')
      .filter((payload) => JSON.stringify(payload).includes('production'));
    const idempotencyKey = expect.stringMatching(/^deploy:shop:production:/);
    expect(invoked).toEqual([{ app: 'shop', environment: 'production', tag, idempotencyKey }]);
  });

  it('whose answer is lost is learned from ECS, and hako never runs twice', async () => {
    const tag = await town.push('shop');
    town.aws.gate.plan({
      operation: /^lambda\.Invoke hako-deploy$/,
      mishap: { kind: 'reset', when: 'after' },
      times: 5,
    });
    await town.say('deploy shop production');
    const card = await town.slack.waitForMessage(
      (message) => message.text.includes(tag) && withButton(message, APPROVE),
      45_000,
    );
    await town.press('U0LEAD', card, 'approve');
    await town.hear('shop', 'production', tag, 'deployed');
    const invoked = town.aws.lambda
      .executions('hako-deploy')
      .filter((payload) => JSON.stringify(payload).includes(`production","tag":"${tag}`));
    expect(invoked).toHaveLength(1);
    town.aws.gate.release();
  });
});

describe('deploy mailer, a Lambda call', () => {
  it('is done by one good answer; the same again is unchanged', async () => {
    await town.say('deploy mailer staging');
    await town.hear('mailer', 'staging', 'v1', 'deployed');
    expect(town.aws.lambda.executions('mailer-deploy')).toEqual([
      { version: 'v1', key: expect.stringMatching(/^deploy:mailer:staging:/) },
    ]);
    await town.say('deploy mailer staging');
    await town.hear('mailer', 'staging', 'already runs');
    expect(town.aws.lambda.executions('mailer-deploy')).toHaveLength(1);
  });
});

describe('invoke', () => {
  it('brings the payload there; the message says how it ended, its thread what was answered, once', async () => {
    await town.say('invoke reindex staging index=products');
    const message = await town.hear('reindex', 'staging', 'Succeeded', 'in the thread', 'Request');
    const isAnswer = ({ threadTs, text }: Message) => threadTs === message.ts && text.includes('128');
    await town.slack.waitForMessage(isAnswer, 45_000);
    expect(message.text + JSON.stringify(message.blocks)).not.toContain('128');
    await eventually(async () => {
      const [id = ''] = await town.workflows('invoke');
      const { status } = await town.client.workflow.getHandle(id).describe();
      return status.name === 'COMPLETED' ? true : undefined;
    }, 'the end');
    expect(town.slack.messages(message.channel).filter(isAnswer)).toHaveLength(1);
    expect(town.aws.lambda.executions('reindex-staging')).toEqual([
      { index: 'products', idempotencyKey: expect.stringMatching(/^invoke:reindex:staging:/) },
    ]);
  });

  it('shows a FunctionError as a failure with its message', async () => {
    await town.say('invoke broken staging');
    const { threadTs } = await town.hear('<@U0DEV1>', 'broken', 'Answer:', 'the index has no shards left');
    const card = await town.hear('broken', 'staging', 'Failed', 'in the thread');
    expect(threadTs).toBe(card.ts);
    expect(await town.workflows('invoke')).toHaveLength(2);
  });

  it('whose answer is lost says that nobody knows, and is never run again by itself', async () => {
    town.aws.gate.plan({ operation: /^lambda\.Invoke reindex-staging$/, mishap: { kind: 'reset', when: 'after' } });
    await town.say('invoke reindex staging index=orders');
    await town.hear('reindex', 'staging', 'may have run');
    const runs = town.aws.lambda
      .executions('reindex-staging')
      .filter((payload) => JSON.stringify(payload).includes('orders'));
    expect(runs).toHaveLength(1);
  });
});
