import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import processGroups from '../../exporter/src/modules/collectors/process-groups/module.ts';
import { KernelFileTree } from '../../exporter/src/platform/file-tree.ts';
import { processFolders } from '../../exporter/src/platform/process-folders.ts';
import { encodePage } from '../../exporter/src/runtime/exposition.ts';
import { collectorOf } from '../support/collect.ts';
import { hasCommand, type Peer, startPeer } from '../support/peer.ts';
import { AllowList } from './allow-list.ts';
import { compareFamilies, type Options, type Tolerance } from './compare.ts';
import { parseExposition } from './exposition.ts';

const COMMAND = 'prometheus-process-exporter';

/** Both read it: the groups of the processes this test starts, and no others. */
const PROCESS_NAMES = [
  {
    name: '{{.Matches.role}}:{{.ExeBase}}:{{.Username}}',
    cmdline: ['parity', '--role=(?P<role>[[:alpha:]]+)'],
  },
  { comm: ['fathom-tree'] },
  { name: 'brief {{.Comm}}', exe: ['fathom-brief'] },
];

/** Idle but for what SIGUSR2 makes it do: burn CPU, and write and read a file past the page cache. */
const WORKER = `
const { closeSync, fsyncSync, openSync, readFileSync, writeSync } = require('node:fs');
const [file] = process.argv.slice(2);
process.on('SIGUSR2', () => {
  const before = process.cpuUsage();
  while (process.cpuUsage(before).user < 400_000) JSON.parse(JSON.stringify(process.versions));
  const out = openSync(file, 'w');
  for (let i = 0; i < 4; i += 1) writeSync(out, Buffer.alloc(1024 * 1024, i));
  fsyncSync(out);
  closeSync(out);
  readFileSync(file);
  console.log('worked');
});
setInterval(() => {}, 2 ** 30);
console.log('ready');
`;

const swing = (absolute: number, relative = 0): Tolerance => ({ absolute, relative });
const OPTIONS: Options = {
  prefixes: ['namedprocess_'],
  /** Idle processes still wake up now and then, and the peers look at them one after the other. */
  tolerance(family) {
    if (family.endsWith('cpu_seconds_total')) return swing(0.03);
    if (family.endsWith('context_switches_total')) return swing(20);
    if (family.endsWith('page_faults_total')) return swing(200);
    if (family.endsWith('memory_bytes')) return swing(0, 0.05);
    return null;
  },
};
const ACCEPTED = {
  namedprocess_scrape_partial_errors: 'the peer also counts processes that it does not track',
};
/** A garbage collection may fall into the middle of a comparison. */
const ATTEMPTS = 5;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The collector's page: what `/metrics` answers for it. */
function inProcess(): () => Promise<string> {
  const procfs = new KernelFileTree('/proc');
  const ports = { procfs, rootfs: new KernelFileTree('/'), processFolders: processFolders('/proc') };
  const config = {
    process_names: PROCESS_NAMES,
    threads: true,
    gatherSmaps: true,
    connections: false,
    compat: true,
  };
  const run = collectorOf(processGroups, ports, config);
  return async () => encodePage((await run()).families, 'text').toString();
}

const installed = await hasCommand(COMMAND);
if (!installed && process.env['CI'] === 'true') throw new Error(`${COMMAND} is not installed`);

describe.skipIf(!installed)(`beside ${COMMAND} (skipped when it is not installed)`, () => {
  const children: ChildProcess[] = [];
  let folder = '';
  let peer: Peer | undefined;
  let ourExposition: () => Promise<string>;
  const scrapePeer = async () => (await fetch(`${peer?.url}/metrics`)).text();

  /** Starts a program under a name of its own. */
  function start(name: string, program: string, args: readonly string[]): ChildProcess {
    const path = join(folder, name);
    symlinkSync(program, path);
    const child = spawn(path, args, { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
    children.push(child);
    return child;
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fathom-parity-'));
    writeFileSync(join(folder, 'groups.yml'), stringify({ process_names: PROCESS_NAMES }));
    writeFileSync(join(folder, 'worker.cjs'), WORKER);
    peer = await startPeer(COMMAND, [
      '-web.listen-address={address}',
      `-config.path=${join(folder, 'groups.yml')}`,
    ]);
    ourExposition = inProcess();
    await ourExposition();
    // The peer tells start times from a boot time in whole seconds: younger processes look older than the peer.
    await pause(1100);
  });

  afterAll(async () => {
    for (const child of children) if (child.pid !== undefined) killGroup(child.pid);
    await peer?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows processes with threads, children and a past alike', async () => {
    const worker = start('fathom-worker', process.execPath, [
      join(folder, 'worker.cjs'),
      join(folder, 'data'),
      'parity',
      '--role=alpha',
    ]);
    await once(worker.stdout ?? worker, 'data');
    start('fathom-tree', '/bin/sh', ['-c', 'sleep 300 & sleep 300 & (sleep 300 & wait) & wait']);
    const brief = start('fathom-brief', '/bin/sleep', ['300']);
    await pause(1000);

    // Counters by thread begin when a thread is first seen: both see them while they are idle, then they work.
    await scrapePeer();
    await ourExposition();
    brief.kill();
    worker.kill('SIGUSR2');
    await Promise.all([once(brief, 'exit'), once(worker.stdout ?? worker, 'data')]);
    await pause(500);

    const allowList = new AllowList(ACCEPTED);
    let differences: string[] = ['not compared'];
    let ours = '';
    for (let attempt = 1; differences.length > 0 && attempt <= ATTEMPTS; attempt += 1) {
      const before = await scrapePeer();
      ours = await ourExposition();
      const after = await scrapePeer();
      differences = allowList.rest(compareFamilies({ before, after }, ours, OPTIONS));
    }
    expect(differences).toEqual([]);
    expect(allowList.stale()).toEqual([]);

    const families = parseExposition(ours);
    const value = (family: string, labels: Readonly<Record<string, string>>) =>
      families
        .get(`namedprocess_namegroup_${family}`)
        ?.samples.filter((sample) =>
          Object.entries(labels).every(([name, wanted]) => sample.labels[name] === wanted),
        )
        .reduce((sum, sample) => sum + sample.value, 0);
    const groupname = `alpha:fathom-worker:${userName()}`;
    expect(value('num_procs', { groupname })).toBe(1);
    expect(value('cpu_seconds_total', { groupname })).toBeGreaterThanOrEqual(0.3);
    expect(value('thread_count', { groupname })).toBeGreaterThan(4);
    expect(value('num_procs', { groupname: 'fathom-tree' })).toBe(5);
    expect(value('num_procs', { groupname: 'brief fathom-brief' })).toBe(0);
    expect(families.size).toBeGreaterThanOrEqual(22);
  }, 60_000);
});

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // it has ended
  }
}

function userName(): string {
  const uid = String(process.geteuid?.());
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((each) => each.split(':')[2] === uid);
  return line?.split(':')[0] ?? uid;
}
