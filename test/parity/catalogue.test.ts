import { describe, expect, it } from 'vitest';
import { isPattern, type Metrics } from '../../exporter/src/contract/metrics.ts';
import { catalogue, dashboardMetrics, declarations, typeOf } from './catalogue.ts';
import { nodeCollectors } from './node-exporter.ts';

/** Families of the catalogue that no collector of ours has, by the beginning of their names. */
const ABSENT: Readonly<Record<string, string>> = {};

/** Families that we declare and that the end-to-end test of node_exporter does not show, with the reason. */
const NOT_SHOWN: Readonly<Record<string, string>> = {};

/** Label names that the catalogue shows and that depend on the machine. */
const LABELS_VARY: Readonly<Record<string, string>> = {};

/** Metrics of the dashboard that nothing can show, or that are the server's own. */
const DASHBOARD_ABSENT: Readonly<Record<string, string>> = {
  node_kernel_hung_tasks: 'the dashboard asks for the wrong name: the family is node_kernel_hung_tasks_total',
};
const SERVERS_OWN = /^(process_|node_scrape_collector_|node_exporter_build_info)/;

const startsAny = (entries: Readonly<Record<string, string>>, name: string) =>
  Object.keys(entries).find((entry) => name.startsWith(entry));

const collectors = await nodeCollectors();
const find = declarations(collectors);
const families = catalogue();

describe('the families of node_exporter', () => {
  it('are all declared, or absent for a reason', () => {
    const missing = families.filter(
      ({ name }) => !SERVERS_OWN.test(name) && find(name) === null && startsAny(ABSENT, name) === undefined,
    );
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  it('have their types', () => {
    const wrong = families.flatMap(({ name, type }) => {
      const metric = find(name)?.metric;
      return metric === undefined || typeOf(metric, name) === type
        ? []
        : [`${name}: ${typeOf(metric, name)}`];
    });
    expect(wrong).toEqual([]);
  });

  it('have their labels', () => {
    const wrong = families.flatMap(({ name, labels }) => {
      const metric = find(name)?.metric;
      if (metric === undefined || startsAny(LABELS_VARY, name) !== undefined) return [];
      const ours = [...metric.labels].sort().join();
      return ours === labels.join() ? [] : [`${name}: ${ours} instead of ${labels.join()}`];
    });
    expect(wrong).toEqual([]);
  });

  it('are all that we declare', () => {
    const known = new Set(families.map(({ name }) => name));
    const invented = collectors.flatMap(({ metrics }) =>
      Object.entries(metrics as Metrics).flatMap(([name, metric]) =>
        isPattern(metric) || !name.startsWith('node_') || known.has(name) ? [] : [name],
      ),
    );
    expect(invented.filter((name) => startsAny(NOT_SHOWN, name) === undefined)).toEqual([]);
  });

  it('are excepted only where they have to be', () => {
    const names = families.map(({ name }) => name);
    expect(Object.keys(ABSENT).filter((entry) => !names.some((name) => name.startsWith(entry)))).toEqual([]);
    expect(Object.keys(NOT_SHOWN).filter((entry) => names.some((name) => name.startsWith(entry)))).toEqual(
      [],
    );
  });
});

describe('the dashboard "Node Exporter Full"', () => {
  it('finds all its metrics', () => {
    const missing = dashboardMetrics().filter(
      (name) => !SERVERS_OWN.test(name) && find(name) === null && !(name in DASHBOARD_ABSENT),
    );
    expect(missing).toEqual([]);
  });

  it('asks for what is listed as absent', () => {
    expect(Object.keys(DASHBOARD_ABSENT).filter((name) => !dashboardMetrics().includes(name))).toEqual([]);
  });
});
