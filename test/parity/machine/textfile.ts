/** Two folders of textfiles; the cases of their content are in textfile.test.ts. */
import { join } from 'node:path';
import type { MachinePart } from '../machine-part.ts';

/** The real machine has none that both could read without preparation. */
const folders = (root: string) => (root === '/' ? '' : join(root, 'textfiles/*'));

export default {
  files: {
    'textfiles/one/backup.prom':
      '# HELP node_backup_age_seconds Age.\n# TYPE node_backup_age_seconds gauge\nnode_backup_age_seconds 7\n',
    'textfiles/one/broken.prom': 'node_broken x\n',
    'textfiles/two/raid.prom': 'node_raid_ok{array="a"} 1\n',
    'textfiles/two/notes.txt': 'no metrics\n',
  },
  peerArgs: (root) => [`--collector.textfile.directory=${folders(root)}`],
  config: (root) => ({ textfile: { directory: [folders(root)] } }),
} satisfies MachinePart;
