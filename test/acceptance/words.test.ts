import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { START } from '../../slack-gateway/actions.ts';
import { eventually } from '../support/deploying.ts';
import { openTestTown, type TestTown, withButton } from '../support/test-town.ts';

let town: TestTown;
beforeAll(async () => {
  town = await openTestTown();
});
afterAll(() => town.close());

/** No deploy of a person, no invocation: the schedule's own are not counted. */
async function started(): Promise<number> {
  const deploys = (await town.workflows('deploy')).filter((id) => !id.includes(':auto-'));
  return deploys.length + (await town.workflows('invoke')).length;
}

describe('what is not understood is answered to that person alone, and starts nothing', () => {
  it.each([
    ['delpoy api staging', ['delpoy', 'Did you mean `deploy`']],
    ['deploy apo staging', ['no service `apo`', '`api`', '`shop`']],
    ['deploy api stagin', ['no environment `stagin`', '`staging`', '`production`']],
    ['deploy api staging main now', ['too many words', 'now', 'deploy <service> <environment>'.replace(/[<>]/g, '')]],
    ['deploy', ['What shall be deployed?', 'Say it like this: `deploy']],
    ['deploy api', ['`api` has the environments', '`staging`']],
    ['invoke reindx staging index=a', ['no function `reindx`', '`reindex`']],
    ['invoke reindex staging', ['keys are missing', '`index`']],
    ['invoke reindex staging index=a colour=red', ['does not take `colour`', '`index`']],
    ['invoke reindex staging index', ['not key=value']],
    ['deploy tools-api staging', ['no service `tools-api`']],
    ['lock api staging for fun', ['lock']],
    ['branches shop', ['no source repository']],
  ])('%s', async (words, told) => {
    const before = await started();
    await town.say(words);
    const plain = told.map((word) => word.replace(/ service environment/, ''));
    await town.whisper('U0DEV1', ...plain);
    expect(await started()).toBe(before);
    expect(town.slack.messages('C0DEPLOYS').filter(({ fromApp, onlyFor }) => fromApp && onlyFor === undefined)).toEqual(
      [],
    );
  });

  it('a guest may not deploy, and hears why', async () => {
    const before = await started();
    await town.say('deploy web staging', { user: 'U0GUEST' });
    await town.whisper('U0GUEST', 'guests');
    expect(await started()).toBe(before);
  });

  it('somebody outside the group may not invoke, and hears for whom it is', async () => {
    await town.say('invoke reindex production index=a');
    await town.whisper('U0DEV1', 'invoke reindex production', '`releasers`');
    expect(town.aws.lambda.executions('reindex-production')).toEqual([]);
  });
});

describe('looking', () => {
  it.each([
    ['help', ['deploy <service>'.replace('<service>', ''), 'invoke', 'branches']],
    ['', ['what you can say']],
  ])('"%s" shows the commands to the asker alone', async (words, told) => {
    await town.say(words);
    await town.whisper('U0DEV1', ...told);
  });

  it('list, status and branches answer a mention in its thread', async () => {
    const list = await town.say('list');
    expect((await town.hear('api', 'web-api', 'mailer', 'reindex')).threadTs).toBe(list);
    await town.say('status shop');
    await town.hear('shop staging', 'shop production', 'has deployed nothing here yet');
    await town.say('branches api');
    await town.hear('Branches of api', '`main`', '`feature/dark-mode`');
  });

  it('a direct message needs no mention', async () => {
    await town.slack.say({ user: 'U0DEV1', channel: 'D0DEV1', text: 'help deploy' }).delivered;
    const told = await town.slack.waitForMessage(
      ({ channel, fromApp, text }) => channel === 'D0DEV1' && fromApp && text.includes('deploy'),
    );
    expect(told.onlyFor).toBeUndefined();
  });
});

describe('deploy <environment>', () => {
  it('in a service’s own channel is that service', async () => {
    await town.say('deploy production', { channel: 'C0SHOP' });
    await town.hear('shop', 'production', 'already runs');
  });

  it('elsewhere is a list of services, each with its button; pressed twice it is one deploy', async () => {
    await town.say('deploy staging');
    const chooser = await town.slack.waitForMessage(
      (message) => message.onlyFor === 'U0DEV1' && withButton(message, START),
    );
    expect(chooser.text).toEqual(expect.stringMatching(/api[\s\S]*web[\s\S]*shop[\s\S]*mailer/));
    const press = () =>
      town.slack.click({
        user: 'U0DEV1',
        channel: chooser.channel,
        ts: chooser.ts,
        actionId: START,
        value: 'target:mailer:staging',
      });
    await Promise.all([press(), press()]);
    await town.hear('mailer', 'staging', 'deployed');
    const ids = (await town.workflows('deploy')).filter((id) => id.startsWith('deploy:mailer:staging:'));
    expect(ids).toEqual([`deploy:mailer:staging:C0DEPLOYS-${chooser.ts}-start`]);
  });
});

describe('/deploy', () => {
  it('deploys what it names, and a first word that is a verb is the verb', async () => {
    await town.slack.command({ user: 'U0DEV1', channel: 'C0DEPLOYS', text: 'web staging' });
    await town.hear('web', 'staging', 'already runs');
    await town.slack.command({ user: 'U0LEAD', channel: 'C0DEPLOYS', text: 'status web' });
    await town.whisper('U0LEAD', 'web staging');
  });
});

describe('one request is one deploy', () => {
  it('however often Slack delivers it, even under other event ids; and an edited message starts nothing', async () => {
    const tag = await town.push('web');
    const said = town.slack.say({ user: 'U0DEV1', channel: 'C0DEPLOYS', text: '<@U0TEMPOCAT> deploy web staging' });
    await said.delivered;
    const { envelope } = said;
    if (!envelope) throw new Error('nothing was delivered');
    await Promise.all([
      town.slack.deliverAgain(envelope),
      town.slack.deliverAgain(envelope, 'copy'),
      town.slack.deliverAgain(envelope),
    ]);
    await town.hear('web', 'staging', tag.slice(0, 7), 'deployed');
    await town.slack.deliverAgain(envelope);
    await town.slack.say({
      user: 'U0DEV1',
      channel: 'C0DEPLOYS',
      text: '<@U0TEMPOCAT> deploy web staging main',
      edited: said.ts,
    }).delivered;
    const ids = (await town.workflows('deploy')).filter((id) => id.includes(said.ts));
    expect(ids).toEqual([`deploy:web:staging:C0DEPLOYS-${said.ts}`]);
    expect((await town.github.log('example/manifests')).filter(({ subject }) => subject.includes(tag))).toHaveLength(1);
  });

  it('two deploys to one target: the second waits its turn and says so', async () => {
    await town.push('web');
    const [first, second] = await Promise.all([town.push('web'), town.push('web')]);
    town.argocd.gate.plan({ operation: /application web-staging$/, mishap: { kind: 'hold' } });
    await town.say(`deploy web staging ${first}`);
    await town.hear('web', 'staging', first.slice(0, 7), 'checking that it runs');
    await town.say(`deploy web staging ${second}`);
    await town.hear('web', 'staging', second.slice(0, 7), 'Number 1 in the queue');
    town.argocd.gate.release();
    await town.hear('web', 'staging', first.slice(0, 7), 'Deployed');
    await town.hear('web', 'staging', second.slice(0, 7), 'Deployed');
    await eventually(
      async () =>
        (await town.argocd.running('web-staging')).every((image) => image.endsWith(second)) ? true : undefined,
      'the second image alone',
    );
  });
});
