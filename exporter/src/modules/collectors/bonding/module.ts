import { z } from 'zod';
import { gauge } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { textOf } from '../../../protocols/kernel-value.ts';

/** Far more than a machine has slots for; the kernel itself sets no limit. */
const MAX_DEVICES = 1000;

export default defineCollector({
  id: 'bonding',
  summary: 'Configured and active slaves of bonded network devices.',
  config: z.object({}),
  metrics: {
    node_bonding_slaves: gauge('Number of configured slaves per bonding interface.', ['master']),
    node_bonding_active: gauge('Number of active slaves per bonding interface.', ['master']),
  },
  needs: ['sysfs'],
  collect({ sysfs }, _config, out) {
    const masters = sysfs.readIfPresent('class/net/bonding_masters');
    if (masters === null)
      throw new ModuleError('unsupported', 'no bonded devices: no class/net/bonding_masters');
    for (const master of deviceNames(masters)) {
      const slaves = deviceNames(sysfs.read(`class/net/${master}/bonding/slaves`));
      const active = slaves.filter((slave) => isUp(sysfs, master, slave));
      out.node_bonding_slaves(slaves.length, master);
      out.node_bonding_active(active.length, master);
    }
  },
});

/** Names with blanks between them, each once. */
export function deviceNames(bytes: Uint8Array): string[] {
  const names = new Set(textOf(bytes).split(/\s+/));
  names.delete('');
  if (names.size > MAX_DEVICES)
    throw new ModuleError('limit_exceeded', `bonding: more than ${MAX_DEVICES} devices`);
  for (const name of names)
    if (name.includes('/') || name.startsWith('.'))
      throw new ModuleError(
        'malformed_reply',
        `bonding: no name of a device: ${JSON.stringify(name.slice(0, 50))}`,
      );
  return [...names];
}

/** The link to the slave begins with `lower_`; up to Linux 3.12 with `slave_`. */
function isUp(sysfs: FileTree, master: string, slave: string): boolean {
  const status =
    sysfs.readIfPresent(`class/net/${master}/lower_${slave}/bonding_slave/mii_status`) ??
    sysfs.read(`class/net/${master}/slave_${slave}/bonding_slave/mii_status`);
  return textOf(status) === 'up';
}
