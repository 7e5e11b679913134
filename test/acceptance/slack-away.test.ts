import { afterAll, beforeAll, expect, it } from '@jest/globals';
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

/** `tempocat …`, as somebody would type it. */
async function tempocat(words: string, { account = 'dev-one', answers }: { account?: string; answers?: string } = {}) {
  const env = {
    ...town.env,
    TEMPORAL_ADDRESS: process.env['TEMPOCAT_TEST_TEMPORAL'],
    TEMPORAL_NAMESPACE: town.client.options.namespace,
  };
  const terminal = aTerminal({ env, account, ...(answers !== undefined && { answers }) });
  const exit = await runCli(words.split(' '), terminal);
  return { exit, said: terminal.said() };
}

/** As soon as there is something to decide. */
const decided = (words: string, account: string, answers?: string) =>
  eventually(async () => {
    const heard = await tempocat(words, { account, ...(answers !== undefined && { answers }) });
    return heard.said.includes('waits for a decision') ? undefined : heard;
  }, words);

it('a production deploy is asked for, approved and finished without Slack; when Slack is back, the card is there and right', async () => {
  const tag = await town.push('api');
  slackGoesDown();
  const asking = tempocat('deploy api prod --reason because');

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

  const { exit, said } = await asking;
  expect(exit).toBe(0);
  expect(said).toMatch(/Started deploy:api:production:cli-\d{8}T\d{6}-[0-9a-f]{8}\./);
  for (const words of [
    'Waiting for approval',
    'Approved by @U0LEAD',
    'checking that it runs',
    'deployed, and seen running',
  ])
    expect(said).toContain(words);
  expect(await town.argocd.running('api-production')).toEqual([expect.stringContaining(tag)]);
  expect((await tempocat('status api production')).said).toContain(`runs ${tag}`);
  expect((await tempocat('history api production')).said).toMatch(/Deployed\nAsked by @dev-one · approved by @U0LEAD/);
  expect(town.slack.messages('C0API').filter(({ text }) => text.includes('api → production'))).toEqual([]);

  slackIsBack();
  const card = await town.card('api', 'production', tag, 'deployed', '<@U0DEV1>', 'Approved by <@U0LEAD>', 'because');
  expect(withButton(card, 'deploy-approve')).toBe(false);
  expect(withButton(card, 'deploy-undo')).toBe(true);
});
