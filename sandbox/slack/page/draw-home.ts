import { html } from 'hono/html';
import { isInput } from '../block-kit/view.ts';
import type { Company } from '../company.ts';
import type { ShownView } from '../web-api/views.ts';
import { drawBlocks } from './draw-blocks.ts';
import type { Html } from './html.ts';

/** What the app has put on this person's home tab. */
export function drawHome(view: ShownView | undefined, company: Company): Html {
  if (!view) return html`<p>The app has put nothing here yet.</p>`;
  return drawBlocks(
    view.blocks.flatMap((block) => (isInput(block) ? [] : block)),
    company,
  );
}
