import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { runCli } from '../../cli/run.ts';
import { aTerminal } from '../support/a-terminal.ts';
import { eventually } from '../support/deploying.ts';
import { openTestTown, type TestTown, withButton } from '../support/test-town.ts';

let town: TestTown;
beforeAll(async () => {
  town = await openTestTown();
});
afterAll(() => town.close());

const slackGoesDown = () =>
  town.slack.gate.plan({ operation: /./, times: Number.POSITIVE_INFINITY, mishap: { kind: 'reset', when: 'before' } });
const slackIsBack = () => town.slack.gate.release();
afterEach(slackIsBack);

/** `tempocat …`, as somebody would type it. */
async function tempocat(words: string, { account = 'dev-one', answers }: { account?: string; answers?: string } = {}) {
  const terminal = terminalOf(account, answers);
  const exit = await runCli(words.split(' '), terminal);
  return { exit, said: terminal.said() };
}

function terminalOf(account: string, answers?: string) {
  const env = {
    ...town.env,
    TEMPORAL_ADDRESS: process.env['TEMPOCAT_TEST_TEMPORAL'],
    TEMPORAL_NAMESPACE: town.client.options.namespace,
  };
  return aTerminal({ env, account, ...(answers !== undefined && { answers }) });
}

/** Of the deploy that was started. */
const idOf = (said: string): string => /deploy:\S+[0-9a-f]/.exec(said)?.[0] ?? '';

/** As soon as there is something to decide, and Temporal lists it. */
const decided = (words: string, account: string, answers?: string) =>
  eventually(async () => {
    const heard = await tempocat(words, { account, ...(answers !== undefined && { answers }) });
    return /waits for a decision|You have no deploy/.test(heard.said) ? undefined : heard;
  }, words);

it('a production deploy is asked for, approved and finished without Slack; when Slack is back, the card is there and right', async () => {
  const tag = await town.push('api');
  const { client } = town;
  slackGoesDown();
  const asker = terminalOf('dev-one');
  const asking = runCli('deploy api prod --reason because'.split(' '), asker);
  await eventually(async () => asker.said().includes('Waiting for approval') || undefined, 'the watching sees it wait');

  expect(await decided('approve api production --yes', 'dev-one')).toMatchObject({
    exit: 4,
    said: expect.stringContaining('somebody else has to approve it'),
  });
  expect(await tempocat('approve api production', { account: 'U0LEAD' })).toMatchObject({
    exit: 2,
    said: expect.stringMatching(/pull request #\d+.*\n(.*\n)*.*say --plan 1 for the one above, or --yes/),
  });
  expect(await tempocat('approve api production', { account: 'U0LEAD', answers: 'n' })).toMatchObject({ exit: 5 });
  expect(await tempocat('approve api production', { account: 'U0LEAD', answers: 'y' })).toMatchObject({
    exit: 0,
    said: expect.stringMatching(/Approve plan 1\? \[y\/N\] Your approval counts\. The deploy goes on\./),
  });

  expect(await asking).toBe(0);
  const said = asker.said();
  expect(said).toMatch(/Started deploy:api:production:cli-\d{8}T\d{6}-[0-9a-f]{8}\./);
  for (const words of ['Approved by @U0LEAD', 'checking that it runs', 'deployed, and seen running'])
    expect(said).toContain(words);
  expect(await town.argocd.running('api-production')).toEqual([expect.stringContaining(tag)]);
  expect((await tempocat('status api production')).said).toContain(`runs ${tag}`);
  expect((await tempocat('history api production')).said).toMatch(/Deployed\nAsked by @dev-one · approved by @U0LEAD/);
  expect(town.slack.messages('C0API').filter(({ text }) => text.includes('api → production'))).toEqual([]);

  const [first] = (await client.workflow.getHandle(idOf(said)).fetchHistory()).events ?? [];
  expect(first?.workflowExecutionStartedEventAttributes?.identity).toBe('tempocat: dev-one (U0DEV1) as dev-one@laptop');

  slackIsBack();
  const card = await town.card('api', 'production', tag, 'deployed', '<@U0DEV1>', 'Approved by <@U0LEAD>', 'because');
  expect(withButton(card, 'deploy-approve')).toBe(false);
  expect(withButton(card, 'deploy-undo')).toBe(true);
});

it('locks, rights and decisions are judged as in Slack, and told by exit codes', async () => {
  const locked = await tempocat('lock web production for a demo until 2h');
  expect(locked).toMatchObject({ exit: 0, said: expect.stringContaining('web production is locked.') });
  await town.hear('locked', '<@U0DEV1>', 'a demo');
  expect((await tempocat('why web production')).said).toContain('Locked by @dev-one');
  expect((await tempocat('locks')).said).toContain('a demo');
  await town.push('web');
  expect(await tempocat('deploy web production')).toMatchObject({ exit: 4, said: expect.stringContaining('a demo') });
  expect(await tempocat('unlock web production', { account: 'U0DEV2' })).toMatchObject({
    exit: 4,
    said: expect.stringContaining('Only @dev-one or an admin can change it.'),
  });
  expect(await tempocat('unlock web production --json', { account: 'U0LEAD' })).toMatchObject({
    exit: 0,
    said: expect.stringContaining('"kind": "unlocked"'),
  });

  const [first, again] = [
    await tempocat('deploy web prod --no-wait --key once'),
    await tempocat('deploy web prod --no-wait --key once'),
  ];
  expect(first).toEqual(again);
  const id = idOf(first.said);
  expect(id).toBe('deploy:web:production:cli-once');
  expect(await tempocat('cancel web production', { account: 'U0DEV2' })).toMatchObject({ exit: 4 });
  const watching = tempocat(`follow ${id} --json`);
  expect(await decided('reject web production --reason not-today', 'U0LEAD')).toMatchObject({ exit: 0 });
  expect(await watching).toMatchObject({ exit: 4, said: expect.stringContaining('"phase": "rejected"') });
  expect(await tempocat(`approve ${id} --plan 1`, { account: 'U0LEAD' })).toMatchObject({ exit: 4 });
  await town.card('web', 'production', 'Rejected', 'not-today');
  await town.client.workflow.getHandle(id).result(); // its message says so a moment before it is over

  const other = idOf((await tempocat('deploy web production --no-wait')).said);
  expect(await decided('cancel web production for a better one', 'dev-one')).toMatchObject({ exit: 0 });
  expect(await tempocat(`follow ${other}`)).toMatchObject({ exit: 5, said: expect.stringContaining('a better one') });
});

it('goes back by undo, and auto-deploy waits for resume', async () => {
  const tag = await town.push('web');
  expect((await tempocat('deploy web staging')).exit).toBe(0);
  const undone = await tempocat('undo web staging');
  expect(undone).toMatchObject({ exit: 0, said: expect.stringContaining(`Takes back ${tag}.`) });
  expect((await tempocat('status web staging --json')).said).toContain('"hold"');
  expect(await tempocat('resume web staging')).toMatchObject({ exit: 0 });
  expect(await tempocat('invoke reindex staging')).toMatchObject({ exit: 2 });
});
