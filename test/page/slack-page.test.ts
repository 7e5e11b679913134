import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import type { Browser, Page } from 'playwright-core';
import { openChromium } from '../../sandbox/chromium.ts';
import { createSlack, type SlackSandbox } from '../../sandbox/slack/index.ts';
import { aCompany, CHANNEL, DEV, GUEST, RELEASER, SECRET, TOKEN } from '../sandbox/slack/company.ts';
import { createReceiver, type Receiver } from '../support/receiver.ts';

let browser: Browser;
let slack: SlackSandbox;
let gateway: Receiver;
let client: WebClient;
let pushed: string[];
let troubles: Error[];

beforeAll(async () => {
  browser = await openChromium();
});
afterAll(() => browser?.close());

beforeEach(async () => {
  pushed = [];
  troubles = [];
  const runs = () => `v${41 + pushed.length}`;
  slack = createSlack(
    aCompany({
      panel: {
        push: async (service) => void pushed.push(service),
        state: async () => ({
          targets: [
            {
              service: 'api',
              environment: 'staging',
              running: runs(),
              detail: 'Healthy',
              url: 'https://argo.example/',
            },
          ],
          links: [{ label: 'Temporal', url: 'https://temporal.example/' }],
          services: ['api'],
        }),
      },
    }),
  );
  await slack.listen();
  gateway = await createReceiver(SECRET);
  slack.setGateway(gateway.url);
  client = new WebClient(TOKEN, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } });
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await slack.close();
  await gateway.close();
  expect(troubles).toEqual([]);
});

async function openAs(user: string, channel = CHANNEL): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(20_000);
  page.on('pageerror', (error) => troubles.push(error));
  await page.goto(`${slack.url}/?as=${user}&channel=${channel}`);
  return page;
}

async function type(page: Page, text: string): Promise<void> {
  const box = page.getByRole('textbox', { name: /^Message/ });
  await box.fill(text);
  await box.press('Enter');
}

const approval = {
  channel: CHANNEL,
  text: 'api → production waits',
  blocks: [
    { type: 'section', text: { type: 'mrkdwn', text: ':raised_hand: *api → production* waits' } },
    {
      type: 'actions',
      block_id: 'vote',
      elements: [
        {
          type: 'button',
          action_id: 'approve',
          value: 'd1',
          style: 'primary',
          text: { type: 'plain_text', text: 'Approve' },
        },
        {
          type: 'button',
          action_id: 'reject',
          style: 'danger',
          text: { type: 'plain_text', text: 'Reject' },
          confirm: {
            title: { type: 'plain_text', text: 'Reject it?' },
            text: { type: 'plain_text', text: 'It ends here.' },
          },
        },
      ],
    },
  ],
};
const messageWith = (page: Page, text: string) => page.getByRole('log').getByRole('article').filter({ hasText: text });

