/**
 * Reads the configuration in a folder several times as a reload does, and prints the most processor time between two
 * turns of the event loop each time, in milliseconds. A process of its own: what other threads take does not count.
 */
import probe from '../../exporter/src/modules/probes/snmp/module.ts';
import { loadInSteps } from '../../exporter/src/app/config/load.ts';
import { TakingTurns } from '../../exporter/src/contract/in-turns.ts';
import { watchEventLoop } from '../bench/event-loop.ts';

const [cwd = '.', times = '1'] = process.argv.slice(2);
const longest: number[] = [];
for (let i = 0; i < Number(times); i += 1) {
  const loop = watchEventLoop();
  const steps = () => loadInSteps({ modules: [probe], argv: [], env: {}, cwd });
  const { files } = await new TakingTurns().run(steps, new AbortController());
  longest.push(loop.stop());
  if (files.length !== 2) throw new Error(`read ${files.length} files`);
}
console.log(JSON.stringify(longest));
