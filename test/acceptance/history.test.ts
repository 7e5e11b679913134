import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listDeploys } from '../../client/list-deploys.ts';
import type { Message } from '../../sandbox/slack/workspace.ts';
import { APPROVE } from '../../slack-gateway/actions.ts';
import { eventually } from '../support/deploying.ts';
import { openTestTown, type TestTown, withButton } from '../support/test-town.ts';

const KEYS = `test:${randomBytes(32).toString('base64')}`;

let town: TestTown;
beforeAll(async () => {
  town = await openTestTown({ env: { TEMPOCAT_ENCRYPTION_KEYS: KEYS } });
});
afterAll(() => town.close());

/** The answer in the mention's thread. */
async function ask(words: string): Promise<Message> {
  const ts = await town.say(words);
  return town.slack.waitForMessage(({ fromApp, threadTs }) => fromApp && threadTs === ts, 45_000);
}

/** Asked again until it holds all this: Temporal's list may lag behind. */
const askUntil = (words: string, ...told: readonly string[]): Promise<Message> =>
  eventually(
    async () => {
      const answer = await ask(words);
      return told.every((word) => answer.text.includes(word)) ? answer : undefined;
    },
    `${words} to tell ${told.join(', ')}`,
  );

describe('history', () => {
  it('says who asked, who approved, from what to what, how long it took, and where to look', async () => {
    const tag = await town.push('web');
    await town.say('deploy web production');
    const card = await town.slack.waitForMessage(
      (message) => message.text.includes(tag) && withButton(message, APPROVE),
      45_000,
    );
    await town.press('U0LEAD', card, 'approve');
    await town.card('web', 'production', tag, 'Deployed');

    const answer = await askUntil('history web prod', `→ \`${tag}\`: *Deployed*`, 'took');
    for (const said of ['*web production*', 'Asked by <@U0DEV1>', 'approved by <@U0LEAD>'])
      expect(answer.text).toContain(said);
    const drawn = JSON.stringify(answer.blocks);
    expect(drawn).toMatch(/<http[^|>]*\/pull\/\d+\|pull request #\d+>/);
    expect(drawn).toContain(`${town.argocd.url}/applications/web-production|`);
    expect(drawn).toMatch(/deploy:web:production:C0DEPLOYS-\d/);

    const [listed] = await listDeploys(town.client, { service: 'web', environment: 'production' }, 1);
    const phases = listed?.memo?.phases ?? [];
    expect(phases.map(([phase]) => phase)).toEqual(
      expect.arrayContaining(['resolving', 'planned', 'awaiting-approval', 'rolling-out', 'verifying', 'deployed']),
    );
    expect(phases.map(([, at]) => at)).toEqual(phases.map(([, at]) => at).toSorted((a, b) => a - b));
  });

  it('of a service shows all its environments, newest first; what went wrong, with why', async () => {
    await town.say('deploy web staging no-such-tag');
    await town.card('web', 'staging', 'Failed');
    const { text } = await askUntil('history web', '*staging*: *Failed*', 'No such image in ECR');
    expect(text.indexOf('*staging*')).toBeLessThan(text.indexOf('*production*'));
  });

  it('is said in private after /deploy, and to members only', async () => {
    await town.slash('history web', { user: 'U0DEV2' });
    await town.whisper('U0DEV2', 'The last deploys of *web*');
    await town.slash('history web', { user: 'U0GUEST' });
    await town.whisper('U0GUEST', 'guests');
  });

  it('knows near names, and says when there was no deploy', async () => {
    await town.say('history wbe');
    await town.whisper('U0DEV1', 'no service `wbe`', '`web`');
    await town.say('history web stagin');
    await town.whisper('U0DEV1', 'no environment `stagin`', '`staging`');
    expect((await ask('history mailer')).text).toContain('Temporal knows of no deploy of *mailer*');
  });
});

describe('with encryption keys', () => {
  it('Temporal keeps neither what was asked nor what failed, but the product reads all of it', async () => {
    const [asked, thrown] = ['words-that-one-person-said', 'words-that-a-function-said'];
    const handler = () => {
      throw new Error(thrown);
    };
    town.aws.lambda.register('reindex-staging', { handler });
    await town.say(`invoke reindex staging index=${asked}`);
    await town.hear('reindex', asked, thrown);
    const [id = ''] = await town.workflows('invoke');
    const history = JSON.stringify(await town.client.workflow.getHandle(id).fetchHistory());
    const decoded = [...history.matchAll(/"([A-Za-z0-9+/]{8,}={0,2})"/g)]
      .map(([, data = '']) => Buffer.from(data, 'base64').toString('latin1'))
      .join(' ');
    expect(decoded).toContain('binary/encrypted');
    for (const word of [asked, thrown, 'asked by']) expect(`${history} ${decoded}`).not.toContain(word);
  });
});

describe('while no worker answers', () => {
  it('status and history still tell how a deploy stands; one that has not begun, and one that was terminated', async () => {
    const tag = await town.push('web');
    town.argocd.gate.plan({ operation: /application web-staging$/, mishap: { kind: 'hold' } });
    await town.say(`deploy web staging ${tag}`, { user: 'U0DEV2' });
    const card = await town.card('web', 'staging', tag, 'checking that it runs');
    expect(JSON.stringify(card.blocks)).toContain(`${town.argocd.url}/applications/web-staging|`);
    await askUntil('history web staging', 'checking that it runs');
    town.worker.child.kill('SIGKILL'); // a worker that is asked to stop would finish what it watches
    await town.worker.stop();
    town.argocd.gate.release();

    const status = await ask('status web staging');
    expect(status.text).toMatch(/is under way \(Rolled out, checking that it runs; asked by <@U0DEV2>\)/);
    const history = await ask('history web staging');
    expect(history.text).toContain(`→ \`${tag}\`: *Rolled out, checking that it runs*`);
    expect(history.text).toContain('under way for');

    const asked = await town.say('deploy web production');
    await askUntil('history web', 'Who approved, and how long it took, is not known');
    await town.client.workflow.getHandle(`deploy:web:production:C0DEPLOYS-${asked}`).terminate('by hand');
    await askUntil('history web', 'Terminated in Temporal; it was at: Looking for the image');
  });
});
