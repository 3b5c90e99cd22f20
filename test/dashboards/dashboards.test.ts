import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { declaredFamilies } from '../support/families.ts';
import { matchers, metricNames } from '../support/promql.ts';
import { hasTool, runTool } from '../support/tool.ts';

interface GridPos {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}
interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly gridPos: GridPos;
  readonly targets?: readonly { readonly refId: string; readonly expr: string }[];
  readonly fieldConfig?: { readonly defaults: { readonly unit?: string } };
}
interface Dashboard {
  readonly uid: string;
  readonly panels: readonly Panel[];
  readonly templating: {
    readonly list: readonly {
      readonly name: string;
      readonly type: string;
      readonly query: string | { readonly query: string };
    }[];
  };
}

const FOLDER = resolve(import.meta.dirname, '../../dashboards');
const COLUMNS = 24;

function overlap(a: GridPos, b: GridPos): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/** Stands in for Grafana, which puts values where its variables are. */
function interpolate(expression: string): string {
  return expression.replace(/\$__(rate_)?interval/g, '1m').replace(/\$\w+/g, '.+');
}

describe.each(readdirSync(FOLDER))('%s', (file) => {
  const dashboard = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Dashboard;
  const { panels, templating } = dashboard;
  const queries = panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ title, expr })));
  const folder = mkdtempSync(join(tmpdir(), 'fathom-dashboard-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is found under the name of its file', () => expect(`${dashboard.uid}.json`).toBe(file));

  it('numbers its panels and queries once each', () => {
    const ids = panels.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
    for (const { title, targets = [] } of panels) {
      const refs = targets.map(({ refId }) => refId);
      expect(refs, title).toEqual([...new Set(refs)]);
    }
  });

  it('lays no panel over another', () => {
    const clashes = panels.flatMap((a, i) =>
      panels.slice(i + 1).flatMap((b) => (overlap(a.gridPos, b.gridPos) ? [`${a.title} / ${b.title}`] : [])),
    );
    expect(clashes).toEqual([]);
    for (const { title, gridPos } of panels)
      expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(COLUMNS);
  });

  it('explains each panel and gives it a unit', () => {
    for (const { type, title, description, targets, fieldConfig } of panels) {
      if (type === 'row') continue;
      expect(description, title).toMatch(/\.$/);
      expect(targets?.length, title).toBeGreaterThan(0);
      expect(fieldConfig?.defaults.unit, title).toMatch(/\w/);
    }
  });

  it('lets the user choose data source, job and instance', () => {
    expect(templating.list.map(({ name }) => name)).toEqual(['datasource', 'job', 'instance']);
    for (const { title, expr } of queries) expect(expr, title).toContain('job=~"$job",instance=~"$instance"');
  });

  it('uses only metrics and labels that exist', async () => {
    const families = await declaredFamilies();
    const asked = templating.list.flatMap(({ query }) =>
      typeof query === 'string' ? [] : (query.query.match(/(?<=label_values\()\w+/g) ?? []),
    );
    const missing = queries.flatMap(({ title, expr }) => {
      const unknown = metricNames(expr).filter((name) => !families.has(name));
      const wrong = matchers(expr).filter(([metric, label]) => {
        const labels = families.labels(metric);
        return labels !== null && !['instance', 'job', ...labels].includes(label);
      });
      return [...unknown, ...wrong.map(String)].map((what) => `${title}: ${what}`);
    });
    expect([...missing, ...asked.filter((name) => !families.has(name))]).toEqual([]);
  });

  it.skipIf(!hasTool('promtool'))('has valid expressions', async () => {
    const rules = queries.map(({ expr }, i) => ({ record: `query_${i}`, expr: interpolate(expr) }));
    const path = join(folder, 'queries.yml');
    writeFileSync(path, stringify({ groups: [{ name: 'queries', rules }] }));
    const { code, output } = await runTool('promtool', ['check', 'rules', path]);
    expect(code, output).toBe(0);
  });
});
