import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openChromium } from '../chromium.ts';
import { ALBUM } from './album.ts';
import { drawPicture } from './draw.ts';
import { photographTown } from './town.ts';

const FOLDER = 'docs/pictures';

/** Makes all pictures of the documentation anew: every view, and the page with a deploy in it. */
async function makePictures(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  for (const name of readdirSync(FOLDER)) rmSync(join(FOLDER, name));
  const browser = await openChromium();
  try {
    for (const picture of ALBUM) await photograph(browser, picture.name, drawPicture(picture));
    await photographTown(browser, join(FOLDER, 'slack-page.png'));
  } finally {
    await browser.close();
  }
}

async function photograph(browser: Browser, name: string, content: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 740, height: 600 } });
  await page.setContent(content);
  await page.locator('#picture').screenshot({ path: join(FOLDER, `${name}.png`) });
  await page.close();
  console.log(`${FOLDER}/${name}.png`);
}

await makePictures();
