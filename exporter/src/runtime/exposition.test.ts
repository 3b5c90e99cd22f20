import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { gauge } from '../contract/metrics.ts';
import { encodePage } from './exposition.ts';
import { type FamilySamples, SampleWriter } from './samples.ts';

const FAMILIES: readonly FamilySamples[] = [
  { name: 'a_total', type: 'counter', help: 'Things.', lines: 'a_total{x="1"} 3\n' },
  { name: 'b', type: 'untyped', help: 'Back\\slash, "quote" and\nline.', lines: 'b NaN\n' },
  { name: 'odd', type: 'counter', help: 'No suffix.', lines: 'odd 1\nodd{l="odd {"} 2\n' },
];

describe('encodePage', () => {
  it('writes the text format', () => {
    expect(encodePage(FAMILIES, 'text').toString()).toBe(
      '# HELP a_total Things.\n# TYPE a_total counter\na_total{x="1"} 3\n' +
        '# HELP b Back\\\\slash, "quote" and\\nline.\n# TYPE b untyped\nb NaN\n' +
        '# HELP odd No suffix.\n# TYPE odd counter\nodd 1\nodd{l="odd {"} 2\n',
    );
  });

  it('writes OpenMetrics: counters without _total in the family and with it in every sample', () => {
    expect(encodePage(FAMILIES, 'openmetrics').toString()).toBe(
      '# HELP a Things.\n# TYPE a counter\na_total{x="1"} 3\n' +
        '# HELP b Back\\\\slash, \\"quote\\" and\\nline.\n# TYPE b unknown\nb NaN\n' +
        '# HELP odd No suffix.\n# TYPE odd counter\nodd_total 1\nodd_total{l="odd {"} 2\n# EOF\n',
    );
  });

  it('writes what is not ASCII in UTF-8, wherever it stands', () => {
    const writer = new SampleWriter({
      a: gauge('A.', ['x']),
      b: gauge('Grüße.'),
      c: gauge('C.', ['x', 'y']),
    });
    for (const label of ['plain', 'ü', '…', 'plain again']) {
      writer.begin();
      writer.out.a(1, label);
      writer.out.b(2);
      writer.out.c(3, 'y', label);
      const page = encodePage(writer.finish(), 'text').toString();
      expect(page).toBe(
        `# HELP a A.\n# TYPE a gauge\na{x="${label}"} 1\n# HELP b Grüße.\n# TYPE b gauge\nb 2\n` +
          `# HELP c C.\n# TYPE c gauge\nc{x="y",y="${label}"} 3\n`,
      );
    }
  });

  it('takes what is bytes already as it is, between families that are texts', () => {
    const bytes = Buffer.from('# HELP b\n# TYPE b untyped\nb{x="ü…"} 1\n');
    const written = { size: bytes.length, copyTo: (page: Buffer, at: number) => at + bytes.copy(page, at) };
    const families = FAMILIES.map((family, i) =>
      i === 1 ? { ...family, written } : { ...family, ascii: true },
    );
    const page = encodePage(FAMILIES, 'text')
      .toString()
      .replace(/# HELP b (.|\n)*b NaN\n/, bytes.toString());
    expect(encodePage(families, 'text').toString()).toBe(page);
  });

  it('is accepted by promtool', () => {
    const page = encodePage(FAMILIES.slice(0, 2), 'text');
    const { status, stderr } = spawnSync('promtool', ['check', 'metrics'], { input: page });
    // Exit code 3 stands for style remarks, 1 for text that cannot be parsed.
    expect([0, 3], stderr.toString()).toContain(status);
  });
});
