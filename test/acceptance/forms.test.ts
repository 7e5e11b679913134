import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Message } from '../../sandbox/slack/workspace.ts';
import {
  CANCEL,
  DEPLOY_PLANNED,
  DEPLOY_SHORTCUT,
  OPEN_DEPLOY_FORM,
  START,
  TELL_ME,
} from '../../slack-gateway/actions.ts';
import { eventually } from '../support/deploying.ts';
import { openTestTown, type TestTown, withButton } from '../support/test-town.ts';

const call = 'deploy: { kind: lambda, function: mailer-deploy, payload: { version: "{tag}" } }';
const days = '[mon, tue, wed, thu, fri, sat, sun]';
/** A service that is frozen in one environment, and comes in an order in another. */
const PARCEL = `
  - name: parcel
    image:
      repository: 123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/example/mailer
      follow: latest
      match: "^v\\\\d+$"
    environments:
      first: { ${call} }
      second: { after: first, ${call} }
      frozen: { freeze: [{ days: ${days}, from: "00:00", to: "24:00", reason: stocktaking }], ${call} }
`;

let town: TestTown;
beforeAll(async () => {
  town = await openTestTown({ catalog: (text) => text.replace('\nfunctions:', `${PARCEL}\nfunctions:`) });
});
afterAll(() => town.close());
beforeEach(() => {
  for (const user of ['U0DEV1', 'U0DEV2', 'U0LEAD', 'U0GUEST']) town.slack.dismiss(user);
});

const optionNamed = async (user: string, block: string, query: string) => {
  const [option] = await town.slack.suggestInForm({ user, block, query });
  if (!option) throw new Error(`nothing is offered for ${query}`);
  return option;
};
const chooseService = async (user: string, service: string) =>
  town.slack.fill({ user, block: 'service', value: await optionNamed(user, 'service', service) });
const fieldsOf = (user: string) => town.slack.openForm(user)?.blocks.map(({ block_id: id }) => id);
const deploys = async (service: string) =>
  (await town.workflows('deploy')).filter((id) => id.startsWith(`deploy:${service}:`));

describe('the form to choose a deploy in', () => {
  it('opens for a typed `deploy`, asks what depends on the service once that is chosen, and deploys with the reason', async () => {
    await town.github.createBranch('example/web', 'feature/login');
    const tag = await town.push('web');
    await town.slash('deploy');
    expect(fieldsOf('U0DEV1')).toEqual(['service']);
    await chooseService('U0DEV1', 'we');
    expect(fieldsOf('U0DEV1')).toEqual(['service', 'environment:web', 'ref:web', 'reason', 'dry-run']);
    const branches = await town.slack.suggestInForm({ user: 'U0DEV1', block: 'ref:web', query: 'log' });
    expect(branches.map(({ text, value }) => [text.text, value])).toEqual([
      ['feature/login', 'feature/login'],
      ['log (as typed)', 'log'],
    ]);
    await town.slack.submit({ user: 'U0DEV1', values: { 'environment:web': 'staging', reason: 'a <!here> demo' } });
    expect(town.slack.openForm('U0DEV1')).toBeUndefined();
    const card = await town.card('web', 'staging', tag, 'Asked by <@U0DEV1>', '*deployed*');
    expect(card.text).toContain('Reason: a &lt;!here&gt; demo');
  });

  it('takes a tag as it was typed, and with *dry run* only looks', async () => {
    const before = await deploys('web');
    await town.say('deploy', { user: 'U0DEV2' });
    const offer = await town.whisper('U0DEV2', 'What shall be deployed?');
    await town.press('U0DEV2', offer, OPEN_DEPLOY_FORM);
    await chooseService('U0DEV2', 'web');
    const typed = (await town.slack.suggestInForm({ user: 'U0DEV2', block: 'ref:web', query: 'nosuch' })).at(-1);
    if (!typed) throw new Error('what is typed is always offered');
    const values = { 'environment:web': 'production', 'ref:web': typed, 'dry-run': ['dry-run'] };
    await town.slack.submit({ user: 'U0DEV2', values });
    await town.whisper('U0DEV2', 'Plan of', 'web → production', 'could not even be planned', 'nosuch');
    expect(await deploys('web')).toEqual(before);
  });

  it('opens from the chooser for its environment, which is chosen already', async () => {
    await town.say('deploy stg');
    await town.press('U0DEV1', await town.whisper('U0DEV1', 'What shall be deployed to *staging*?'), OPEN_DEPLOY_FORM);
    const services = await town.slack.suggestInForm({ user: 'U0DEV1', block: 'service', query: '' });
    expect(services.map(({ value }) => value)).toEqual(['api', 'web', 'shop', 'mailer']);
    await chooseService('U0DEV1', 'shop');
    expect(town.slack.openForm('U0DEV1')?.state['environment:shop']?.['environment']?.selected_option?.value).toBe(
      'staging',
    );
  });

  it('opens by the shortcut; who may not deploy there hears it in the form, which stays, and nothing starts', async () => {
    await town.slack.shortcut('U0LEAD', DEPLOY_SHORTCUT); // a releaser, no developer
    await chooseService('U0LEAD', 'mailer');
    await town.slack.submit({ user: 'U0LEAD', values: {} });
    expect(town.slack.openForm('U0LEAD')?.errors).toEqual({
      'environment:mailer': expect.stringContaining('deploy mailer staging is for developers'),
    });
    expect(await deploys('mailer')).toEqual([]);
  });

  it('sent before the environments are there is told so at the field that is there', async () => {
    await town.slack.shortcut('U0DEV1', DEPLOY_SHORTCUT);
    await town.slack.submit({ user: 'U0DEV1', values: { service: await optionNamed('U0DEV1', 'service', 'web') } });
    expect(town.slack.openForm('U0DEV1')?.errors).toEqual({ service: 'Choose an environment.' });
  });

  it('offers nothing to guests, and starts nothing for them', async () => {
    await town.slack.shortcut('U0GUEST', DEPLOY_SHORTCUT);
    expect(await town.slack.suggestInForm({ user: 'U0GUEST', block: 'service', query: '' })).toEqual([]);
  });

  it('says in the form that Slack cannot tell who it is, and keeps what was filled in', async () => {
    await town.slack.shortcut('U0DEV2', DEPLOY_SHORTCUT);
    await chooseService('U0DEV2', 'web');
    town.slack.gate.plan({ operation: /^users\.info$/, mishap: { kind: 'status', status: 500 }, times: 100 });
    await town.slack.changePerson('U0DEV2', { name: 'Rin' }); // so that Slack is asked again
    await town.slack.submit({ user: 'U0DEV2', values: { 'environment:web': 'staging', reason: 'keep me' } });
    const form = town.slack.openForm('U0DEV2');
    expect(form?.errors).toEqual({ 'environment:web': expect.stringContaining('Slack could not say who you are') });
    expect(form?.state['reason']?.['reason']?.value).toBe('keep me');
    town.slack.gate.release();
  });
});

