import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '../support/deploying.ts';
import { openTestTown, type TestTown } from '../support/test-town.ts';

const API = /\n {2}- name: api\n.*?(?=\n {2}- name: web\n)/s;
const WEB = /\n {2}- name: web\n.*?(?=\n {2}- name: shop\n)/s;
/** A second service of the mailer's image; it needs no credentials that the worker lacks. */
const lettersOf = (text: string) =>
  /\n {2}- name: mailer\n.*?(?=\n\nfunctions:)/s.exec(text)?.[0].replace('mailer', 'letters') ?? '';

let town: TestTown;
let whole = '';
beforeAll(async () => {
  town = await openTestTown({
    catalog: (text) => {
      whole = text;
      return text.replace(API, '').replace(WEB, '');
    },
    env: { GITHUB_TOKEN: '', ARGOCD_URL: '', ARGOCD_TOKEN: '' }, // what this catalogue uses needs none of them
  });
  town.rewriteCatalog(() => whole.replace('\n\nfunctions:', `\n${lettersOf(whole)}\n\nfunctions:`));
  const hasSaid = (lines: readonly string[], words: string) =>
    eventually(async () => lines.find((line) => line.includes(words)), words);
  await hasSaid(town.worker.lines, 'the changed catalogue is refused');
  await hasSaid(town.gateway.lines, 'the changed catalogue is in force');
});
afterAll(() => town.close());

it('a deploy that only the gateway knows of ends at once, and says which credentials the worker lacks', async () => {
  await town.say('deploy api staging');
  const card = await town.card('api', 'staging', 'failed');
  expect(JSON.stringify(card.blocks)).toContain('GITHUB_TOKEN');
});

it('one that needs none of them ends before its roll-out, and says that the worker does not know it', async () => {
  await town.push('mailer');
  await town.say('deploy letters staging');
  const card = await town.card('letters', 'staging', 'refused');
  expect(JSON.stringify(card.blocks)).toContain('its log says why');
  expect(town.aws.lambda.executions('mailer-deploy')).toEqual([]);
});
