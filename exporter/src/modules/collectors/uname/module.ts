import { z } from 'zod';
import { gauge } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';

/** __NEW_UTS_LEN of the kernel. */
const MAX_NAME = 64;

/** The NIS domain name; `(none)`, as the kernel has it, when it is not set or not readable. */
function domainName(procfs: FileTree): string {
  try {
    return procfs.read('sys/kernel/domainname').toString('utf8').trim().slice(0, MAX_NAME);
  } catch (error) {
    if (error instanceof ModuleError) return '(none)';
    throw error;
  }
}

export default defineCollector({
  id: 'uname',
  summary: 'Name and version of the operating system.',
  config: z.object({}),
  metrics: {
    node_uname_info: gauge('Labeled system information as provided by the uname system call.', [
      'sysname',
      'release',
      'version',
      'machine',
      'nodename',
      'domainname',
    ]),
  },
  needs: ['os', 'procfs'],
  collect({ os, procfs }, _config, out) {
    const { sysname, release, version, machine, nodename } = os.uname();
    out.node_uname_info(1, sysname, release, version, machine, nodename, domainName(procfs));
  },
});
