import { z } from 'zod';
import { gauge } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';

/** CGROUP_SUBSYS_COUNT of the kernel is 14. */
const MAX_CONTROLLERS = 1000;

/**
 * Calls `visit` for each controller in /proc/cgroups: `cpuset	5	47	1` is name, hierarchy, number of cgroups, enabled.
 * @throws ModuleError `malformed_reply`, `limit_exceeded`.
 */
export function readCgroups(
  bytes: Uint8Array,
  visit: (name: string, cgroups: number, enabled: number) => void,
): void {
  const scanner = new LineScanner(bytes);
  const seen = new Set<string>();
  while (scanner.nextLine()) {
    if (scanner.accept('#')) continue;
    const name = scanner.word();
    const [hierarchy, cgroups, enabled] = [scanner.number(), scanner.number(), scanner.number()];
    if (Number.isNaN(hierarchy + cgroups + enabled) || seen.has(name))
      throw new ModuleError('malformed_reply', 'cgroups: not a name and three numbers');
    seen.add(name);
    if (seen.size > MAX_CONTROLLERS)
      throw new ModuleError('limit_exceeded', `cgroups: more than ${MAX_CONTROLLERS} controllers`);
    visit(name, cgroups, enabled);
  }
}

export default defineCollector({
  id: 'cgroups',
  summary: 'Control groups by controller.',
  defaultEnabled: false,
  config: z.object({}),
  metrics: {
    node_cgroups_cgroups: gauge('Current cgroup number of the subsystem.', ['subsys_name']),
    node_cgroups_enabled: gauge('Current cgroup number of the subsystem.', ['subsys_name']),
  },
  needs: ['procfs'],
  collect({ procfs }, _config, out) {
    readCgroups(procfs.read('cgroups'), (name, cgroups, enabled) => {
      out.node_cgroups_cgroups(cgroups, name);
      out.node_cgroups_enabled(enabled, name);
    });
  },
});
