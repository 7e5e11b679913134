import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openChromium } from '../chromium.ts';
import { ALBUM } from './album.ts';
import { drawPicture } from './draw.ts';
import { shrinkPng } from './shrink-png.ts';
import { photographTown } from './town.ts';

const FOLDER = 'docs/pictures';

/** Makes all pictures of the documentation anew: every view, and the page with a deploy in it. */
async function makePictures(): Promise<void> {
  const browser = await openChromium();
  try {
    for (const picture of ALBUM) await photograph(browser, picture.name, drawPicture(picture));
    writeFileSync(join(FOLDER, 'slack-page.png'), shrinkPng(await photographTown(browser)));
  } finally {
    await browser.close();
  }
}

async function photograph(browser: Browser, name: string, content: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 740, height: 600 } });
  await page.setContent(content);
  writeFileSync(join(FOLDER, `${name}.png`), shrinkPng(await page.locator('#picture').screenshot()));
  await page.close();
  console.log(`${FOLDER}/${name}.png`);
}

await makePictures();
