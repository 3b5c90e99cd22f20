/**
 * What our collectors show otherwise than Debian's node_exporter, for people who work on one:
 * `npx tsx test/parity/diff.ts [--root <folder with proc, sys, udev>] [collector …]`.
 * Without a root: the made-up machine of the tests; `--root /` is this machine.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { AllowList } from './allow-list.ts';
import { acceptedIn, buildMachine, machineParts } from './machine-part.ts';
import { differences, knownToPeer, nodeCollectors, ourSide, startNodeExporter } from './node-exporter.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { root: { type: 'string' }, page: { type: 'boolean', default: false } },
});
const parts = await machineParts();
const collectors = await nodeCollectors(positionals.length > 0 ? positionals : undefined);
const known = knownToPeer(collectors);
const made = values.root === undefined ? mkdtempSync(join(tmpdir(), 'fathom-parity-')) : null;
const root = values.root ?? made ?? '/';
if (made !== null) buildMachine(made, parts);

const peer = await startNodeExporter({ root, parts, collectors: known });
const ours = ourSide({ root, parts, collectors: known }, (line) => console.log(`(failed) ${line}`));
const allowList = new AllowList(acceptedIn(parts));
try {
  const found = allowList.rest(await differences(peer, ours.page, parts));
  for (const line of found) console.log(line);
  console.log(`${known.map(({ id }) => id).join(' ')}: ${found.length} differences`);
  const later = collectors.filter((collector) => !known.includes(collector));
  if (values.page || later.length > 0) {
    const shown = ourSide({ root, parts, collectors: values.page ? collectors : later }, console.log);
    console.log(await shown.page());
    await shown.close();
  }
} finally {
  await ours.close();
  await peer.stop();
  if (made !== null) rmSync(made, { recursive: true });
}
