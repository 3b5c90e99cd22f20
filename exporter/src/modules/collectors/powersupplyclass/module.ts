import { z } from 'zod';
import { regex } from '../../../contract/config.ts';
import { gauge, type Out, pattern } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { readIfReadable } from '../../../contract/readable.ts';
import { prefixedInteger, text } from '../../../protocols/sysfs/attribute.ts';
import { NUMBER_FILES, TEXT_FILES } from './attributes.ts';

const CLASS = 'class/power_supply';
/** A data centre's UPS rack behind one host has a few dozen; a wireless keyboard is one, too. */
const MAX_SUPPLIES = 256;

const metrics = {
  node_power_supply_info: gauge('info of /sys/class/power_supply/<power_supply>.', [
    'power_supply',
    ...TEXT_FILES,
  ]),
  values: pattern({
    prefix: 'node_power_supply_',
    variable: 'attribute',
    type: 'gauge',
    help: (attribute) => `${attribute} value of /sys/class/power_supply/<power_supply>.`,
    labels: ['power_supply'],
  }),
} as const;

export default defineCollector({
  id: 'powersupplyclass',
  summary: 'Batteries, mains adapters and other power supplies.',
  config: z.object({
    ignoredSupplies: regex('^$')
      .describe('Power supplies to leave out.')
      .meta({ flags: ['--collector.powersupply.ignored-supplies'] }),
  }),
  metrics,
  needs: ['sysfs'],
  collect({ sysfs }, { ignoredSupplies }, out) {
    if (!sysfs.exists(CLASS)) throw new ModuleError('unsupported', 'the kernel has no power supplies');
    for (const supply of sysfs.list(CLASS).slice(0, MAX_SUPPLIES))
      if (ignoredSupplies?.test(supply) !== true) writeSupply(sysfs, supply, out);
  },
});

type ValuesOf<L extends readonly string[]> = { readonly [K in keyof L]: string | null };

/** Labels for what the supply does not tell are left out. */
function writeSupply(sysfs: FileTree, supply: string, out: Out<typeof metrics>): void {
  const folder = `${CLASS}/${supply}`;
  const files = new Set(sysfs.listIfPresent(folder));
  for (const file of files) {
    const known = NUMBER_FILES.get(file);
    const value = known === undefined ? null : readNumber(sysfs, `${folder}/${file}`);
    if (known !== undefined && value !== null) out.values(known.metric, value / known.divisor, supply);
  }
  const texts = TEXT_FILES.map((file) => (files.has(file) ? readText(sysfs, `${folder}/${file}`) : null));
  out.node_power_supply_info(1, supply, ...(texts as unknown as ValuesOf<typeof TEXT_FILES>));
}

function readNumber(sysfs: FileTree, path: string): number | null {
  const bytes = readIfReadable(sysfs, path);
  if (bytes === null) return null;
  const value = prefixedInteger(bytes);
  if (Number.isNaN(value)) throw new ModuleError('malformed_reply', `${path}: not an integer`);
  return value;
}

function readText(sysfs: FileTree, path: string): string | null {
  const bytes = readIfReadable(sysfs, path);
  return bytes === null ? null : text(bytes) || null;
}
