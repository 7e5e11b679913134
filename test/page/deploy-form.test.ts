import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openChromium } from '../../sandbox/chromium.ts';
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

async function openAs(person: string, path = `?as=${person}&channel=C0DEPLOYS`): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(40_000);
  await page.goto(`${town.slack.url}/${path}`);
  return page;
}
/** Chooses what a menu offers once these words are typed; the list of a real browser cannot be clicked from outside. */
async function choose(page: Page, label: string, words: string): Promise<void> {
  const field = page.getByRole('dialog').getByLabel(label);
  await field.fill(words);
  await page.locator(`datalist option[value="${words}"]`).waitFor({ state: 'attached' });
  await field.press('Tab');
}

describe('a deploy from the chooser', () => {
  it('goes from the shortcut to *Deployed* by mouse, and its reason is on the card', async () => {
    const tag = await town.push('web');
    const page = await openAs('U0DEV1');
    await page.getByRole('button', { name: 'Deploy…' }).click();
    await page.getByRole('dialog', { name: 'Deploy' }).waitFor();
    await choose(page, 'Service', 'web');
    await page.getByRole('combobox', { name: 'Environment' }).selectOption('staging');
    await page.getByRole('textbox', { name: 'Reason' }).fill('a rehearsal');
    await page.getByRole('button', { name: 'Go' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await town.card('web', 'staging', tag, '*deployed*', 'Reason: a rehearsal');
  });

  it('in Japanese, and a mistake is said at the field', async () => {
    await town.slack.changePerson('U0LEAD', { locale: 'ja-JP' });
    const page = await openAs('U0LEAD');
    await page.getByRole('button', { name: 'Deploy…' }).click();
    await choose(page, 'サービス', 'mailer');
    await page.getByRole('combobox', { name: '環境' }).waitFor();
    await page.getByRole('button', { name: '実行' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('developers');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('by keyboard alone', async () => {
    const page = await openAs('U0DEV2');
    await page.getByRole('button', { name: 'Deploy…' }).focus();
    await page.keyboard.press('Enter');
    const service = page.getByRole('dialog').getByLabel('Service');
    await service.focus();
    await page.keyboard.type('mailer');
    await page.locator('datalist option[value="mailer"]').waitFor({ state: 'attached' });
    await page.keyboard.press('Tab');
    await page.getByRole('textbox', { name: 'Reason' }).waitFor();
    await page.getByRole('checkbox').focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Go' }).focus();
    await page.keyboard.press('Enter');
    await town.whisper('U0DEV2', 'Plan of', 'mailer → staging');
  });
});

describe('the home tab', () => {
  it('shows what runs where, and opens the form', async () => {
    const page = await openAs('U0DEV1', 'home?as=U0DEV1');
    const home = page.getByRole('region', { name: 'App Home' });
    await home.getByRole('heading', { name: 'What runs where' }).waitFor();
    await home.getByRole('button', { name: 'Choose what to deploy' }).click();
    await page.getByRole('dialog', { name: 'Deploy' }).waitFor();
  });
});
