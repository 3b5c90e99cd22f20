import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';

/** Times in a zip are local and begin in 1980; a fixed one makes the same archive of the same files. */
const MODIFIED = new Date('1980-01-02T00:00:00');

/** Packs a built plugin as Grafana's catalogue wants it: one folder, named by the plugin's id. */
export function zipPlugin(dist, target) {
  const { id } = JSON.parse(readFileSync(join(dist, 'plugin.json'), 'utf8'));
  const entries = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => [`${id}${path.slice(dist.length)}`, [readFileSync(path), { mtime: MODIFIED }]]);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, zipSync(Object.fromEntries(entries), { level: 9 }));
}
