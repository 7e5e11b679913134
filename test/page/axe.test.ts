import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { openChromium } from '../../sandbox/chromium.ts';
import { ALBUM } from '../../sandbox/pictures/album.ts';
import { createSlack, type SlackSandbox } from '../../sandbox/slack/index.ts';
import { WORKSPACE } from '../../sandbox/workspace.ts';
import { SECRET, TOKEN } from '../sandbox/slack/company.ts';
import { createReceiver, type Receiver } from '../support/receiver.ts';

const ME = 'U0DEV1';
const samples = ALBUM.flatMap((picture) => picture.samples);
let browser: Browser;
let slack: SlackSandbox;
let gateway: Receiver;

/** A Slack in which every view of ours has been shown. */
beforeAll(async () => {
  browser = await openChromium();
  const panel = {
    targets: [{ service: 'api', environment: 'staging', running: 'v1', detail: 'EKS' }],
    services: ['api'],
  };
  slack = createSlack({
    ...WORKSPACE,
    ...{ botToken: TOKEN, signingSecret: SECRET },
    panel: {
      push: async () => {},
      state: async () => ({ ...panel, links: [{ label: 'Temporal', url: 'https://t.example/' }] }),
    },
  });
  await slack.listen();
  gateway = await createReceiver(SECRET);
  slack.setGateway(gateway.url);
  const client = new WebClient(TOKEN, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } });
  for (const { drawn, whispered } of samples) {
    if ('text' in drawn) {
      const message = { channel: 'C0API', user: ME, ...drawn };
      await client.apiCall(whispered ? 'chat.postEphemeral' : 'chat.postMessage', message);
    } else if (drawn.type === 'home') await client.apiCall('views.publish', { user_id: ME, view: drawn });
  }
  const form = samples.find(({ view }) => view === 'renderDeployForm')?.drawn;
  gateway.answerWith(async ({ body }) => {
    const { trigger_id, type } = body;
    if (type === 'block_suggestion') return { status: 200, body: JSON.stringify({ options: OPTIONS }) };
    if (type === 'shortcut') await client.apiCall('views.open', { trigger_id, view: form });
    return { status: 200 };
  });
});
const OPTIONS = ['main', 'next'].map((value) => ({ value, text: { type: 'plain_text', text: value } }));
afterAll(async () => {
  await browser?.close();
  await slack?.close();
  await gateway?.close();
});

async function open(path = `?as=${ME}&channel=C0API`): Promise<Page> {
  const page = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage();
  page.setDefaultTimeout(40_000);
  await page.goto(`${slack.url}/${path}`);
  return page;
}

const Report = z.object({
  violations: z.array(
    z.object({ id: z.string(), impact: z.string().nullable(), nodes: z.array(z.object({ html: z.string() })) }),
  ),
  passes: z.array(z.unknown()),
});

/** Rule and element of everything serious. */
async function troublesOf(page: Page): Promise<string[]> {
  await page.addScriptTag({ content: axe.source });
  const { violations, passes } = Report.parse(await page.evaluate('axe.run()'));
  expect(passes.length).toBeGreaterThan(10);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`));
}

it('a channel with every message of ours, also with a thread open', async () => {
  const page = await open();
  await page.getByRole('article').first().waitFor();
  await page.locator('summary').first().focus();
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Reply in thread' }).first().waitFor();
  expect(await troublesOf(page)).toEqual([]);
});

it('the home tab', async () => {
  const page = await open(`home?as=${ME}`);
  await page.getByRole('heading', { name: '最近のデプロイ' }).waitFor();
  expect(await troublesOf(page)).toEqual([]);
});

it('a form, with a list of suggestions open', async () => {
  const page = await open();
  await page.getByRole('button', { name: 'Deploy…' }).click();
  await page.getByRole('dialog', { name: 'Deploy' }).waitFor();
  expect(await troublesOf(page)).toEqual([]);
  await page.getByRole('combobox', { name: 'Branch or tag' }).click();
  await page.getByRole('option', { name: 'next' }).waitFor();
  expect(await troublesOf(page)).toEqual([]);
  for (const _ of ['the list', 'the form']) await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

it('a question before a click counts', async () => {
  const page = await open();
  await page.getByRole('button', { name: /^Undo/ }).first().click();
  await page.getByRole('dialog').waitFor();
  expect(await troublesOf(page)).toEqual([]);
});

it('the smallest screen that it is made for', async () => {
  const page = await open();
  await page.setViewportSize({ width: 700, height: 900 });
  expect(await troublesOf(page)).toEqual([]);
});
