import { describe, expect, it } from 'vitest';
import { collectorOf } from '../../../../../test/support/collect.ts';
import { ModuleError } from '../../../contract/module.ts';
import type { PlainFiles } from '../../../contract/ports.ts';
import textfile from './module.ts';

/** Path → content; what is counted is read. */
function folder(files: Record<string, string | ModuleError>) {
  const reads: string[] = [];
  const contentOf = (path: string): string => {
    const content = files[path];
    if (content === undefined) throw new ModuleError('unsupported', `${path}: ENOENT`);
    if (content instanceof ModuleError) throw content;
    return content;
  };
  const stampOf = (path: string) => ({ version: contentOf(path), modifiedSeconds: 1_700_000_000 });
  const port: PlainFiles = {
    glob: async (pattern) => (pattern.endsWith('*') ? ['/d', '/e'] : []),
    list: async (name) => {
      const paths = Object.keys(files).filter((path) => path.startsWith(`${name}/`));
      if (paths.length === 0) throw new ModuleError('unsupported', `${name}: ENOENT`);
      return paths.sort();
    },
    stamp: async (path) => stampOf(path),
    read: async (path, maxBytes) => {
      reads.push(path);
      const bytes = Buffer.from(contentOf(path));
      if (bytes.length > maxBytes) throw new ModuleError('limit_exceeded', `${path}: too large`);
      return { bytes, stamp: stampOf(path) };
    },
  };
  const run = (directory: string[]) => collectorOf(textfile, { files: port }, { directory });
  return { run, reads };
}
const ERROR = 'node_textfile_scrape_error 1';
const GOOD = 'node_textfile_scrape_error 0';
const time = (path: string) => `node_textfile_mtime_seconds{file="${path}"} 1700000000`;