type Door = (user: string, service: string, environment: string) => Promise<unknown>;
/** Everything through which a deploy may be asked for; a plan has its button only where nothing stops it. */
const DOORS_ANYWHERE: Readonly<Record<string, Door>> = {
  'a mention': (user, service, environment) => town.say(`deploy ${service} ${environment}`, { user }),
  'a typed command': (user, service, environment) => town.slash(`deploy ${service} ${environment}`, { user }),
  'the form': async (user, service, environment) => {
    await town.slack.shortcut(user, DEPLOY_SHORTCUT);
    await chooseService(user, service);
    await town.slack.submit({ user, values: { [`environment:${service}`]: environment } });
  },
  'a chooser': async (user, service, environment) => {
    await town.say(`deploy ${environment}`, { user });
    const value = `target:${service}:${environment}`;
    const { channel, ts } = await town.slack.waitForMessage(
      (message) => message.onlyFor === user && withButton(message, START) && withButton(message, value),
      45_000,
    );
    await town.slack.click({ user, channel, ts, actionId: START, value });
  },
};
const DOORS: Readonly<Record<string, Door>> = {
  ...DOORS_ANYWHERE,
  'the Deploy button of a plan': async (user) => {
    const { channel, ts } = await planned;
    await town.slack.click({ user, channel, ts, actionId: DEPLOY_PLANNED });
  },
};
let planned: Promise<Message>;

const outcomesOf = async (service: string, known: readonly string[]) =>
  eventually(async () => {
    const started = (await deploys(service)).filter((id) => !known.includes(id));
    const all = await Promise.all(started.map((id) => town.client.workflow.getHandle(id).result()));
    return all.length > 0 ? all : undefined;
  }, 'the deploy');

