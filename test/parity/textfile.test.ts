/** Folders of textfiles, one case after the other, as Debian's node_exporter and our collector show them. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import textfile from '../../exporter/src/modules/collectors/textfile/module.ts';
import { plainFiles } from '../../exporter/src/platform/plain-files.ts';
import { encodePage } from '../../exporter/src/runtime/exposition.ts';
import { FamilyMerger } from '../../exporter/src/runtime/family-merger.ts';
import { type CollectorUnderTest, collectorOf } from '../support/collect.ts';
import { hasCommand, type Peer, startPeer } from '../support/peer.ts';
import { compareFamilies } from './compare.ts';
import { COMMAND } from './node-exporter.ts';

type Files = Readonly<Record<string, string>>;
const one = (text: string): Files => ({ 'a.prom': text });

const HISTOGRAM = `# HELP h A histogram.
# TYPE h histogram
h_bucket{le="1"} 1
h_bucket{le="1000000"} 3
h_bucket{le="0.00001"} 0
h_sum 4.5
h_count 3
h_bucket{a="x",le="0.5"} 5
h_count{a="x"} 7
`;
const SUMMARY = `# TYPE s summary
s{quantile="0.5",a="x"} 1.073e-06
s{quantile="0.99",a="x"} NaN
s_sum{a="x"} 1.5
s_count{a="x"} 3.7
s{b="y",quantile="0.9"} 7
s_foo 1
`;

const CASES: readonly (readonly [string, Files])[] = [
  ['no files', { 'a.txt': 'a 1\n' }],
  ['an empty file', one('')],
  ['untyped samples', one('a 1\nb{x="1"} +Inf\nc -Inf\nd NaN\ne .5\nf 1e3\n')],
  ['counters with labels of their own', one('# TYPE a counter\na{x="1"} 1\na{y="2"} 2\na 3\n')],
  ['a histogram', one(HISTOGRAM)],
  ['a summary', one(SUMMARY)],
  ['several files', { 'a.prom': 'a 1\n', 'b.prom': 'b 2\n', '.c.prom': 'c 3\n', 'd.prom.tmp': 'd 4\n' }],
  ['a family in two files', { 'a.prom': 'a{f="a"} 1\n', 'b.prom': 'a{g="b"} 1\n' }],
  ['the same help', { 'a.prom': '# HELP a H.\na{f="a"} 1\n', 'b.prom': '# HELP a H.\na{f="b"} 1\n' }],
  ['an empty help', { 'a.prom': '# HELP a \na{f="a"} 1\n', 'b.prom': '# HELP a \na{f="b"} 1\n' }],
  ['help in the first file only', { 'a.prom': '# HELP a H.\na{f="a"} 1\n', 'b.prom': 'a{f="b"} 1\n' }],
  ['help in the second file only', { 'a.prom': 'a{f="a"} 1\n', 'b.prom': '# HELP a H.\na{f="b"} 1\n' }],
  ['other types', { 'a.prom': '# TYPE a gauge\na{f="a"} 1\n', 'b.prom': '# TYPE a counter\na{f="b"} 1\n' }],
  ['a series twice', one('a{x="1"} 1\na{x="1"} 2\na{x="2"} 3\n')],
  ['a series in two files', { 'a.prom': 'a{f="a"} 1\n', 'b.prom': 'a{f="a"} 2\na{f="b"} 3\n' }],
  ['a sum beside a summary', { 'a.prom': '# TYPE s summary\ns_sum 1\n', 'b.prom': 's_sum 5\n' }],
  ['a summary beside a sum', { 'a.prom': 's_sum 5\n', 'b.prom': '# TYPE s summary\ns_sum 1\n' }],
  ['a file that is broken', { 'a.prom': 'a 1\nb x\n', 'b.prom': 'c 1\n' }],
  ['timestamps', { 'a.prom': 'a 1 1441205977284\nb 2\n', 'b.prom': 'c 1\n' }],
  ['no newline at the end', one('a 1')],
  ['a blank behind the value', one('a 1 \n')],
  ['carriage returns', one('a 1\r\n')],
  ['values that touch the name', one('a.5\nb-1\nc{x="1"}2\n')],
  ['odd braces', one('a{} 1\nb{ } 2\nc{x="1",} 3\nd{ x = "1" , y="2" } 4\n')],
  ['escapes', one('# HELP a one\\ntwo\\\\three\na{x="q\\"b\\\\n\\n"} 1\n')],
  ['odd comments', one('#\n# \n# HELP\n# HELP a\n# TYPE a\n#HELP b x\nb 2\n   \n  a 1\n# TYPE c gauge\n')],
  ['a type in capitals', one('# TYPE a GAUGE\na 1\n')],
  ...[
    'a 0x10',
    'a 1e999',
    'a 1_0',
    'a{x="\\t"} 1',
    '# HELP a \\t\na 1',
    '# HELP a x\n# HELP a y\na 1',
    'a 1\n# TYPE a gauge',
    '# TYPE a gauge \na 1',
    '# TYPE a info\na 1',
    'a{x="1",x="2"} 1',
    'a{__name__="1"} 1',
    '1a 2',
    'a-b 1',
    'a{x} 1',
    'a{x=1} 1',
    'a{x="1"y="2"} 1',
    'a{x="1"}',
    '# TYPE h histogram\nh_bucket{le="x"} 1',
  ].map((text) => [`the mistake ${JSON.stringify(text)}`, one(`${text}\n`)] as const),
];

const installed = await hasCommand(COMMAND);
if (!installed && process.env['CI'] === 'true') throw new Error(`${COMMAND} is not installed`);

describe.skipIf(!installed)(`textfiles beside ${COMMAND} (skipped when it is not installed)`, () => {
  let folder = '';
  let peer: Peer | undefined;
  let run: CollectorUnderTest;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fathom-textfiles-'));
    peer = await startPeer(COMMAND, [
      '--web.listen-address={address}',
      '--web.disable-exporter-metrics',
      '--collector.disable-defaults',
      '--collector.textfile',
      `--collector.textfile.directory=${folder}`,
    ]);
    run = collectorOf(textfile, { files: plainFiles }, { directory: [folder] });
  });
  afterAll(async () => {
    await peer?.stop();
    rmSync(folder, { recursive: true });
  });

  it.each(CASES)('%s', async (_, files) => {
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const answer = await (await fetch(`${peer?.url}/metrics`)).text();
    const theirs = answer.replace(/^(# (HELP|TYPE) )?(promhttp_|node_scrape_|node_exporter_).*\n/gm, '');
    const ours = encodePage(new FamilyMerger().merge((await run()).families), 'text').toString();
    expect(compareFamilies({ before: theirs, after: theirs }, ours, { prefixes: [''] })).toEqual([]);
  });
});
