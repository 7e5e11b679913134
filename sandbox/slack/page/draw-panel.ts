import { html } from 'hono/html';
import { type Html, NOTHING } from './html.ts';
import type { PanelState, PanelTarget } from './panel.ts';

export function drawPanel({ targets, links, services }: PanelState): Html {
  const names = [...new Set(targets.map(({ service }) => service))];
  return html`<section data-key="targets">
      <h2>What runs where</h2>
      <table>
        <thead><tr><th scope="col">Environment</th><th scope="col">Running image</th></tr></thead>
        ${names.map((name) =>
          drawService(
            name,
            targets.filter(({ service }) => service === name),
          ),
        )}
      </table>
    </section>
    ${services.length > 0 ? drawPushes(services) : NOTHING}
    ${links.length > 0 ? drawLinks(links) : NOTHING}`;
}

function drawService(service: string, targets: readonly PanelTarget[]): Html {
  return html`<tbody data-key="${service}">
    <tr class="service" data-key="name"><th colspan="2" scope="rowgroup">${service}</th></tr>
    ${targets.map(drawTarget)}
  </tbody>`;
}

function drawTarget({ service, environment, running, detail, url }: PanelTarget): Html {
  const name = url ? html`<a href="${url}" target="_blank" rel="noreferrer">${environment}</a>` : environment;
  return html`<tr data-key="${environment} ${running}" data-target="${service} ${environment}">
    <td>${name}</td>
    <td><code title="${running}">${running}</code><small>${detail}</small></td>
  </tr>`;
}

function drawPushes(services: readonly string[]): Html {
  return html`<section data-key="pushes">
    <h2>Push a new image</h2>
    <p>As a build would: the registry gets a new image, nothing is deployed by hand.</p>
    <div class="pushes">${services.map(
      (service) =>
        html`<button type="button" class="button" data-push="${service}" data-key="${service}">${service}</button>`,
    )}</div>
  </section>`;
}

function drawLinks(links: PanelState['links']): Html {
  return html`<section data-key="links">
    <h2>Look behind</h2>
    <ul>${links.map(
      ({ label, url }) =>
        html`<li data-key="${url}"><a href="${url}" target="_blank" rel="noreferrer">${label}<span aria-hidden="true">↗</span></a></li>`,
    )}</ul>
  </section>`;
}
