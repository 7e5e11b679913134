import { html } from 'hono/html';
import { APP, placeId } from '../company.ts';
import { SEND } from './draw-message.ts';
import { drawMessages } from './draw-messages.ts';
import { drawChannels, drawPeople, type SidebarReading } from './draw-sidebar.ts';
import type { Html } from './html.ts';

const STYLES = ['layout', 'messages', 'blocks', 'panel', 'forms'];

interface Parts {
  readonly panel: Html;
  readonly home?: Html;
}

/** The whole page, complete without its script; the script keeps it live. */
/** With `home` the app's home tab instead of messages. */
export function drawScreen(reading: SidebarReading, { panel, home }: Parts): Html {
  const { place, as } = reading;
  const name = place.kind === 'channel' ? `#${place.channel.name}` : APP.name;
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${name} · tempocat sandbox</title>
  <link rel="icon" href="data:,">
  ${STYLES.map((name) => html`<link rel="stylesheet" href="/assets/${name}.css">`)}
  <script type="module" src="/assets/main.js"></script>
</head>
<body data-as="${as}" data-channel="${placeId(place)}">
  <nav aria-label="Channels and people">
    <p class="company">Sandbox<small>a small pretend company</small></p>
    <div id="channels">${drawChannels(reading)}</div>
    <div id="people">${drawPeople(reading)}</div>
  </nav>
  ${home ? drawHomeTab(home) : drawTalk(reading)}
  <div id="form"></div>
  <aside id="panel" aria-label="What runs where">${panel}</aside>
</body>
</html>`;
}

function drawTalk(reading: SidebarReading): Html {
  const { place } = reading;
  const name = place.kind === 'channel' ? `#${place.channel.name}` : APP.name;
  const topic = place.kind === 'channel' ? (place.channel.topic ?? '') : 'Direct message with the app';
  const hint =
    place.kind === 'channel'
      ? `Message ${name}: try “@${APP.name} help” or “${APP.command} help”`
      : `Message ${name}: try “help”`;
  return html`<main>
    <header><h1>${name}</h1><p>${topic}</p></header>
    <div id="messages" role="log" aria-live="polite" aria-label="Messages" tabindex="0">${drawMessages(reading)}</div>
    <form class="composer" id="composer">
      <textarea name="text" rows="1" placeholder="${hint}" aria-label="Message ${name}" autofocus></textarea>
      <button type="submit" aria-label="Send">${SEND}</button>
    </form>
    ${drawShortcuts()}
    <p id="notice" role="status"></p>
  </main>`;
}

const drawHomeTab = (home: Html): Html => html`<main>
    <header><h1>${APP.name}</h1><p>Home</p></header>
    <div id="home" tabindex="0" aria-label="App Home" role="region">${home}</div>
    ${drawShortcuts()}
    <p id="notice" role="status"></p>
  </main>`;

/** As behind the lightning bolt of Slack. */
const drawShortcuts = (): Html =>
  html`<p class="shortcuts">${APP.shortcuts.map(
    ({ callbackId, name }) => html`<button type="button" data-shortcut="${callbackId}">${name}</button>`,
  )}</p>`;
