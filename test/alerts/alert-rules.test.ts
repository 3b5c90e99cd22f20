import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { declaredFamilies } from '../support/families.ts';
import { matchers, metricNames } from '../support/promql.ts';
import { hasTool, runTool } from '../support/tool.ts';

interface Rule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}
interface RuleFile {
  readonly groups: readonly { readonly rules: readonly Rule[] }[];
}
interface TestFile {
  readonly tests: readonly {
    readonly alert_rule_test?: readonly {
      readonly alertname: string;
      readonly exp_alerts: readonly unknown[];
    }[];
    readonly promql_expr_test?: readonly { readonly expr: string }[];
  }[];
}

const ROOT = resolve(import.meta.dirname, '../..');
const RULES = join(ROOT, 'alert-rules');
const yamlFiles = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.yml'));
const load = (path: string): unknown => parse(readFileSync(path, 'utf8'));
const ruleFiles = yamlFiles(RULES);
const testFiles = yamlFiles(join(RULES, 'tests'));

const rules = ruleFiles.flatMap((file) =>
  (load(join(RULES, file)) as RuleFile).groups.flatMap((group) => group.rules),
);
const alerts = rules
  .filter((rule) => rule.alert !== undefined)
  .map((rule) => ({ ...rule, alert: rule.alert ?? '' }));
const recorded = new Map(rules.flatMap((rule) => (rule.record ? [[rule.record, rule] as const] : [])));
const cases = testFiles.flatMap((file) => (load(join(RULES, 'tests', file)) as TestFile).tests);

describe.skipIf(!hasTool('promtool'))('promtool', () => {
  it('accepts the rules', async () => {
    const { code, output } = await runTool('promtool', [
      'check',
      'rules',
      ...ruleFiles.map((file) => join(RULES, file)),
    ]);
    expect(output).not.toContain('FAILED');
    expect(code).toBe(0);
  });

  it.each(testFiles)('passes %s', { timeout: 60_000 }, async (file) => {
    const { code, output } = await runTool('promtool', ['test', 'rules', join(RULES, 'tests', file)]);
    expect(code, output).toBe(0);
  });
});

describe('alerts', () => {
  it('have names of their own', () => {
    const names = alerts.map(({ alert }) => alert);
    expect(names).toEqual([...new Set(names)]);
  });

  it.each(alerts)('$alert is shown to wait, to fire and to resolve', (rule) => {
    const shown = cases.filter((each) => {
      const checks = each.alert_rule_test?.filter(({ alertname }) => alertname === rule.alert) ?? [];
      const firing = checks.map(({ exp_alerts }) => exp_alerts.length > 0);
      return firing.length >= 3 && !firing[0] && firing.slice(1, -1).includes(true) && !firing.at(-1);
    });
    expect(shown.length).toBeGreaterThan(0);
    if (rule.for === undefined) return;
    const pending = shown.flatMap((each) => each.promql_expr_test?.map(({ expr }) => expr) ?? []);
    expect(pending).toContain(`count(ALERTS{alertname="${rule.alert}",alertstate="pending"})`);
  });

  it.each(alerts)('$alert says what it is and what to do', ({ alert, labels, annotations }) => {
    expect(['info', 'warning', 'critical']).toContain(labels?.['severity']);
    expect(annotations?.['summary']).toMatch(/\S/);
    expect(annotations?.['description']).toMatch(/\.$/);
    expect(annotations?.['dashboard']).toMatch(/^\/d\/fathom-(overview|hardware)/);
    expect(annotations?.['runbook_url']).toBe(`docs/runbooks/${alert}.md`);
    const runbook = readFileSync(join(ROOT, `docs/runbooks/${alert}.md`), 'utf8');
    expect(runbook.startsWith(`# ${alert}\n`)).toBe(true);
    for (const part of ['Impact', 'Diagnosis', 'Mitigation', 'False positives'])
      expect(runbook).toContain(`\n## ${part}\n`);
  });

  it('keep the instance, and the entity of a threat', () => {
    for (const { alert, expr } of alerts) {
      if (alert === 'FathomAbsent') continue; // nothing is there to have an instance
      expect(expr, alert).not.toMatch(/\b(sum|max|min|avg|count)\b\s*(\(|by\s*\((?!instance))/);
    }
  });
});

describe('rules', () => {
  it('use only metrics and labels that exist', async () => {
    const families = await declaredFamilies();
    const missing = rules.flatMap(({ alert, record, expr }) => {
      const unknown = metricNames(expr).filter((name) => !recorded.has(name) && !families.has(name));
      const wrong = matchers(expr).filter(([metric, label]) => {
        const labels = families.labels(metric);
        return labels !== null && !['instance', 'job', ...labels].includes(label);
      });
      return [...unknown, ...wrong.map(String)].map((what) => `${alert ?? record ?? ''}: ${what}`);
    });
    expect(missing).toEqual([]);
  });
});

describe('runbooks', () => {
  const pages = readdirSync(join(ROOT, 'docs/runbooks'));

  it.each(pages)('%s links to pages that exist', (page) => {
    const text = readFileSync(join(ROOT, 'docs/runbooks', page), 'utf8');
    const links = [...text.matchAll(/\]\(([^)#:]+)\)/g)].map(([, link = '']) =>
      resolve(ROOT, 'docs/runbooks', link),
    );
    expect(links.filter((link) => !existsSync(link))).toEqual([]);
  });

  it('belong to an alert or an advisor', () => {
    const advisors = readdirSync(join(ROOT, 'exporter/src/modules/advisors'));
    const owners = new Set(['README', ...alerts.map(({ alert }) => alert), ...advisors]);
    expect(pages.map((page) => page.replace(/\.md$/, '')).filter((page) => !owners.has(page))).toEqual([]);
  });
});
