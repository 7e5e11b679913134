import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import type { Channel } from '../../sandbox/slack/company.ts';
import { openTestTown, type TestTown } from '../support/test-town.ts';

let town: TestTown;
beforeAll(async () => {
  town = await openTestTown();
});
afterAll(() => town.close());

const change = (id: string, news: Partial<Channel>) => {
  const { company } = town.slack;
  company.channels = company.channels.map((channel) => (channel.id === id ? { ...channel, ...news } : channel));
};
const cardsIn = (channel: string, tag: string) =>
  town.slack
    .messages(channel)
    .filter(({ fromApp, threadTs, text }) => fromApp && !threadTs && text.includes(`\`${tag}\`: *`));

/** A roll-out that waits for us. */
async function rollOut(user: string) {
  town.argocd.setAutoSync('web-staging', false);
  const tag = await town.push('web');
  await town.say('deploy web staging', { user });
  const card = await town.card('web', 'staging', tag, 'automatic sync is off');
  return { tag, card, finish: () => town.argocd.setAutoSync('web-staging', true) };
}

describe('the message of a deploy', () => {
  it('that somebody deleted is posted anew, once, and is right in the end', async () => {
    const { tag, card, finish } = await rollOut('U0DEV1');
    const web = new WebClient('xoxb-sandbox', { slackApiUrl: town.slack.apiUrl });
    await web.chat.delete({ channel: card.channel, ts: card.ts });
    finish();
    const anew = await town.card('web', 'staging', tag, '*Deployed*');
    expect(anew.ts).not.toBe(card.ts);
    expect(cardsIn('C0DEPLOYS', tag).map(({ ts }) => ts)).toEqual([anew.ts]);
  });

  it('whose channel was archived goes on as a direct message to the one who asked, and the deploy is done', async () => {
    const { tag, card, finish } = await rollOut('U0DEV2');
    change('C0DEPLOYS', { archived: true });
    finish();
    const direct = await town.slack.waitForMessage(
      ({ channel, text }) => channel !== card.channel && text.includes(tag) && text.includes('*Deployed*'),
      45_000,
    );
    expect(town.slack.messages('U0DEV2')).toContainEqual(direct);
    expect(await town.argocd.running('web-staging')).toEqual([expect.stringContaining(tag)]);
    change('C0DEPLOYS', { archived: false });
  });

  it('of a channel without us reaches the one who asked from the beginning', async () => {
    change('C0SHOP', { withoutApp: true });
    const tag = await town.push('shop');
    await town.slash('deploy shop production', { user: 'U0DEV1' });
    const direct = await town.slack.waitForMessage(
      ({ text }) => text.includes('shop → production') && text.includes(tag) && text.includes('Needs an approval'),
      45_000,
    );
    expect(town.slack.messages('U0DEV1')).toContainEqual(direct);
    change('C0SHOP', { withoutApp: false });
  });

  it('catches up when Slack was away and when its token was refused for a while; the deploy does not wait', async () => {
    const { tag, finish } = await rollOut('U0DEV1');
    town.slack.gate.plan({ operation: /^chat\.update$/, mishap: { kind: 'status', status: 503 }, times: 4 });
    finish();
    await town.card('web', 'staging', tag, '*Deployed*');
    expect(await town.argocd.running('web-staging')).toEqual([expect.stringContaining(tag)]);
    town.slack.gate.release();
  });
});
