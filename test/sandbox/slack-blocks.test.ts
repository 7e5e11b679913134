import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { z } from 'zod';
import { createSlack, type SlackSandbox } from '../../sandbox/slack/index.ts';
import { FAULTY_VIEWS, type FaultyView } from '../support/block-kit/faulty-views.ts';
import { aCompany, CHANNEL, DEV, TOKEN } from './slack/company.ts';

let slack: SlackSandbox;
beforeAll(async () => {
  slack = createSlack(aCompany());
  await slack.listen();
});
afterAll(() => slack?.close());

/** Shows it as an app would; the error that comes back. */
async function errorOf({ surface, view }: Pick<FaultyView, 'surface' | 'view'>): Promise<string> {
  const [method, body] = {
    message: ['chat.postMessage', { channel: CHANNEL, ...view }] as const,
    modal: ['views.open', { trigger_id: 'of-nobody', view }] as const,
    home: ['views.publish', { user_id: DEV, view }] as const,
  }[surface];
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
  const answer = await fetch(`${slack.apiUrl}${method}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return z.object({ error: z.string().default('none') }).parse(await answer.json()).error;
}

const REFUSALS = {
  message: ['invalid_blocks', 'msg_blocks_too_long', 'no_text'],
  modal: ['invalid_arguments'],
  home: ['invalid_arguments'],
};

it.each(FAULTY_VIEWS)('the sandbox refuses $what, too', async (faulty) => {
  expect(REFUSALS[faulty.surface]).toContain(await errorOf(faulty));
});

it('but takes what is right', async () => {
  const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'x' } }];
  const title = { type: 'plain_text', text: 'x' };
  expect(await errorOf({ surface: 'message', view: { text: 'x', blocks } })).toBe('none');
  expect(await errorOf({ surface: 'home', view: { type: 'home', blocks } })).toBe('none');
  // the form itself is right: only nobody pressed anything
  expect(await errorOf({ surface: 'modal', view: { type: 'modal', title, blocks } })).toBe('invalid_trigger_id');
});
