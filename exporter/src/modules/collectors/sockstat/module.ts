import { z } from 'zod';
import { gauge, pattern } from '../../../contract/metrics.ts';
import { defineCollector } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { parsePageSize } from '../../../protocols/procfs/boot.ts';
import { readSockstat } from './parse.ts';

const DEFAULT_PAGE_BYTES = 4096;

interface State {
  /** Null until it has been asked for. */
  pageBytes: number | null;
}

export default defineCollector({
  id: 'sockstat',
  summary: 'Sockets in use by protocol, and the memory that they take.',
  config: z.object({}),
  metrics: {
    node_sockstat_sockets_used: gauge('Number of IPv4 sockets in use.'),
    sockstat: pattern({
      prefix: 'node_sockstat_',
      variable: 'protocol_state',
      type: 'gauge',
      help: (variable) => {
        const end = variable.indexOf('_');
        return `Number of ${variable.slice(0, end)} sockets in state ${variable.slice(end + 1)}.`;
      },
    }),
  },
  needs: ['procfs'],
  init: (): State => ({ pageBytes: null }),
  collect({ procfs, state }, _config, out) {
    const pageBytes = (state.pageBytes ??= readPageSize(procfs));
    const shown = new Set<string>();
    // Either is missing when the kernel was built or started without that protocol.
    const ipv4 = procfs.readIfPresent('net/sockstat');
    if (ipv4 !== null) readSockstat(ipv4, pageBytes, shown, out.node_sockstat_sockets_used, out.sockstat);
    const ipv6 = procfs.readIfPresent('net/sockstat6');
    if (ipv6 !== null) readSockstat(ipv6, pageBytes, shown, () => undefined, out.sockstat);
  },
});

function readPageSize(procfs: FileTree): number {
  const vector = procfs.readIfPresent('self/auxv');
  return (vector && parsePageSize(vector)) ?? DEFAULT_PAGE_BYTES;
}
