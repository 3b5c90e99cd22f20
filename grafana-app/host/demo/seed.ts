/** `seed.ts --data-dir DIR`: fills an empty data folder with the demo estate and its last day. */
import { existsSync, readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadConfig } from '../../../exporter/src/app/config/load.ts';
import { MODULES } from '../../../exporter/src/app/registry.ts';
import { messageOf } from '../../../exporter/src/model/errors.ts';
import { openStore } from '../../../exporter/src/store/open-store.ts';
import { fillingDisks } from './filling-disks.ts';
import { simulate } from './simulation.ts';

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

async function seed(dataDir: string): Promise<void> {
  if (existsSync(dataDir) && readdirSync(dataDir).length > 0)
    throw new Error(`${dataDir} is not empty: demo data never go into a store that is in use`);
  const untilMs = Date.now();
  const clock = { now: untilMs };
  const { config } = loadConfig({ modules: MODULES, argv: [], env: {}, cwd: dataDir });
  const store = await openStore({ dataDir, log: SILENT, now: () => clock.now });
  try {
    await simulate({ store, clock, config, modules: MODULES, series: fillingDisks(untilMs) }, untilMs);
  } finally {
    await store.close();
  }
}

const { values } = parseArgs({ options: { 'data-dir': { type: 'string' } } });
const dataDir = values['data-dir'];
try {
  if (dataDir === undefined) throw new Error('--data-dir is missing: an empty folder for the demo store');
  await seed(dataDir);
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
}
