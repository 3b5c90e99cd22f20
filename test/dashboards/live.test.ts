/** What dashboards and rules ask for, against what a running Fathom really says. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { startFathom } from '../support/fathom.ts';
import { scrapedLabels } from '../support/families.ts';
import { matchers, metricNames } from '../support/promql.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** Made by Prometheus, or by Fathom only when there is something to tell. */
const NOT_ALWAYS_THERE = new Set([
  'up',
  'ALERTS',
  'fathom_threat_score',
  'fathom_threat_confidence',
  'fathom_recommendations',
  'fathom_module_errors_total',
]);

interface Rule {
  readonly record?: string;
  readonly expr: string;
}

const rules = readdirSync(join(ROOT, 'alert-rules'))
  .filter((name) => name.endsWith('.yml'))
  .flatMap((name) => {
    const file = parse(readFileSync(join(ROOT, 'alert-rules', name), 'utf8')) as {
      groups: { rules: Rule[] }[];
    };
    return file.groups.flatMap((group) => group.rules);
  });
const queries = readdirSync(join(ROOT, 'dashboards')).flatMap((name) => {
  const dashboard = JSON.parse(readFileSync(join(ROOT, 'dashboards', name), 'utf8')) as {
    panels: { targets?: { expr: string }[] }[];
  };
  return dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
});
const recorded = new Set(rules.map(({ record }) => record));
const expressions = [...rules.map(({ expr }) => expr), ...queries];

describe('a running Fathom', () => {
  let labels: ReadonlyMap<string, ReadonlySet<string>>;

  beforeAll(async () => {
    const fathom = await startFathom();
    try {
      labels = scrapedLabels(await (await fetch(`${fathom.url}/metrics`)).text());
    } finally {
      await fathom.stop();
    }
  });

  it('has every metric that rules and dashboards ask for', () => {
    const asked = new Set(expressions.flatMap(metricNames));
    const missing = [...asked].filter(
      (name) => !labels.has(name) && !recorded.has(name) && !NOT_ALWAYS_THERE.has(name),
    );
    expect(missing).toEqual([]);
  });

  it('has the labels by which they select', () => {
    const wrong = expressions.flatMap(matchers).filter(([metric, label]) => {
      const present = labels.get(metric);
      return present && label !== 'instance' && label !== 'job' && !present.has(label);
    });
    expect(wrong).toEqual([]);
  });
});
