/** Which metrics exist, from the declarations of the modules and of Fathom's own instruments. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { isForeign, isPattern, type Metrics } from '../../exporter/src/contract/metrics.ts';
import type { AnyCollector, AnyProbe } from '../../exporter/src/contract/module.ts';
import { withBuiltins } from '../../exporter/src/protocols/snmp/builtin/definitions.ts';
import { profileSection } from '../../exporter/src/protocols/snmp/profile/settings.ts';

const SOURCES = resolve(import.meta.dirname, '../../exporter/src');
/** Those whose modules declare what they show. */
const FOLDERS = ['collectors', 'probes'].map((kind) => join(SOURCES, 'modules', kind));

/** What Prometheus adds to every target. */
const FROM_PROMETHEUS = ['up', 'scrape_duration_seconds', 'scrape_samples_scraped', 'ALERTS'];

export interface Families {
  has(name: string): boolean;
  /** Labels of a family; null where the declaration does not say. */
  labels(name: string): readonly string[] | null;
}

export async function declaredFamilies(): Promise<Families> {
  const collected = await moduleMetrics();
  const others = new Set([...FROM_PROMETHEUS, ...promClientNames(), ...namesInSources(), ...snmpNames()]);
  const find = (name: string) => {
    for (const metrics of collected) {
      const exact = metrics[name];
      if (exact) return exact;
      const matching = Object.values(metrics).find(
        (metric) => isPattern(metric) && name.startsWith(metric.prefix) && name.endsWith(metric.suffix),
      );
      if (matching) return matching;
    }
    return undefined;
  };
  return {
    has: (name) => find(name) !== undefined || others.has(name),
    labels(name) {
      const metric = find(name);
      return metric && !isForeign(metric) ? metric.labels : null;
    },
  };
}

async function moduleMetrics(): Promise<Metrics[]> {
  const folders = FOLDERS.flatMap((folder) => readdirSync(folder).map((id) => join(folder, id)));
  return Promise.all(
    folders.map(async (folder) => {
      const loaded = (await import(join(folder, 'module.ts'))) as { default: AnyCollector | AnyProbe };
      return loaded.default.metrics as Metrics;
    }),
  );
}

function promClientNames(): string[] {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const names = registry.getMetricsAsArray().map((metric) => metric.name);
  registry.clear();
  return names;
}

/** Of the modules that are built in. */
function snmpNames(): string[] {
  const nothing = { auths: new Map(), modules: new Map() };
  const { modules } = withBuiltins(nothing, profileSection.parse(undefined));
  return [...modules.values()].flatMap(({ metrics }) => metrics.map(({ name }) => name));
}

/** Own instruments stand in full where they are defined. */
function namesInSources(): string[] {
  return readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .flatMap(
      (path) => readFileSync(join(SOURCES, path), 'utf8').match(/\b(?:fathom|node_scrape)_[a-z_]+\b/g) ?? [],
    );
}

/** Families of a scrape in the text format, each with the labels of its samples. */
export function scrapedLabels(text: string): Map<string, Set<string>> {
  const families = new Map<string, Set<string>>();
  for (const [, name = '', inside = ''] of text.matchAll(/^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? /gm)) {
    const labels = families.get(name) ?? new Set<string>();
    families.set(name, labels);
    for (const [, label = ''] of inside.matchAll(/(\w+)="(?:[^"\\]|\\.)*"/g)) labels.add(label);
  }
  return families;
}
