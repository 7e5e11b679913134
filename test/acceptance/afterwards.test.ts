import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MANIFESTS } from '../../sandbox/seed-git.ts';
import { ADOPT, INVOKE_AGAIN, IT_WORKED, REVERT, RUN_AGAIN, UNDO } from '../../slack-gateway/actions.ts';
import { DRIFT_SCHEDULE } from '../../workflows/contract/ids.ts';
import { eventually } from '../support/deploying.ts';
import { openTestTown, type TestTown, withButton } from '../support/test-town.ts';

let town: TestTown;
beforeAll(async () => {
  town = await openTestTown();
});
afterAll(() => town.close());

const lose = (name: string) =>
  town.aws.gate.plan({ operation: new RegExp(`^lambda\\.Invoke ${name}$`), mishap: { kind: 'reset', when: 'after' } });
const cardWith = (button: string, ...words: readonly string[]) =>
  town.slack.waitForMessage(
    (message) => withButton(message, button) && words.every((word) => message.text.includes(word)),
    45_000,
  );
const runs = (name: string, word: string) =>
  town.aws.lambda.executions(name).filter((payload) => JSON.stringify(payload).includes(word));

describe('a function that ran and dropped the connection', () => {
  it('invoke: ran once, nobody knows, and Run again runs it with the same values', async () => {
    lose('reindex-staging');
    await town.say('invoke reindex staging index=orders');
    const message = await town.hear('reindex', 'staging', 'may have run');
    await town.slack.waitForMessage(
      ({ threadTs, text }) => threadTs === message.ts && text.startsWith('<@U0DEV1>') && text.includes('may have run'),
    );
    expect(withButton(message, INVOKE_AGAIN)).toBe(true);
    expect(runs('reindex-staging', 'orders')).toHaveLength(1);
    await town.press('U0DEV2', message, INVOKE_AGAIN);
    await town.hear('reindex', 'staging', 'Succeeded', 'Asked by <@U0DEV2>');
    const [first, second, ...more] = runs('reindex-staging', 'orders').map(
      (payload) => payload as Record<string, string>,
    );
    expect(more).toEqual([]);
    expect(first?.['idempotencyKey']).toMatch(/^invoke:reindex:staging:/);
    expect(second?.['idempotencyKey']).not.toBe(first?.['idempotencyKey']);
  });

  it('lambda kind: ran once, ends outcome-unknown; It worked is recorded once, and then it is deployed', async () => {
    lose('mailer-deploy');
    await town.say('deploy mailer staging');
    const card = await cardWith(RUN_AGAIN, 'mailer → staging', 'may have run, or not');
    expect(runs('mailer-deploy', 'v1')).toHaveLength(1);
    await Promise.all([town.press('U0DEV2', card, IT_WORKED), town.press('U0DEV1', card, IT_WORKED)]);
    const said = await town.hear('says that `v1` worked');
    const [first = ''] = /U0DEV\d/.exec(said.text) ?? [];
    await town.card('mailer', 'staging', `<@${first}> says that it worked`);
    await town.whisper(first === 'U0DEV1' ? 'U0DEV2' : 'U0DEV1', `<@${first}> has said already that it worked`);
    expect(withButton(await town.card('mailer', 'staging', 'says that it worked'), IT_WORKED)).toBe(false);
    await town.say('deploy mailer staging');
    await town.card('mailer', 'staging', 'already runs');
    expect(runs('mailer-deploy', 'v1')).toHaveLength(1);
  });

  it('lambda kind: Run again is a new deploy of the same image', async () => {
    const tag = await town.push('mailer');
    lose('mailer-deploy');
    await town.say('deploy mailer staging');
    const card = await cardWith(RUN_AGAIN, 'mailer → staging', tag, 'may have run, or not');
    await town.press('U0DEV2', card, RUN_AGAIN);
    const { ts } = await town.card('mailer', 'staging', tag, '*Deployed*', 'Asked by <@U0DEV2>');
    const answer = await town.slack.waitForMessage(({ threadTs, text }) => threadTs === ts && text.includes('Answer:'));
    expect(answer.text).toContain('"ok":true');
    expect(runs('mailer-deploy', tag)).toHaveLength(2);
  });

  it('lambda kind: an undo invokes it with what was deployed before', async () => {
    const card = await cardWith(UNDO, 'mailer → staging', '`v2`', '*Deployed*', 'Asked by <@U0DEV2>');
    await town.press('U0DEV1', card, UNDO);
    await town.card('mailer', 'staging', '`v1`', '*Deployed*', 'Undo, asked by <@U0DEV1>');
    expect(runs('mailer-deploy', '"v1"')).toHaveLength(2);
  });

  it('hako: ran once, and ECS tells how it went', async () => {
    const tag = await town.push('shop');
    lose('hako-deploy');
    await town.card('shop', 'staging', tag, '*Deployed*', 'auto-deploy');
    expect(runs('hako-deploy', `"${tag}"`)).toHaveLength(1);
  });
});

describe('changed by hand', () => {
  const path = 'web/overlays/staging/kustomization.yaml';
  const read = () => town.github.read(MANIFESTS, path);
  const write = async (tag: string, text: string) => {
    await town.github.commitFile({
      ...{ repository: MANIFESTS, branch: 'main', path, message: 'by hand' },
      text: text.replace(/(?<=newTag: )\S+/, tag),
    });
  };
  const check = () => town.client.schedule.getHandle(DRIFT_SCHEDULE).trigger();
  const asked = () => town.slack.messages('C0DEPLOYS').filter(({ text }) => text.includes('Adopt or revert?'));
  let deployed = '';
  let other = '';

  it('is noticed by the hourly check and said once, with both ways out', async () => {
    other = await town.push('web');
    deployed = await town.push('web');
    await town.say('deploy web staging');
    await town.card('web', 'staging', deployed.slice(0, 7), '*Deployed*');
    await write(other, await read());
    await check();
    const question = await town.hear('web staging', 'by hand', other, deployed, 'Adopt or revert?');
    expect(withButton(question, ADOPT) && withButton(question, REVERT)).toBe(true);
    const looks = async () => (await town.workflows('drift')).length;
    const before = await looks();
    await town.slash('status web staging');
    await town.slash('status web');
    await eventually(async () => ((await looks()) >= before + 2 ? true : undefined), 'more looks');
    expect(asked()).toHaveLength(1);
  });

  it('Revert deploys what tempocat had deployed', async () => {
    const [question] = asked();
    if (!question) throw new Error('nothing was asked');
    await town.press('U0DEV1', question, REVERT);
    await town.card('web', 'staging', deployed.slice(0, 7), '*Deployed*', 'by hand');
    expect(await read()).toContain(deployed);
  });

  it('a later change is noticed by `status`, and Adopt makes it what tempocat believes', async () => {
    await write(other, await read());
    await town.slash('status web staging');
    await eventually(async () => (asked().length === 2 ? true : undefined), 'a second question');
    const question = asked().at(-1);
    if (!question) throw new Error('nothing was asked');
    await town.press('U0DEV2', question, ADOPT);
    await town.hear('<@U0DEV2> adopted', other, 'web staging');
    await town.slash('status web staging', { user: 'U0DEV2' });
    await town.whisper('U0DEV2', 'web staging', `runs \`${other}`, 'by <@U0DEV2>');
    await town.say('undo web staging');
    await town.card('web', 'staging', deployed.slice(0, 7), '*Deployed*', 'Undo, asked by <@U0DEV1>');
  });
});
