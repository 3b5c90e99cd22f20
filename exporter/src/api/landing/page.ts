import type { HealthView } from '../v1/health-view.ts';
import { deviceForm } from './device-form.ts';
import { formatDuration } from './format.ts';
import { html, type Html, raw } from './html.ts';
import type { Overview } from './overview.ts';
import { events, incidents, inventory, modules, problems, recommendations, scores } from './sections.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';

export interface PageLinks {
  readonly telemetryPath: string;
  /** Whether devices can be asked over SNMP. */
  readonly asksDevices: boolean;
}

/** What anyone may see, and the rest for those who may see the inventory. */
export interface PageContent {
  readonly status: HealthView['status'];
  readonly version: string;
  readonly overview: Overview | null;
}

const STATUS_CLASS = { ok: 'ok', degraded: 'warn', starting: 'soft' } as const;

const ICON =
  '<svg viewBox="0 0 24 24" aria-hidden="true"><g fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round">' +
  '<path d="M2 6c2.5-2 4.5-2 7 0s4.5 2 7 0 4-2 6-.5"/><path d="M12 10v8"/><path d="M8.5 15 12 19l3.5-4"/></g></svg>';
const FAVICON = `data:image/svg+xml,${encodeURIComponent(
  ICON.replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ').replace('currentColor', '#0b8a9e'),
)}`;

export function renderPage(
  { status, version, overview }: PageContent,
  { telemetryPath, asksDevices }: PageLinks,
): string {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${overview ? `${overview.health.host} · ` : ''}Fathom: ${status}</title>
        <link rel="icon" href="${FAVICON}" />
        ${raw(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <div class="wrap">
          <p id="lost" role="status">Fathom does not answer; this is what it said last.</p>
          <div id="content">
            <header>
              <h1>${raw(ICON)}Fathom</h1>
              <span class="pill ${STATUS_CLASS[status]}">${status}</span>
              <span class="facts"
                >${overview && html`<b>${overview.health.host}</b> &middot; up ${formatDuration(overview.health.uptimeSeconds)} &middot; `}version
                ${version}</span
              >
            </header>
            ${links(telemetryPath)}
            <main>${overview ? full(overview) : limited()}</main>
          </div>
          ${asksDevices && deviceForm()}
          <footer>This page renews itself every 10 seconds.</footer>
        </div>
        ${raw(`<script>${SCRIPT}</script>`)}
      </body>
    </html> `;
  return page.html;
}

function links(telemetryPath: string): Html {
  const list: readonly (readonly [string, string, string])[] = [
    [telemetryPath, telemetryPath, 'this host, for Prometheus'],
    ['/api/docs/', '/api/docs', 'the API, to read and try'],
    ['/sd', '/sd', 'targets for service discovery'],
    ['/api/v1/assets', 'assets', ''],
    ['/api/v1/events', 'events', ''],
    ['/api/v1/scores', 'scores', ''],
    ['/api/v1/incidents', 'incidents', ''],
    ['/api/v1/recommendations', 'recommendations', ''],
    ['/api/v1/health', 'health', ''],
  ];
  return html`<nav aria-label="Links">
    ${list.map(
      ([href, name, what]) => html`<a href="${href}"><b>${name}</b>${what && html`<span>${what}</span>`}</a>`,
    )}
  </nav>`;
}

function limited(): Html {
  return html`<div class="grid">
    <section class="full">
      <h2>More with the token</h2>
      <p>
        The inventory is protected by <code>api.token</code>. Ask with
        <code>Authorization: Bearer &hellip;</code> to see it here.
      </p>
    </section>
  </div>`;
}

function full(overview: Overview): Html {
  return html`${problems(overview.health.problems)}
    <div class="grid">
      ${inventory(overview.health.assets)}${scores(overview.scores)}${events(overview.health)}
      ${incidents(overview.incidents)}${recommendations(overview.recommendations)}
      ${modules(overview.health.modules)}
    </div>`;
}
