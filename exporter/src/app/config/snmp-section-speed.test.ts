/** A reload reads a large snmp.yml while others are answered. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { watchEventLoop } from '../../../../test/bench/event-loop.ts';
import { TakingTurns } from '../../contract/in-turns.ts';
import probe from '../../modules/probes/snmp/module.ts';
import { loadInSteps } from './load.ts';

/** As the largest of the 53 public modules has, and 2 MB of them. */
const METRICS_OF_A_MODULE = 1000;
const MODULES = 6;
/** The bound is 20; a busy machine adds to it. All at once takes half a second. */
const MAX_MS = 50;

const cwd = mkdtempSync(join(tmpdir(), 'fathom-large-'));
afterAll(() => rmSync(cwd, { recursive: true }));

const metric = (i: number) =>
  `    - name: metric${i}\n      oid: 1.3.6.1.4.1.${i}\n      type: gauge\n      help: What number ${i} counts - 1.3.6.1.4.1.${i}\n` +
  `      indexes:\n      - labelname: row\n        type: gauge\n      lookups:\n      - labels:\n        - row\n        labelname: text\n        oid: 1.3.6.1.4.2.${i % 50}\n        type: DisplayString\n`;
const module = (i: number) =>
  `  module${i}:\n    walk:\n    - 1.3.6.1.4.1\n    metrics:\n${Array.from({ length: METRICS_OF_A_MODULE }, (_, k) => metric(k)).join('')}`;

it('does not keep the event loop from them', async () => {
  writeFileSync(
    join(cwd, 'snmp.yml'),
    `modules:\n${Array.from({ length: MODULES }, (_, i) => module(i)).join('')}`,
  );
  writeFileSync(join(cwd, 'fathom.yml'), 'snmp:\n  configFiles: [snmp.yml]\n');
  const load = () =>
    new TakingTurns().run(loadInSteps({ modules: [probe], argv: [], env: {}, cwd }), new AbortController());
  const longest: number[] = [];
  // The first time the code is compiled, and a busy machine's garbage collector has its own times.
  for (let i = 0; i < 4; i += 1) {
    const loop = watchEventLoop();
    const { files } = await load();
    longest.push(loop.stop());
    expect(files).toHaveLength(2);
  }
  expect(Math.min(...longest)).toBeLessThan(MAX_MS);
}, 60_000);
