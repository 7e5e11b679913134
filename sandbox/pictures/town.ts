import type { Browser } from 'playwright-core';
import { openTown } from '../open-town.ts';
import { APP } from '../slack/company.ts';
import { startTemporalServer } from '../temporal-server.ts';
import { approve, untilEnded } from '../tour.ts';

const say = (line: string): void => console.log(line);

/** The page with one real deploy in it: asked for, approved by a colleague, and done. */
export async function photographTown(browser: Browser): Promise<Buffer> {
  const temporal = await startTemporalServer({ say, uiPort: 0 });
  try {
    const town = await openTown({ temporal });
    try {
      const tag = await town.push('api');
      const words = `<@${APP.user}> deploy api production`;
      await town.slack.say({ channel: 'C0API', user: 'U0DEV1', text: words }).delivered;
      await approve(town, say, 'api');
      await untilEnded(town, say, ['api', 'production', tag]);
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      await page.goto(`${town.slack.url}/?as=U0DEV1&channel=C0API`);
      await page.getByRole('complementary').getByText(tag.slice(0, 7)).first().waitFor();
      await page.locator('#messages').evaluate((messages) => messages.scrollTo(0, 0));
      return await page.screenshot();
    } finally {
      await town.close();
    }
  } finally {
    await temporal.stop();
  }
}