describe('textfile', () => {
  it('is quiet without folders', async () => {
    expect((await folder({}).run([])()).lines).toEqual([GOOD]);
    expect((await folder({}).run([''])()).lines).toEqual([GOOD]);
  });

  it('shows each file with its labels completed, and the time of each', async () => {
    const { run } = folder({
      '/d/a.prom': '# TYPE a counter\na{x="1"} 1\na{y="2"} 2\n',
      '/d/b.txt': 'nothing',
      '/e/b.prom': 'b 3\n',
    });
    const { lines, families, partial } = await run(['/*'])();
    expect(lines).toEqual([
      'a{x="1",y=""} 1',
      'a{x="",y="2"} 2',
      'b 3',
      time('/d/a.prom'),
      time('/e/b.prom'),
      GOOD,
    ]);
    expect(families.slice(0, 2)).toMatchObject([
      { type: 'counter', help: 'Metric read from /d/a.prom' },
      { type: 'untyped', help: 'Metric read from /e/b.prom' },
    ]);
    expect(partial).toEqual([]);
  });

  it('shows histograms and summaries as Go does', async () => {
    const { run } = folder({
      '/d/a.prom': `# TYPE h histogram
h_bucket{le="1000000"} 2
h_bucket{le="0.1"} 1
h_sum 3.5
h_count 4
# TYPE s summary
s{quantile="0.5"} 7
s_sum 1
s_count 2
`,
    });
    expect((await run(['/d'])()).lines.slice(0, 8)).toEqual([
      'h_bucket{le="0.1"} 1',
      'h_bucket{le="1e+06"} 2',
      'h_bucket{le="+Inf"} 4',
      'h_sum 3.5',
      'h_count 4',
      time('/d/a.prom'),
      GOOD,
      's{quantile="0.5"} 7',
    ]);
  });

  it('loses with a broken file nothing but that file', async () => {
    const { run } = folder({
      '/d/a.prom': 'a 1\n',
      '/d/b.prom': 'b 1\nb x\n',
      '/d/c.prom': new ModuleError('permission_denied', '/d/c.prom: EACCES'),
      '/d/d.prom': 'd 1 1441205977284\n',
    });
    const { lines, partial } = await run(['/d', '/gone'])();
    expect(lines).toEqual(['a 1', time('/d/a.prom'), ERROR]);
    expect(partial.map(({ message }) => message)).toEqual([
      '/gone: ENOENT',
      '/d/c.prom: EACCES',
      '/d/b.prom: line 2: expected float as value, got "x"',
      '/d/d.prom: line 1: unsupported client-side timestamp, skipping entire file',
    ]);
  });

  it('takes the first of help texts that differ, and nothing of the name after that', async () => {
    const { run } = folder({
      '/d/a.prom': '# HELP a H.\na{f="a"} 1\n',
      '/d/b.prom': '# HELP a I.\na{f="b"} 1\nb 1\n',
      '/d/c.prom': '# HELP a H.\na{f="c"} 1\n',
    });
    const { lines, partial } = await run(['/d'])();
    expect(lines).toEqual(['a{f="a"} 1', 'b 1', ...['a', 'b', 'c'].map((f) => time(`/d/${f}.prom`)), ERROR]);
    expect(partial.map(({ message }) => message)).toEqual([
      '/d/b.prom: a has another help text elsewhere',
      '/d/c.prom: a has another help text elsewhere',
    ]);
  });

  it.each([
    ['another type', '# TYPE a gauge\na{f="b"} 1\n', 'a is a gauge here and a untyped elsewhere'],
    ['a series again', 'a{f="a"} 2\n', 'a has series that were there already'],
    ['a help where there was none', '# HELP a H.\na{f="b"} 1\n', 'a has another help text elsewhere'],
    ['the name of its samples', '# TYPE h histogram\nh_sum 1\n', 'h collides with h_sum'],
  ])('leaves %s out, which is no error of reading', async (_, text, reason) => {
    const { run } = folder({ '/d/a.prom': 'a{f="a"} 1\nh_sum 1\n', '/d/b.prom': text });
    const { lines, partial } = await run(['/d'])();
    expect(lines).toEqual(['a{f="a"} 1', 'h_sum 1', time('/d/a.prom'), time('/d/b.prom'), GOOD]);
    expect(partial.map(({ message }) => message)).toEqual([`/d/b.prom: ${reason}`]);
  });

  it('does not let a file set what is said of files', async () => {
    const { run } = folder({ '/d/a.prom': 'node_textfile_scrape_error 5\n' });
    expect((await run(['/d'])()).lines).toEqual([time('/d/a.prom'), GOOD]);
  });

  it('reads a file again only when it is another', async () => {
    const files: Record<string, string> = { '/d/a.prom': 'a 1\n', '/d/b.prom': 'b 1\n' };
    const { run, reads } = folder(files);
    const collect = run(['/d']);
    await collect();
    expect((await collect()).lines).toHaveLength(5);
    expect(reads).toEqual(['/d/a.prom', '/d/b.prom']);
    files['/d/b.prom'] = 'b 2\n';
    expect((await collect()).lines[1]).toBe('b 2');
    expect(reads).toHaveLength(3);
    delete files['/d/a.prom'];
    expect((await collect()).lines).toEqual(['b 2', time('/d/b.prom'), GOOD]);
    expect(reads).toHaveLength(3);
  });

  it('reads no more files than it may, and none that is too large', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 1001 }, (_, i) => [`/d/${String(i).padStart(4, '0')}.prom`, '']),
    );
    const large = `# ${'x'.repeat(8 * 1024 * 1024)}\n`;
    const { lines, partial } = await folder({ ...many, '/d/0000.prom': large }).run(['/d'])();
    expect(lines).toHaveLength(1000);
    expect(lines.at(-1)).toBe(ERROR);
    expect(partial.map(({ message }) => message)).toEqual([
      '1001 files, of which 1000 are read',
      '/d/0000.prom: too large',
    ]);
  });
});