describe.each(Object.entries(DOORS))('%s goes through the same gates', (_, ask) => {
  it('nobody but deployers, and nothing past a lock', async () => {
    await town.push('web');
    const ts = await town.say('plan web staging');
    planned = town.slack.waitForMessage((it) => it.threadTs === ts && withButton(it, DEPLOY_PLANNED), 45_000);
    await planned;
    await town.say('lock web staging for a look', { user: 'U0DEV2' });
    const known = await deploys('web');
    const refusals = () => [
      ...town.slack.ephemerals('U0LEAD').map(({ text }) => text),
      ...Object.values(town.slack.openForm('U0LEAD')?.errors ?? {}),
    ];
    const before = refusals().length;
    await ask('U0LEAD', 'web', 'staging'); // a releaser, no developer
    const refused = () => refusals().length > before && /is for `?developers/.test(refusals().at(-1) ?? '');
    await eventually(async () => (refused() ? true : undefined), 'the refusal');
    expect(await deploys('web')).toEqual(known);
    await ask('U0DEV1', 'web', 'staging');
    const locked = expect.objectContaining({ phase: 'refused', code: 'locked' });
    expect(await outcomesOf('web', known)).toEqual([locked]);
    await town.say('unlock web staging', { user: 'U0DEV2' });
  });
});

describe.each(Object.entries(DOORS_ANYWHERE))('%s meets the calendar and the order', (_, ask) => {
  it.each([
    ['frozen', 'frozen'],
    ['second', 'wrong-order'],
  ])('%s is %s', async (environment, code) => {
    const known = await deploys('parcel');
    await ask('U0DEV1', 'parcel', environment);
    expect(await outcomesOf('parcel', known)).toEqual([expect.objectContaining({ phase: 'refused', code })]);
  });
});

describe('the home tab', () => {
  const home = (user: string) => JSON.stringify(town.slack.home(user)?.blocks);
  const shows = (user: string, ...words: string[]) =>
    eventually(async () => (words.every((word) => home(user).includes(word)) ? true : undefined), words.join(', '));

  it('shows what waits for me, my deploys with Cancel, what runs where, and is kept current', async () => {
    const tag = await town.push('web');
    await town.say('deploy web production');
    await town.card('web', 'production', tag, 'Needs an approval');
    await Promise.all(['U0LEAD', 'U0DEV1', 'U0GUEST'].map((user) => town.slack.openHome(user)));
    await shows(
      'U0LEAD',
      'Waits for me',
      'web → production',
      tag,
      'Waiting for approval',
      'What runs where',
      'Last deploys',
    );
    expect(home('U0LEAD')).not.toContain(CANCEL);
    await shows('U0DEV1', 'Nothing waits for your approval', CANCEL);
    expect(home('U0GUEST')).toContain('Only full members');
    expect(home('U0GUEST')).not.toContain('web');

    await town.say('lock shop production for stocktaking', { user: 'U0DEV1' });
    await shows('U0LEAD', 'Locks and holds', 'stocktaking'); // nobody opened it again
    await town.slack.clickHome({ user: 'U0DEV1', actionId: CANCEL });
    await town.card('web', 'production', tag, '*Cancelled*');
    await shows('U0LEAD', 'Nothing waits for your approval');
    await town.slack.clickHome({ user: 'U0DEV1', actionId: OPEN_DEPLOY_FORM });
    expect(fieldsOf('U0DEV1')).toEqual(['service']);
  });
});

describe('language', () => {
  it('a person is answered in their own, everybody in that of the catalogue', async () => {
    await town.slack.changePerson('U0DEV2', { locale: 'ja-JP' });
    await town.slash('help', { user: 'U0DEV2' });
    await town.whisper('U0DEV2', 'デプロイを開始します');
    await town.slack.openHome('U0DEV2');
    expect(JSON.stringify(town.slack.home('U0DEV2')?.blocks)).toContain('稼働中のバージョン');
    await town.slack.shortcut('U0DEV2', DEPLOY_SHORTCUT);
    expect(town.slack.openForm('U0DEV2')?.title?.text).toBe('デプロイ');
    await town.say('lock mailer staging for a rehearsal', { user: 'U0DEV2' });
    await town.hear('<@U0DEV2> locked', 'mailer staging');
    await town.say('deploy mailer staging');
    await town.slack.changePerson('U0LEAD', { locale: 'ja-JP' });
    await town.press('U0LEAD', await town.card('mailer', 'staging', 'Refused'), TELL_ME);
    await town.say('unlock mailer staging', { user: 'U0DEV2' });
    const isFree = ({ channel, text }: Message) => channel === 'D0LEAD' && text.includes('空きました');
    await town.slack.waitForMessage(isFree, 45_000); // the worker's
    const ts = await town.say('status mailer', { user: 'U0DEV2' });
    await town.slack.waitForMessage(
      ({ threadTs, text }) => threadTs === ts && text.includes('What tempocat deployed last'),
    );
    expect(withButton(await town.card('web', 'staging', '*deployed*'), 'deploy-undo')).toBe(true);
  });
});
