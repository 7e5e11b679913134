import type { Browser } from 'playwright-core';
import { openTown } from '../open-town.ts';
import { startTemporalServer } from '../temporal-server.ts';
import { approve, speak, untilEnded } from '../tour.ts';

const say = (line: string): void => console.log(line);

/** The page with one real deploy in it: asked for, approved by a colleague, and done. */
export async function photographTown(browser: Browser, path: string): Promise<void> {
  const temporal = await startTemporalServer({ say });
  try {
    const town = await openTown({ temporal });
    try {
      const tag = await town.push('api');
      await speak(town, say, 'deploy api production');
      await approve(town, say, 'api');
      await untilEnded(town, say, ['api', 'production', tag]);
      const page = await browser.newPage({ viewport: { width: 1280, height: 760 } });
      await page.goto(`${town.slack.url}/?as=U0DEV1&channel=C0DEPLOYS`);
      await page.getByRole('complementary').getByText(tag.slice(0, 7)).first().waitFor();
      await page.screenshot({ path });
      await page.close();
    } finally {
      await town.close();
    }
  } finally {
    await temporal.stop();
  }
}
