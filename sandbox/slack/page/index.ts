import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { html } from 'hono/html';
import { belongs, placeId, seenBy } from '../company.ts';
import type { Forms } from '../hands/forms.ts';
import type { Home } from '../hands/home.ts';
import type { Press } from '../hands/press.ts';
import type { Talk } from '../hands/talk.ts';
import type { Office } from '../web-api/method.ts';
import { createAssets } from './assets.ts';
import { createDoings } from './doings.ts';
import { drawForm } from './draw-form.ts';
import { drawHome } from './draw-home.ts';
import { drawMessages } from './draw-messages.ts';
import { drawPanel } from './draw-panel.ts';
import { drawScreen } from './draw-screen.ts';
import { drawChannels, type SidebarReading } from './draw-sidebar.ts';
import type { Html } from './html.ts';
import { streamLive } from './live.ts';
import type { Panel } from './panel.ts';

interface PageOptions {
  readonly office: Office;
  readonly hands: Talk & Press & Forms & Home;
  readonly panel: Panel | undefined;
  readonly closing: AbortSignal;
}

/** The page in which people talk: drawn on the server, kept live by server-sent events. */
export function createPage({ office, hands, panel, closing }: PageOptions) {
  const app = new Hono();
  const readingOf = createReadings(office);
  const homeOf = (user: string) => drawHome(hands.home(user), seenBy(office.company, user));
  const drawAside = () => (panel ? drawAnswer(panel) : Promise.resolve(html``));
  app.get('/', async (c) => {
    const reading = readingOf(c);
    setCookie(c, 'as', reading.as, { sameSite: 'Lax' }); // a permalink opens as the same person
    return c.html(drawScreen(reading, { panel: await drawAside() }));
  });
  app.get('/home', async (c) => {
    const reading = readingOf(c);
    setCookie(c, 'as', reading.as, { sameSite: 'Lax' });
    void hands.openHome(reading.as); // what the app puts there comes live
    return c.html(drawScreen(reading, { panel: await drawAside(), home: homeOf(reading.as) }));
  });
  app.get('/page/live', (c) => {
    const reading = readingOf(c);
    const quick = {
      messages: () => drawMessages(reading),
      channels: () => drawChannels(readingOf(c)),
      form: () => drawForm(hands.openForm(reading.as), reading.company),
      home: () => homeOf(reading.as),
    };
    return streamLive(c, { quick, slow: { panel: drawAside }, watch: office.workspace.watch }, closing);
  });
  app.get('/archives/:channel/:message{p\\d+}', (c) => {
    const { channel, message } = c.req.param();
    const ts = message.slice(1).replace(/(\d{6})$/, '.$1');
    return c.redirect(`/?channel=${channel}#m-${ts}`);
  });
  app.route('/page', createDoings({ company: office.company, hands, panel }));
  app.route('/', createAssets());
  return app;
}

/** The company may be down on purpose; its messages are still there to read. */
async function drawAnswer(panel: Panel): Promise<Html> {
  try {
    return drawPanel(await panel.state());
  } catch (error) {
    return html`<section><h2>What runs where</h2><p role="alert">Nobody knows just now: ${String(error)}</p></section>`;
  }
}

/** Who reads where, and what of it is new to them: what one looks at is no longer new. */
function createReadings({ company, workspace }: Office): (c: Context) => SidebarReading {
  const seen = new Map<string, number>();
  return (c) => {
    const people = company.people.filter(({ deleted, bot }) => !deleted && !bot);
    const wanted = c.req.query('as') ?? getCookie(c, 'as');
    const me = people.find(({ id }) => id === wanted) ?? people[0];
    if (!me) throw new Error('there is nobody in this company');
    const asked = company.place(c.req.query('channel') ?? company.channels[0]?.id ?? me.id);
    const place = asked && belongs(asked, me.id) ? asked : { kind: 'direct' as const, person: me };
    const key = (channel: string) => `${me.id} ${channel}`;
    seen.set(key(placeId(place)), Date.now() / 1000 + 0.001);
    const isNew = ({ channel, ts }: { channel: string; ts: string }) => Number(ts) > (seen.get(key(channel)) ?? 0);
    return { company: seenBy(company, me.id), workspace, place, as: me.id, isNew };
  };
}
