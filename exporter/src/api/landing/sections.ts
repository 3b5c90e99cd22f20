import { ASSET_KINDS } from '../../model/asset.ts';
import type { Incident } from '../../model/incident.ts';
import type { Priority, Recommendation } from '../../model/recommendation.ts';
import type { ThreatLevel, ThreatScore } from '../../model/score.ts';
import type { HealthView, ModuleHealth, ModuleState } from '../v1/health-view.ts';
import { formatAgo, formatBytes, formatCount, formatTimestamp } from './format.ts';
import { html, type Html } from './html.ts';

const LEVEL_CLASS: Readonly<Record<ThreatLevel, string>> = {
  BENIGN: 'ok',
  LOW: 'ok',
  MEDIUM: 'warn',
  HIGH: 'bad',
  CRITICAL: 'bad',
};
const PRIORITY_CLASS = {
  low: 'soft',
  medium: 'warn',
  high: 'bad',
  critical: 'bad',
} as const satisfies Record<Priority, string>;
const STATE_CLASS: Readonly<Record<ModuleState, string>> = {
  ok: 'ok',
  partial: 'warn',
  failing: 'bad',
  unsupported: 'soft',
  pending: 'soft',
  off: 'soft',
};

const apiPath = (...parts: readonly string[]) => `/api/v1/${parts.map(encodeURIComponent).join('/')}`;

export function problems(list: readonly string[]): Html | null {
  if (list.length === 0) return null;
  return html`<section class="full alarm">
    <h2 class="warn">Not all is well</h2>
    <ul>
      ${list.map((each) => html`<li>${each}</li>`)}
    </ul>
  </section>`;
}

export function inventory(counts: HealthView['assets']): Html {
  const active = (kind: string) =>
    sum(counts.filter((each) => each.kind === kind && each.status === 'active'));
  const total = (status: string) => sum(counts.filter((each) => each.status === status));
  const kinds = ASSET_KINDS.filter((kind) => active(kind) > 0);
  const rest = (['stale', 'gone'] as const).filter((status) => total(status) > 0);
  return html`<section>
    <h2>Inventory</h2>
    ${
      kinds.length + rest.length === 0
        ? html`<p class="soft">Nothing discovered yet.</p>`
        : html`<dl>
            ${kinds.map(
              (kind) =>
                html`<dt><a href="/api/v1/assets?kind=${kind}&amp;status=active">${kind}</a></dt>
                  <dd>${formatCount(active(kind))}</dd>`,
            )}${rest.map(
              (status) =>
                html`<dt><a href="/api/v1/assets?status=${status}">${status}</a></dt>
                  <dd>${formatCount(total(status))}</dd>`,
            )}
          </dl>`
    }
  </section>`;
}

export function scores(list: readonly ThreatScore[]): Html {
  return html`<section>
    <h2>Threat scores</h2>
    ${
      list.length === 0
        ? html`<p class="soft">No evidence against anything.</p>`
        : html`<ul>
            ${list.map(
              ({ entity, score, level }) =>
                html`<li>
                  <div class="row">
                    <a href="${apiPath('scores', entity)}">${entity}</a>
                    <span class="num ${LEVEL_CLASS[level]}"><b>${score.toFixed(0)}</b> ${level}</span>
                  </div>
                  <svg
                    class="score ${LEVEL_CLASS[level]}"
                    viewBox="0 0 100 6"
                    preserveAspectRatio="none"
                    aria-hidden="true"
                  >
                    <rect width="${score.toFixed(1)}" height="6" />
                  </svg>
                </li>`,
            )}
          </ul>`
    }
  </section>`;
}

export function events({ events: stats, dataDir }: HealthView): Html {
  const rows: readonly (readonly [string, string, string?])[] = [
    ['stored', formatCount(stats.stored)],
    ['duplicates', formatCount(stats.duplicates)],
    ['collapsed', formatCount(stats.collapsed)],
    ['queued', formatCount(stats.queued)],
    ['rejected', formatCount(stats.rejected), stats.rejected > 0 ? 'warn' : ''],
    ['lost', formatCount(stats.lost), stats.lost > 0 ? 'bad' : ''],
    ['log', formatBytes(stats.logBytes)],
  ];
  return html`<section>
    <h2>Event log</h2>
    <dl>
      ${rows.map(
        ([name, value, style]) =>
          html`<dt>${name}</dt>
            <dd class="${style}">${value}</dd>`,
      )}
    </dl>
    <p class="small soft facts">in <code>${dataDir}</code></p>
  </section>`;
}

export function incidents(list: readonly Incident[]): Html {
  return html`<section class="half">
    <h2>Open incidents</h2>
    ${
      list.length === 0
        ? html`<p class="soft">None.</p>`
        : html`<ul>
            ${list.map(
              ({ id, title, asset, severity, startedAt, causes: [cause] }) =>
                html`<li>
                  <div class="row">
                    <a href="${apiPath('incidents', id)}">${title}</a>
                    <span class="pill ${PRIORITY_CLASS[severity]}">${severity}</span>
                  </div>
                  <p class="small soft">${asset} &middot; since ${formatTimestamp(startedAt)}</p>
                  ${cause && html`<p class="small">${cause.title}</p>`}
                </li>`,
            )}
          </ul>`
    }
  </section>`;
}

export function recommendations(list: readonly Recommendation[]): Html {
  return html`<section class="half">
    <h2>Recommendations</h2>
    ${
      list.length === 0
        ? html`<p class="soft">None.</p>`
        : html`<ul>
            ${list.map(
              ({ title, asset, severity, steps: [step] }) =>
                html`<li>
                  <div class="row">
                    <a href="${apiPath('assets', asset, 'recommendation')}">${title}</a>
                    <span class="pill ${PRIORITY_CLASS[severity]}">${severity}</span>
                  </div>
                  <p class="small soft">${asset}</p>
                  <p class="small">${step}</p>
                </li>`,
            )}
          </ul>`
    }
  </section>`;
}

export function modules(list: readonly ModuleHealth[]): Html {
  const now = Date.now();
  const kinds = [...new Set(list.map(({ kind }) => kind))];
  return html`<section class="full">
    <h2>What is being collected</h2>
    ${kinds.length === 0 ? html`<p class="soft">No module is on.</p>` : null}${kinds.map(
      (kind) =>
        html`<h3>${kind}s</h3>
          <ul class="modules">
            ${list.filter((each) => each.kind === kind).map((each) => moduleItem(each, now))}
          </ul>`,
    )}
  </section>`;
}

function moduleItem({ id, status, lastRun, lastError }: ModuleHealth, now: number): Html {
  return html`<li>
    <div class="row">
      <span class="dot ${STATE_CLASS[status]}">${html`<code>${id}</code>`}</span>
      <span class="small soft num">${status === 'ok' && lastRun ? formatAgo(lastRun, now) : status}</span>
    </div>
    ${lastError && html`<p class="error ${STATE_CLASS[status]}">${lastError}</p>`}
  </li>`;
}

function sum(counts: HealthView['assets']): number {
  return counts.reduce((total, { count }) => total + count, 0);
}
