import { readFileSync } from 'node:fs';
import { html, raw } from 'hono/html';
import { Blocks, nameAll } from '../slack/block-kit/block.ts';
import { HomeTab, Modal } from '../slack/block-kit/view.ts';
import { APP, type Company, createCompany } from '../slack/company.ts';
import { FOLDER } from '../slack/page/assets.ts';
import { drawForm } from '../slack/page/draw-form.ts';
import { drawHome } from '../slack/page/draw-home.ts';
import { drawMessage } from '../slack/page/draw-message.ts';
import type { Html } from '../slack/page/html.ts';
import { firstStates, type ShownView } from '../slack/web-api/views.ts';
import { WORKSPACE } from '../workspace.ts';
import type { Picture } from './album.ts';
import { NOW } from './made-up.ts';
import type { Sample } from './sample.ts';

const COMPANY = createCompany(WORKSPACE);
const STYLES = ['layout', 'messages', 'blocks', 'forms'].map((name) =>
  readFileSync(new URL(`${name}.css`, FOLDER), 'utf8'),
);
const PLAIN =
  'body{display:block;height:auto} #picture{width:720px;padding:6px 0} #form,#form dialog{position:static} #form dialog{box-shadow:none;max-height:none;margin:12px 22px}';

/** A page with nothing but this picture, as the sandbox's Slack draws it. */
export const drawPicture = ({ name, samples }: Picture): string =>
  String(html`<!doctype html><html lang="en"><head><meta charset="utf-8"><style>${raw([...STYLES, PLAIN].join('\n'))}</style></head>
<body><div id="picture">${samples.map((sample, index) => drawSample(sample, index, companyIn(name.endsWith('-ja') ? 'ja-JP' : 'en-US')))}</div></body></html>`);

const companyIn = (readerLocale: string): Company => ({ ...COMPANY, readerLocale });

/** As strictly read as Slack does: what is illegal becomes no picture. */
function drawSample({ drawn, whispered }: Sample, index: number, company: Company): Html {
  if ('text' in drawn) {
    const ts = `${NOW / 1000}.${String(index).padStart(6, '0')}`;
    const message = { channel: 'C0API', ts, author: APP.user, fromApp: true, text: drawn.text };
    const blocks = nameAll(Blocks.parse(drawn.blocks));
    return drawMessage({ company, message: { ...message, blocks, ...(whispered && { onlyFor: 'U0DEV1' }) } });
  }
  if (drawn.type === 'home') return html`<div id="home">${drawHome(shownView(HomeTab.parse(drawn)), company)}</div>`;
  return html`<div id="form">${drawForm(shownView(Modal.parse(drawn)), company)}</div>`;
}

const shownView = (view: Pick<ShownView, 'type' | 'blocks' | 'title' | 'submit' | 'close'>): ShownView => ({
  ...view,
  ...{ id: 'V1', user: 'U0DEV1', hash: '1', state: firstStates(view.blocks), errors: {}, open: true },
});
