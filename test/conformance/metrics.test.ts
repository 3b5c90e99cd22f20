import { expect, it } from 'vitest';
import { MODULES } from '../../exporter/src/app/registry.ts';
import {
  isForeign,
  isPattern,
  type Metric,
  type MetricPattern,
  type Metrics,
} from '../../exporter/src/contract/metrics.ts';
import type { AnyCollector } from '../../exporter/src/contract/module.ts';

/** Names that a peer dictates although they break the naming rules, with the peer. */
const DICTATED: Readonly<Record<string, string>> = {
  node_systemd_socket_refused_connections_total: 'node_exporter, where it is a gauge',
  namedprocess_scrape_errors: 'process-exporter',
  namedprocess_scrape_procread_errors: 'process-exporter',
  namedprocess_scrape_partial_errors: 'process-exporter',
};
/** Families of two collectors, as with node_exporter. */
const SHARED = ['node_cpu_frequency_hertz'];
/** Metrics whose names, help and types are a peer's; the parity tests hold them to it. */
const PEERS = /^(node|namedprocess)_/;

interface Declared {
  readonly name: string;
  readonly metric: Metric | MetricPattern;
}
const declared: readonly Declared[] = MODULES.filter(
  (module): module is AnyCollector => module.kind === 'collector',
).flatMap(({ metrics }) =>
  Object.entries(metrics as Metrics).flatMap(([key, metric]) =>
    isForeign(metric) ? [] : [{ name: isPattern(metric) ? metric.prefix : key, metric }],
  ),
);
const own = declared.filter(({ name }) => !PEERS.test(name));
const named = declared.filter(({ metric }) => !isPattern(metric));

/** Some patterns take their text from the parts of a name, such as sensor and element. */
const helpOf = ({ metric }: Declared) => (isPattern(metric) ? metric.help('x_y') : metric.help);
const namesOf = (metrics: readonly Declared[]) => metrics.map(({ name }) => name);

it('every metric has a valid name', () => {
  expect(namesOf(declared).filter((name) => !/^[a-z_][a-zA-Z0-9_]*$/.test(name))).toEqual([]);
});

it('every label is valid and there once', () => {
  const valid = (labels: readonly string[]) =>
    new Set(labels).size === labels.length &&
    labels.every((label) => /^(?!__)[a-zA-Z_][a-zA-Z0-9_]*$/.test(label));
  expect(namesOf(declared.filter(({ metric }) => !valid(metric.labels)))).toEqual([]);
});

it('every metric has a help text of one line', () => {
  expect(namesOf(declared.filter((each) => !/^\S(.*\S)?$/.test(helpOf(each))))).toEqual([]);
});

it('counters, and only counters, end in _total', () => {
  const odd = named.filter(({ name, metric }) => name.endsWith('_total') !== (metric.type === 'counter'));
  expect(namesOf(odd).filter((name) => !(name in DICTATED))).toEqual([]);
});

it('our own metrics begin with fathom_ and are in base units', () => {
  const good = /^fathom_[a-z0-9_]+$/;
  const scaled = /_(ms|milliseconds|kb|mb|percent)(_total)?$/;
  expect(namesOf(own).filter((name) => !good.test(name) || scaled.test(name))).toEqual([]);
});

it('our own metrics say what they are in a sentence', () => {
  expect(namesOf(own.filter((each) => !/^[A-Z0-9].*\.$/.test(helpOf(each))))).toEqual([]);
});

it('no two collectors declare one metric', () => {
  const names = namesOf(named);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual(SHARED);
});

it('every dictated name is in use, and needs its exception', () => {
  const needed = named.filter(({ name, metric }) => name.endsWith('_total') !== (metric.type === 'counter'));
  expect(Object.keys(DICTATED).filter((name) => !namesOf(needed).includes(name))).toEqual([]);
});
