/**
 * A scrape of a machine with 24 drives whose service takes 20 ms for each answer, beside the same requests made one
 * after another on one connection. The service is of the older kind: it cannot expand collections.
 */
import { redfishClient } from '../../exporter/src/platform/redfish/client.ts';
import { plainFiles } from '../../exporter/src/platform/plain-files.ts';
import { asker, LOGIN } from '../support/redfish/asking.ts';
import { type MockService, startMockService } from '../support/redfish/service.ts';
import { manyDrivesTree } from '../support/redfish/trees/many-drives.ts';
import { median } from './interleaved.ts';
import type { BenchResult } from './result.ts';

const DRIVES = 24;
const DELAY_MS = 20;
const ROUNDS = 9;
const TARGET = 0.25;

export async function run(): Promise<BenchResult[]> {
  const service = await startMockService({ tree: manyDrivesTree(DRIVES), delayMs: DELAY_MS });
  const by = asker();
  try {
    const paths = await pathsOf(service, () => by.ask(service.target));
    const ours: number[] = [];
    const inTurn: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      ours.push(await timed(() => by.ask(service.target)));
      inTurn.push(await timed(() => oneAfterAnother(service, paths)));
    }
    const [scrape, sequence] = [median(ours), median(inTurn)];
    return [
      {
        name: `${DRIVES} drives at ${DELAY_MS} ms a request: wall time, median`,
        value: scrape / sequence,
        unit: 'of the same requests one after another',
        target: TARGET,
        better: 'lower',
        note: `Fathom ${scrape.toFixed(0)} ms, one after another ${sequence.toFixed(0)} ms, ${paths.length} requests`,
      },
    ];
  } finally {
    await by.stop();
    await service.stop();
  }
}

/** What a scrape asks for, once the login is made. A bench of what is not done is worth nothing. */
async function pathsOf(service: MockService, scrape: () => Promise<readonly string[]>): Promise<string[]> {
  await scrape();
  const before = service.requests.length;
  const lines = await scrape();
  const drives = lines.filter((line) => line.startsWith('idrac_storage_drive_info')).length;
  if (drives !== DRIVES) throw new Error(`${drives} of ${DRIVES} drives are shown`);
  return service.requests.slice(before).map((each) => each.replace('GET ', ''));
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

async function oneAfterAnother({ port }: MockService, paths: readonly string[]): Promise<void> {
  const client = redfishClient({ files: plainFiles });
  const { username, password, passwordFile } = LOGIN;
  const session = client.open({
    target: { scheme: 'http', host: '127.0.0.1', address: '127.0.0.1', port },
    credentials: { username, password, passwordFile, basicAuth: true },
    trust: { fingerprint: null, caFile: null, verify: true },
    requestsInFlight: 1,
    timeoutMs: 5000,
    signal: new AbortController().signal,
  });
  for (const path of paths) await session.get(path);
  await client.close();
}