describe('the page', () => {
  it('carries a deploy from the words to the approval of a colleague', async () => {
    const [dev, releaser] = [await openAs(DEV), await openAs(RELEASER)];
    gateway.answerWith(async ({ body }) => {
      const at = { text: 'api → production is deployed', channel: CHANNEL };
      if (body['type'] === 'event_callback') await client.apiCall('chat.postMessage', approval);
      else await client.chat.update({ ...at, ts: String(slack.messages(CHANNEL).at(-1)?.ts), blocks: [] });
      return { status: 200 };
    });
    await type(dev, '@tempocat deploy api production');
    await messageWith(dev, '@tempocat deploy api production').waitFor();
    const button = messageWith(releaser, 'api → production').getByRole('button', { name: 'Approve' });
    await button.click();
    for (const page of [dev, releaser]) {
      await messageWith(page, 'is deployed').getByText('(edited)').waitFor();
      expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    }
    const [mention, click] = gateway.received;
    expect(mention?.body).toMatchObject({
      event: { type: 'app_mention', user: DEV, text: '<@U0TEMPOCAT> deploy api production' },
    });
    expect(click?.body).toMatchObject({
      user: { id: RELEASER },
      actions: [{ action_id: 'approve', value: 'd1', block_id: 'vote' }],
    });
  });

  it('shows that a button works until the answer is there, and says when none came', async () => {
    const page = await openAs(DEV);
    let answer = (_: { status: number }) => {};
    gateway.answerWith(() => new Promise((resolve) => (answer = resolve)));
    await client.apiCall('chat.postMessage', approval);
    const button = page.getByRole('button', { name: 'Approve' });
    await button.click();
    await gateway.untilReceived(1);
    expect([await button.isDisabled(), await button.getAttribute('aria-busy')]).toEqual([true, 'true']);
    answer({ status: 500 });
    await messageWith(page, 'did not answer the click').getByText('Only visible to you').waitFor();
    await page.locator('[data-action-id=approve]:enabled').waitFor();
  });

  it('asks once more where the app wants that', async () => {
    const page = await openAs(DEV);
    await client.apiCall('chat.postMessage', approval);
    const reject = page.getByRole('button', { name: 'Reject' });
    const dialog = page.getByRole('dialog');
    await reject.click();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await reject.click();
    expect(await dialog.textContent()).toContain('It ends here.');
    await dialog.getByRole('button', { name: 'OK' }).click();
    await gateway.untilReceived(1);
    expect(gateway.received).toMatchObject([{ body: { actions: [{ action_id: 'reject' }] } }]);
  });

  it('keeps what somebody is about to press while its message is edited', async () => {
    const [page, colleague] = [await openAs(RELEASER), await openAs(DEV)];
    const [words, { block_id: _, ...buttons }] = approval.blocks as [object, { block_id: string }];
    await client.apiCall('chat.postMessage', { ...approval, blocks: [words, buttons] });
    const ts = String(slack.messages(CHANNEL).at(-1)?.ts);
    const grow = async (by: number) => {
      const more = Array.from({ length: by }, (_none, line) => ({
        type: 'section',
        text: { type: 'plain_text', text: `line ${line} of ${by}` },
      }));
      await client.apiCall('chat.update', { channel: CHANNEL, ts, text: 'longer', blocks: [words, ...more, buttons] });
      await colleague.getByText(`line 0 of ${by}`).waitFor();
    };
    const message = messageWith(page, 'api → production');

    await message.getByRole('button', { name: 'Reject' }).click();
    const question = page.getByRole('dialog');
    await question.waitFor();
    await grow(1);
    await page.getByText('line 0 of 1').waitFor();
    await question.getByRole('button', { name: 'OK' }).click();
    await gateway.untilReceived(1);

    await message.getByRole('button', { name: 'Approve' }).hover();
    await page.mouse.down();
    await grow(5);
    await page.mouse.up();
    await gateway.untilReceived(2);
    await page.getByText('line 0 of 5').waitFor();
    const pressed = gateway.received.map(({ body }) => body['actions']);
    expect(pressed).toMatchObject([[{ action_id: 'reject' }], [{ action_id: 'approve' }]]);
  });

  it('whispers to one person only', async () => {
    const [dev, guest] = [await openAs(DEV), await openAs(GUEST)];
    await client.chat.postEphemeral({ channel: CHANNEL, user: DEV, text: 'a secret' });
    await client.chat.postMessage({ channel: CHANNEL, text: 'for everybody' });
    await messageWith(dev, 'a secret').getByText('Only visible to you').waitFor();
    await messageWith(guest, 'for everybody').waitFor();
    expect(await messageWith(guest, 'a secret').count()).toBe(0);
  });

  it('sends /deploy as the command, and shows when it failed', async () => {
    const page = await openAs(DEV);
    gateway.answerWith(() => ({ status: 500 }));
    await type(page, '/deploy deploy api staging & more');
    await messageWith(page, '/deploy failed with the error "dispatch_failed"').waitFor();
    expect(gateway.received[0]?.body).toMatchObject({ command: '/deploy', text: 'deploy api staging &amp; more' });
    expect(slack.messages(CHANNEL)).toEqual([]);
  });

  it('shows hostile words as words', async () => {
    const page = await openAs(DEV);
    await type(page, '<b>bold?</b> <!channel> & <img src=x onerror=alert(1)>');
    const text = '&lt;script&gt; <javascript:alert(1)|click> &lt;@U0DEV1&gt; *really*';
    await client.chat.postMessage({ channel: CHANNEL, text });
    await messageWith(page, '<b>bold?</b> <!channel> & <img src=x onerror=alert(1)>').waitFor();
    const message = messageWith(page, '<script> click <@U0DEV1> really');
    expect(await message.locator('strong').allTextContents()).toEqual(['really']);
    expect(await message.locator('a, .mention').count()).toBe(0);
  });

  it('opens a thread in place, and keeps what one types while others talk', async () => {
    const page = await openAs(DEV);
    const { ts } = await client.chat.postMessage({ channel: CHANNEL, text: 'root' });
    await client.chat.postMessage({ channel: CHANNEL, text: 'first answer', thread_ts: String(ts) });
    await page.getByText('1 reply').click();
    const box = page.getByRole('textbox', { name: 'Reply in thread' });
    await box.fill('half a sen');
    await client.chat.postMessage({ channel: CHANNEL, text: 'second answer', thread_ts: String(ts) });
    await messageWith(page, 'second answer').first().waitFor();
    expect(await box.inputValue()).toBe('half a sen');
    await box.press('Enter');
    await page.getByText('3 replies').waitFor();
    expect(slack.messages(CHANNEL).at(-1)).toMatchObject({ text: 'half a sen', threadTs: ts, author: DEV });
  });

  it('talks with the app alone, as whom one wants, and counts what is new elsewhere', async () => {
    const page = await openAs(DEV);
    await page.getByRole('link', { name: 'rin' }).click();
    await page.getByRole('link', { name: 'tempocat' }).click();
    await page.waitForURL(/channel=D0LEAD/); // loaded, scripts and all: only then does Enter send
    await type(page, 'help');
    await gateway.untilReceived(1);
    expect(gateway.received[0]?.body).toMatchObject({
      event: { type: 'message', channel: 'D0LEAD', user: RELEASER, text: 'help' },
    });
    await client.chat.postMessage({ channel: CHANNEL, text: 'news' });
    await page.getByRole('link', { name: 'deploys' }).getByLabel('1 new').waitFor();
  });

  it('chooses from menus, also from those that the app fills', async () => {
    const page = await openAs(DEV);
    const options = ['main', 'next'].map((value) => ({ value, text: { type: 'plain_text', text: `branch ${value}` } }));
    const elements = [
      { type: 'static_select', action_id: 'pick', placeholder: { type: 'plain_text', text: 'Pick' }, options },
      { type: 'external_select', action_id: 'search', placeholder: { type: 'plain_text', text: 'Search' } },
    ];
    gateway.answerWith(() => ({ status: 200, body: JSON.stringify({ options }) }));
    await client.apiCall('chat.postMessage', { channel: CHANNEL, text: 'x', blocks: [{ type: 'actions', elements }] });
    await page.getByRole('combobox', { name: 'Pick' }).selectOption('next');
    await gateway.untilReceived(1);
    const search = page.getByRole('combobox', { name: 'Search' });
    await search.fill('branch main');
    await page.getByRole('listbox').getByRole('option', { name: 'branch main' }).click();
    const chosen = () =>
      gateway.received.flatMap(({ body }) => (body['type'] === 'block_actions' ? [body['actions']] : []));
    while (chosen().length < 2) await gateway.untilReceived(gateway.received.length + 1);
    expect(chosen()).toMatchObject([
      [{ selected_option: { value: 'next' } }],
      [{ selected_option: { value: 'main' } }],
    ]);
  });

  it('shows what runs where, and pushes a new image', async () => {
    const page = await openAs(DEV);
    const row = page.getByRole('complementary').getByRole('row', { name: /staging/ });
    expect(await row.textContent()).toMatch(/v41\s*Healthy/);
    await page.getByRole('button', { name: 'api' }).click();
    await row.getByText('v42').waitFor();
    expect(pushed).toEqual(['api']);
    expect(await page.getByRole('link', { name: 'Temporal' }).getAttribute('href')).toBe('https://temporal.example/');
  });

  it('opens at a message by its permalink, as the same person', async () => {
    const page = await openAs(RELEASER);
    const { ts } = await client.chat.postMessage({ channel: CHANNEL, text: 'look here' });
    const { permalink } = await client.chat.getPermalink({ channel: CHANNEL, message_ts: String(ts) });
    await page.goto(String(permalink));
    await page.locator('.message:target', { hasText: 'look here' }).waitFor();
    expect(await page.locator('body').getAttribute('data-as')).toBe(RELEASER);
  });
});
