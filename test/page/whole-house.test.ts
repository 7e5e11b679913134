import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openChromium } from '../../sandbox/chromium.ts';
import { eventually } from '../support/deploying.ts';
import { openTestTown, type TestTown } from '../support/test-town.ts';

let browser: Browser;
let town: TestTown;
beforeAll(async () => {
  [browser, town] = await Promise.all([openChromium(), openTestTown()]);
});
afterAll(async () => {
  await browser?.close();
  await town?.close();
});

it('a developer asks in the page, a releaser presses Approve, and both see the new image run', async () => {
  const sit = async (person: string) => {
    const page = await browser.newPage();
    await page.goto(`${town.slack.url}/?as=${person}&channel=C0DEPLOYS`);
    return page;
  };
  const [daichi, maya] = await Promise.all([sit('U0DEV1'), sit('U0LEAD')]);

  await daichi.getByRole('button', { name: 'web' }).click();
  await eventually(
    async () => (town.aws.ecr.images('example/web').length === 2 ? true : undefined),
    'the pushed image',
  );
  await daichi.getByRole('textbox').fill('@tempocat deploy web production');
  await daichi.keyboard.press('Enter');

  await maya.getByRole('button', { name: 'Approve the deploy of web to production' }).click();
  await maya.getByText('Your approval counts').waitFor();
  await daichi.getByText('deployed, and seen running').waitFor({ timeout: 60_000 });
  await maya.getByText('deployed, and seen running').waitFor();
  expect(await daichi.getByText('Your approval counts').count()).toBe(0);
  expect(await maya.getByRole('button', { name: 'Approve the deploy of web to production' }).count()).toBe(0);

  const [newest = ''] =
    town.aws.ecr
      .images('example/web')
      .find(({ tags }) => tags.includes('main'))
      ?.tags.filter((tag) => tag !== 'main') ?? [];
  expect(await town.argocd.running('web-production')).toEqual([expect.stringMatching(new RegExp(`:${newest}$`))]);
});

it('a releaser rejects in the page, says why in the form that opens, and the developer reads it in the thread', async () => {
  await town.push('web');
  await town.say('deploy web production');
  const maya = await browser.newPage();
  await maya.goto(`${town.slack.url}/?as=U0LEAD&channel=C0DEPLOYS`);
  await maya.getByRole('button', { name: 'Reject the deploy of web to production' }).click();
  await maya.getByRole('dialog').getByRole('button', { name: 'Reject', exact: true }).click();
  const form = maya.getByRole('dialog', { name: 'Rejected. Why?' });
  await form.getByRole('textbox', { name: 'Reason' }).fill('not on a Friday');
  await form.getByRole('button', { name: 'Say it' }).click();
  await maya.getByText('not on a Friday').waitFor({ state: 'attached' }); // the thread is folded
  await form.waitFor({ state: 'detached' });
  await town.say('lock web production for a rehearsal until 2h', { user: 'U0LEAD' });
  await town.say('deploy web production');
  await maya.getByText('or an admin can end it').first().waitFor();
});
