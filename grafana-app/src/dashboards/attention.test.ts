/** The dashboard that the Grafana app brings, and the links that it declares. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { QUERY_TYPES, readQuery } from '../datasource/query';
import { FINDS, readVariableQuery } from '../datasource/variableQuery';

const SRC = resolve(import.meta.dirname, '..');
const json = (...parts: string[]) => JSON.parse(readFileSync(join(SRC, ...parts), 'utf8')) as unknown;

interface Ref {
  readonly type: string;
  readonly uid: string;
}

interface Target {
  readonly refId: string;
  readonly datasource: Ref;
  readonly queryType: string;
  readonly filters: Readonly<Record<string, readonly string[]>>;
  readonly limit?: number;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

interface Dashboard {
  readonly uid: string;
  readonly revision: number;
  readonly panels: ReadonlyArray<{
    readonly id: number;
    readonly type: string;
    readonly title: string;
    readonly description: string;
    readonly datasource: Ref;
    readonly gridPos: Box;
    readonly targets: readonly Target[];
  }>;
  readonly templating: {
    readonly list: ReadonlyArray<{
      readonly name: string;
      readonly type: string;
      readonly query: unknown;
      readonly includeAll?: boolean;
      readonly allValue?: string;
    }>;
  };
  readonly annotations: { readonly list: ReadonlyArray<{ readonly name: string; readonly target: Target }> };
}

const dashboard = json('dashboards/attention.json') as Dashboard;
const SOURCE: Ref = { type: 'fathom-infrastructure-datasource', uid: '${datasource}' };
const targets = [
  ...dashboard.panels.flatMap((panel) => panel.targets),
  ...dashboard.annotations.list.map(({ target }) => target),
];

describe('the bundled dashboard', () => {
  it('uses every panel of the app', () => {
    const ids = readdirSync(join(SRC, 'panels')).map(
      (name) => (json('panels', name, 'plugin.json') as { id: string }).id
    );
    expect(ids.length).toBe(4);
    expect(dashboard.panels.map(({ type }) => type)).toEqual(expect.arrayContaining(ids));
  });

  it('asks whichever Fathom data source is chosen', () => {
    expect(dashboard.templating.list[0]).toMatchObject({
      name: 'datasource',
      type: 'datasource',
      query: SOURCE.type,
    });
    for (const { datasource } of [...dashboard.panels, ...targets]) {
      expect(datasource).toEqual(SOURCE);
    }
  });

  it('has queries that are read as they are written', () => {
    for (const target of targets) {
      expect(QUERY_TYPES).toContain(target.queryType);
      expect(readQuery(target)).toMatchObject(target);
    }
    for (const { type, query } of dashboard.templating.list) {
      if (type !== 'query') {
        continue;
      }
      expect(FINDS).toContain((query as { find: string }).find);
      expect(readVariableQuery(query)).toMatchObject(query as object);
    }
  });

  it('uses each of its variables, and knows each that it uses', () => {
    const names = dashboard.templating.list.map(({ name }) => name);
    const used = [...JSON.stringify([targets, dashboard.templating]).matchAll(/"\$\{?([a-z]+)\}?"/g)].map(
      ([, name]) => name
    );
    expect([...new Set(used)].sort()).toEqual([...names].sort());
  });

  it('filters nothing where all is chosen, however much that is', () => {
    const all = dashboard.templating.list.filter(({ includeAll }) => includeAll === true);
    expect(all.length).toBeGreaterThan(0);
    for (const { allValue } of all) {
      expect(allValue).toBe('*');
    }
  });

  it('explains its panels and lays none over another', () => {
    expect(dashboard.panels.map(({ id }) => id)).toEqual([...new Set(dashboard.panels.map(({ id }) => id))]);
    dashboard.panels.forEach((a, i) => {
      expect(a.description, a.title).toMatch(/\.$/);
      expect(a.gridPos.x + a.gridPos.w, a.title).toBeLessThanOrEqual(24);
      const over = dashboard.panels.slice(i + 1).filter((b) => overlap(a.gridPos, b.gridPos));
      expect(
        over.map(({ title }) => title),
        a.title
      ).toEqual([]);
    });
  });
});

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

describe('links into the app', () => {
  it('are declared in plugin.json as the code adds them: Grafana loads the app for those that are declared', () => {
    const { extensions } = json('plugin.json') as {
      extensions: { addedLinks: Array<{ title: string; description: string; targets: string[] }> };
    };
    const code = readFileSync(join(SRC, 'extensions/links.ts'), 'utf8');
    const declared = [...code.matchAll(/title: '(.+?)', description: '(.+?)'/g)].map(([, title, description]) => ({
      title,
      description,
    }));
    expect(declared).toEqual(extensions.addedLinks.map(({ title, description }) => ({ title, description })));
    const points = [...code.matchAll(/PluginExtensionPoints\.(\w+)/g)].map(([, point = '']) => POINTS[point]);
    expect(points).toEqual(extensions.addedLinks.flatMap(({ targets: places }) => places));
  });
});

/** Of `PluginExtensionPoints` in @grafana/data, which only a browser can load. */
const POINTS: Readonly<Record<string, string>> = {
  AlertInstanceAction: 'grafana/alerting/instance/action',
  AlertingAlertingRuleAction: 'grafana/alerting/alertingrule/action',
  DashboardPanelMenu: 'grafana/dashboard/panel/menu',
  ExploreToolbarAction: 'grafana/explore/toolbar/action',
};
