import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openChromium } from '../../sandbox/chromium.ts';
import { openTestTown, type TestTown } from '../support/test-town.ts';

let browser: Browser;
let town: TestTown;
/** What all read is in Japanese, what one person reads in their own language. */
const inJapanese = (catalog: string) => catalog.replace('locale: en', 'locale: ja');
const DEPLOYED = 'デプロイ完了';

beforeAll(async () => {
  [browser, town] = await Promise.all([openChromium(), openTestTown({ catalog: inJapanese })]);
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

/** Until the card in the channel says that it is done. */
const untilDone = (page: Page, ...words: readonly string[]) =>
  words
    .reduce((card, word) => card.filter({ hasText: word }), page.getByRole('log').getByRole('article'))
    .filter({ hasText: DEPLOYED })
    .first()
    .waitFor();

const choose = async (page: Page, field: string, option: string): Promise<void> => {
  await page.getByRole('combobox', { name: field }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
};

describe('a deploy from the chooser', () => {
  it('goes from the shortcut to done by mouse alone', async () => {
    const tag = await town.push('web');
    const page = await openAs('U0DEV1');
    await page.getByRole('button', { name: 'Deploy…' }).click();
    await page.getByRole('dialog', { name: 'Deploy' }).waitFor();
    await choose(page, 'Service', 'web');
    await page.getByRole('combobox', { name: 'Environment' }).selectOption('staging');
    await choose(page, 'Branch or tag', 'main');
    await page.getByRole('button', { name: 'Go' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await untilDone(page, 'web → staging', tag.slice(0, 7));
  });

  it('in Japanese, where a mistake is said at the field, and the reason is on the card', async () => {
    for (const person of ['U0LEAD', 'U0DEV2']) await town.slack.changePerson(person, { locale: 'ja-JP' });
    const stranger = await openAs('U0LEAD');
    await stranger.getByRole('button', { name: 'Deploy…' }).click();
    await choose(stranger, 'サービス', 'mailer');
    await stranger.getByRole('combobox', { name: '環境' }).waitFor();
    await stranger.getByRole('button', { name: '実行' }).click();
    expect(await stranger.getByRole('alert').textContent()).toContain('developers');
    await stranger.keyboard.press('Escape');
    await stranger.getByRole('dialog').waitFor({ state: 'detached' });

    const page = await openAs('U0DEV2');
    await page.getByRole('button', { name: 'Deploy…' }).click();
    await choose(page, 'サービス', 'shop');
    await page.getByRole('combobox', { name: '環境' }).selectOption('staging');
    await page.getByRole('textbox', { name: '理由' }).fill('予行演習');
    await town.push('shop');
    await page.getByRole('button', { name: '実行' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await town.card('shop', 'staging', DEPLOYED, '予行演習');
  });

  it('by keyboard alone, and the focus comes back', async () => {
    await town.push('mailer');
    const page = await openAs('U0DEV1');
    await tabTo(page, 'Deploy…');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Deploy' }).waitFor();
    await page.keyboard.type('mai');
    await page.getByRole('option', { name: 'mailer' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Reason' }).waitFor();
    await tabTo(page, 'Go');
    await page.keyboard.press('Enter');
    const [sent, refused] = [page.getByRole('dialog'), page.getByRole('alert')];
    await Promise.race([sent.waitFor({ state: 'detached' }), refused.first().waitFor()]);
    expect(await refused.allTextContents()).toEqual([]);
    await untilDone(page, 'mailer → staging');
    expect(await focused(page)).toContain('Deploy…');
  });
});

const focused = (page: Page) => page.locator(':focus').textContent();

/** As often as it takes, but not for ever. */
async function tabTo(page: Page, button: string): Promise<void> {
  for (let presses = 0; presses < 20; presses += 1) {
    await page.keyboard.press('Tab');
    if ((await focused(page))?.includes(button)) return;
  }
  throw new Error(`${button} cannot be reached by Tab`);
}

describe('the home tab', () => {
  it('shows what runs where, and opens the form', async () => {
    const page = await openAs('U0DEV1', 'home?as=U0DEV1');
    const home = page.getByRole('region', { name: 'App Home' });
    await home.getByRole('heading', { name: 'What runs where' }).waitFor();
    await home.getByRole('button', { name: 'Choose what to deploy' }).click();
    await page.getByRole('dialog', { name: 'Deploy' }).waitFor();
  });
});
