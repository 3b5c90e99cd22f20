/** A strict reader of the Prometheus text format 0.0.4: whatever promtool would object to is an error here. */

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Family {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

const TYPES = new Set(['counter', 'gauge', 'histogram', 'summary', 'untyped']);
const METRIC_NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\["\\n])*)"(,|$)/y;
const NUMBER = /^(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[+-]?Inf|NaN)$/;
const SUFFIXES: Readonly<Record<string, readonly string[]>> = {
  histogram: ['_bucket', '_sum', '_count'],
  summary: ['', '_sum', '_count'],
};

interface Draft {
  readonly name: string;
  help: string | null;
  type: string | null;
  readonly samples: Sample[];
  readonly series: Set<string>;
}

/** @throws Error that names the line. */
export function parseExposition(text: string): Map<string, Family> {
  if (!text.endsWith('\n')) throw new Error('the last line is not ended');
  const families = new Map<string, Draft>();
  let current: Draft | null = null;
  text
    .slice(0, -1)
    .split('\n')
    .forEach((line, index) => {
      try {
        current = line.startsWith('#') ? readComment(line, current, families) : readSample(line, current);
      } catch (error) {
        throw new Error(
          `line ${index + 1}: ${error instanceof Error ? error.message : String(error)}: ${line}`,
          {
            cause: error,
          },
        );
      }
    });
  return new Map([...families].map(([name, family]) => [name, finish(family)]));
}

function readComment(line: string, current: Draft | null, families: Map<string, Draft>): Draft {
  const match = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line);
  if (!match) throw new Error('neither HELP nor TYPE');
  const [, keyword, name = '', rest = ''] = match;
  if (!METRIC_NAME.test(name)) throw new Error('not a metric name');
  const family = current?.name === name ? current : open(name, families);
  if (family.samples.length > 0) throw new Error('metadata after samples');
  if (keyword === 'HELP') {
    if (family.help !== null) throw new Error('a second HELP');
    family.help = unescape(rest);
  } else {
    if (family.type !== null) throw new Error('a second TYPE');
    if (!TYPES.has(rest)) throw new Error('not a type');
    family.type = rest;
  }
  return family;
}

function open(name: string, families: Map<string, Draft>): Draft {
  if (families.has(name)) throw new Error('the family is in two places');
  const family: Draft = { name, help: null, type: null, samples: [], series: new Set() };
  families.set(name, family);
  return family;
}

function readSample(line: string, current: Draft | null): Draft {
  const match = SAMPLE.exec(line);
  if (!match) throw new Error('not a sample');
  const [, name = '', pairs, number = ''] = match;
  if (current === null || !belongs(name, current)) throw new Error('a sample without its TYPE');
  if (!NUMBER.test(number)) throw new Error('not a number');
  const labels = pairs === undefined ? {} : readLabels(pairs);
  const series = seriesKey(name, labels);
  if (current.series.has(series)) throw new Error('the series is there twice');
  current.series.add(series);
  current.samples.push({ name, labels, value: toNumber(number) });
  return current;
}

function belongs(name: string, family: Draft): boolean {
  if (family.type === null) return false;
  return (SUFFIXES[family.type] ?? ['']).some((suffix) => name === family.name + suffix);
}

function readLabels(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  LABEL.lastIndex = 0;
  for (let at = 0; at < text.length; at = LABEL.lastIndex) {
    const match = LABEL.exec(text);
    if (!match) throw new Error('not labels');
    const [, name = '', value = ''] = match;
    if (name in labels) throw new Error('a label is there twice');
    labels[name] = unescape(value);
  }
  return labels;
}

function toNumber(text: string): number {
  return text.endsWith('Inf') ? (text.startsWith('-') ? -Infinity : Infinity) : Number(text);
}

function unescape(text: string): string {
  return text.replace(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char));
}

function finish({ name, type, help, samples }: Draft): Family {
  if (type === null || help === null) throw new Error(`${name} lacks HELP or TYPE`);
  return { name, type, help, samples };
}

/** Name and labels in alphabetical order. An empty label is the same as none. */
export function seriesKey(name: string, labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).filter(([, value]) => value !== '');
  return `${name}${JSON.stringify(pairs.sort(([a], [b]) => (a < b ? -1 : 1)))}`;
}
