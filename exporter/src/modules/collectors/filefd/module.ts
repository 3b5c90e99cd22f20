import { z } from 'zod';
import { gauge } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';

interface FileNumbers {
  readonly allocated: number;
  readonly maximum: number;
}

/**
 * /proc/sys/fs/file-nr: allocated, free (always 0 since Linux 2.6), maximum.
 * @throws ModuleError `malformed_reply`.
 */
export function parseFileNr(bytes: Uint8Array): FileNumbers {
  const scanner = new LineScanner(bytes);
  scanner.nextLine();
  const [allocated, free, maximum] = [scanner.number(), scanner.number(), scanner.number()];
  if (Number.isNaN(allocated + free + maximum))
    throw new ModuleError('malformed_reply', 'file-nr: not three numbers');
  return { allocated, maximum };
}

export default defineCollector({
  id: 'filefd',
  summary: 'Open file descriptors of the whole system and their limit.',
  config: z.object({}),
  metrics: {
    node_filefd_allocated: gauge('File descriptor statistics: allocated.'),
    node_filefd_maximum: gauge('File descriptor statistics: maximum.'),
  },
  needs: ['procfs'],
  collect({ procfs }, _config, out) {
    const { allocated, maximum } = parseFileNr(procfs.read('sys/fs/file-nr'));
    out.node_filefd_allocated(allocated);
    out.node_filefd_maximum(maximum);
  },
});
