import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { counter, foreign, gauge, pattern } from '../contract/metrics.ts';
import { formatValue } from '../protocols/text-format/series.ts';
import { MAX_SERIES, SampleWriter } from './samples.ts';

const METRICS = {
  plain: gauge('Plain.'),
  labelled_total: counter('Labelled.', ['zone', 'area']),
  mem: pattern({
    prefix: 'mem_',
    suffix: '_bytes',
    variable: 'field',
    type: 'gauge',
    help: (v) => `Field ${v}.`,
  }),
};

describe('SampleWriter', () => {
  it('writes families sorted by name and labels in alphabetical order', () => {
    const writer = new SampleWriter(METRICS);
    writer.begin();
    writer.out.plain(1.5);
    writer.out.labelled_total(2, 'z', 'a');
    writer.out.labelled_total(3, 'z', 'b"\\\n');
    writer.out.mem('free', 7);
    expect(writer.count).toBe(4);
    expect(writer.finish()).toEqual([
      {
        name: 'labelled_total',
        type: 'counter',
        help: 'Labelled.',
        ascii: true,
        head: '# HELP labelled_total Labelled.\n# TYPE labelled_total counter\n',
        lines: 'labelled_total{area="a",zone="z"} 2\nlabelled_total{area="b\\"\\\\\\n",zone="z"} 3\n',
      },
      {
        name: 'mem_free_bytes',
        type: 'gauge',
        help: 'Field free.',
        ascii: true,
        head: '# HELP mem_free_bytes Field free.\n# TYPE mem_free_bytes gauge\n',
        lines: 'mem_free_bytes 7\n',
      },
      {
        name: 'plain',
        type: 'gauge',
        help: 'Plain.',
        ascii: true,
        head: '# HELP plain Plain.\n# TYPE plain gauge\n',
        lines: 'plain 1.5\n',
      },
    ]);
  });

  it('leaves out a label that is null, and keeps an empty one', () => {
    const writer = new SampleWriter(METRICS);
    writer.begin();
    writer.out.labelled_total(1, null, 'a');
    writer.out.labelled_total(2, 'z', null);
    writer.out.labelled_total(3, null, null);
    writer.out.labelled_total(4, '', '');
    expect(writer.finish()[0]?.lines).toBe(
      'labelled_total{area="a"} 1\nlabelled_total{zone="z"} 2\nlabelled_total 3\nlabelled_total{area="",zone=""} 4\n',
    );
  });

  it('hands on families that are wholly another’s', () => {
    const writer = new SampleWriter({ ...METRICS, theirs: foreign('Of others.') });
    const family = {
      name: 'their_seconds',
      type: 'summary',
      help: 'Theirs.',
      samples: [
        { name: 'their_seconds', labels: [['quantile', '0.5'] as const], value: 2 },
        { name: 'their_seconds_count', labels: [], value: 3 },
      ],
    } as const;
    writer.out.theirs(family);
    writer.begin();
    writer.out.theirs(family);
    expect(() => writer.out.theirs(family)).toThrow('written twice: their_seconds');
    expect(() => writer.out.theirs({ ...family, name: 'a b' })).toThrow('not a metric name');
    expect(writer.count).toBe(2);
    expect(writer.finish()).toEqual([
      {
        name: 'their_seconds',
        type: 'summary',
        help: 'Theirs.',
        lines: 'their_seconds{quantile="0.5"} 2\ntheir_seconds_count 3\n',
      },
    ]);
    writer.begin();
    expect(writer.finish()).toEqual([]);
  });

  it('starts afresh with each run', () => {
    const writer = new SampleWriter(METRICS);
    for (const value of [1, 2]) {
      writer.begin();
      writer.out.plain(value);
      expect(writer.finish().map(({ lines }) => lines)).toEqual([`plain ${value}\n`]);
    }
    writer.begin();
    expect(writer.finish()).toEqual([]);
  });

  it('shows what changed: values, order, series that come and go, a run that was given up', () => {
    const writer = new SampleWriter(METRICS);
    const linesAfter = (...samples: readonly (readonly [number, string])[]) => {
      writer.begin();
      for (const [value, zone] of samples) writer.out.labelled_total(value, zone, 'a');
      return writer.finish()[0]?.lines.replaceAll('labelled_total{area="a",zone=', '').replaceAll('}', '');
    };
    expect(linesAfter([0, 'x'], [-0, 'y'])).toBe('"x" 0\n"y" 0\n');
    expect(linesAfter([0, 'x'], [NaN, 'y'])).toBe('"x" 0\n"y" NaN\n');
    expect(linesAfter([0, 'x'], [NaN, 'y'])).toBe('"x" 0\n"y" NaN\n');
    expect(linesAfter([NaN, 'y'], [0, 'x'])).toBe('"y" NaN\n"x" 0\n');
    expect(linesAfter([NaN, 'y'])).toBe('"y" NaN\n');
    expect(linesAfter()).toBeUndefined();
    expect(linesAfter([2, 'z'], [NaN, 'y'])).toBe('"z" 2\n"y" NaN\n');
    writer.begin();
    writer.out.labelled_total(3, 'y', 'a');
    expect(linesAfter([2, 'z'], [3, 'y'])).toBe('"z" 2\n"y" 3\n');
  });

  it('ignores what is written outside a run', () => {
    const writer = new SampleWriter(METRICS);
    writer.out.plain(1);
    writer.begin();
    expect(writer.finish()).toEqual([]);
  });

  it('forgets series that no longer come', () => {
    const writer = new SampleWriter(METRICS);
    for (let run = 0; run < 5000; run += 1) {
      writer.begin();
      writer.out.labelled_total(run, String(run), '');
      expect(writer.finish()).toHaveLength(1);
    }
  });

  const lies: [string, (out: SampleWriter<typeof METRICS>['out']) => void, string][] = [
    ['a series written twice', (out) => [out.plain(1), out.plain(2)], 'written twice: plain'],
    ['a name Prometheus refuses', (out) => out.mem('a b', 1), 'not a metric name: "mem_a b_bytes"'],
    [
      'too few labels',
      (out) => (out.labelled_total as (...args: unknown[]) => void)(1, 'z'),
      '1 label values for 2 labels',
    ],
    [
      'a value that is no number',
      (out) => (out.plain as (value: unknown) => void)('1'),
      'the value is no number',
    ],
  ];
  it.each(lies)('refuses %s', (_what, lie, message) => {
    const writer = new SampleWriter(METRICS);
    writer.begin();
    expect(() => lie(writer.out)).toThrow(message);
  });

  it('refuses more series than Prometheus would bear', () => {
    const writer = new SampleWriter(METRICS);
    writer.begin();
    const writeAll = () => {
      for (let i = 0; i <= MAX_SERIES; i += 1) writer.out.labelled_total(i, String(i), '');
    };
    expect(writeAll).toThrow(`more than ${MAX_SERIES} series`);
  });

  it('keeps every line one line, whatever the label holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (label) => {
        const writer = new SampleWriter(METRICS);
        writer.begin();
        writer.out.labelled_total(1, label, label);
        const lines = writer.finish()[0]?.lines ?? '';
        expect(lines.split('\n')).toHaveLength(2);
        expect(Buffer.from(lines).toString()).toBe(lines);
      }),
    );
  });

  it.each([
    [1e21, '1e+21'],
    [Infinity, '+Inf'],
    [-Infinity, '-Inf'],
    [NaN, 'NaN'],
    [-0.5, '-0.5'],
  ])('formats %d', (value, text) => {
    expect(formatValue(value)).toBe(text);
  });
});
