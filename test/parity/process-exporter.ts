/** Debian's process-exporter and our collector, side by side on the same configuration. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import processGroups from '../../exporter/src/modules/collectors/process-groups/module.ts';
import { KernelFileTree } from '../../exporter/src/platform/file-tree.ts';
import { processFolders } from '../../exporter/src/platform/process-folders.ts';
import { encodePage } from '../../exporter/src/runtime/exposition.ts';
import { collectorOf } from '../support/collect.ts';
import { type Peer, startPeer } from '../support/peer.ts';
import type { AllowList } from './allow-list.ts';
import { compareFamilies, type Options, within } from './compare.ts';

export const COMMAND = 'prometheus-process-exporter';

const OPTIONS: Options = {
  prefixes: ['namedprocess_'],
  /** Idle processes still wake up now and then, and the peers look at them one after the other. */
  tolerance(family) {
    if (family.endsWith('cpu_seconds_total')) return within(0.03);
    if (family.endsWith('context_switches_total')) return within(20);
    if (family.endsWith('page_faults_total')) return within(200);
    if (family.endsWith('memory_bytes')) return within(0, 0.05);
    return null;
  },
};
/** A garbage collection may fall into the middle of a comparison. */
const ATTEMPTS = 5;

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export interface Setup {
  /** Items of `process_names`, for both; without them flags select. */
  readonly processNames?: readonly object[];
  readonly peerFlags?: readonly string[];
  readonly config?: object;
}

export interface Sides {
  /** Both look once. */
  look(): Promise<void>;
  /** Differences that the list does not accept, and our page. */
  compare(allowList: AllowList): Promise<{ readonly differences: string[]; readonly ours: string }>;
  stop(): Promise<void>;
}

/** Starts the peer and has both look for the first time. */
export async function startSides(folder: string, setup: Setup): Promise<Sides> {
  const { processNames, peerFlags = [] } = setup;
  const file = join(folder, 'groups.yml');
  if (processNames) writeFileSync(file, stringify({ process_names: processNames }));
  const selection = processNames ? [`-config.path=${file}`] : [];
  const peer = await startPeer(COMMAND, ['-web.listen-address={address}', ...selection, ...peerFlags]);
  const ours = ourPage(setup);
  await ours();
  // The peer tells start times from a boot time in whole seconds: younger processes look older than the peer.
  await pause(1100);
  return sides(peer, ours);
}

function sides(peer: Peer, ourPage: () => Promise<string>): Sides {
  const theirPage = async () => (await fetch(`${peer.url}/metrics`)).text();
  return {
    async look() {
      await theirPage();
      await ourPage();
    },
    async compare(allowList) {
      let differences: string[] = ['not compared'];
      let ours = '';
      for (let attempt = 1; differences.length > 0 && attempt <= ATTEMPTS; attempt += 1) {
        const before = await theirPage();
        ours = await ourPage();
        const after = await theirPage();
        differences = allowList.rest(compareFamilies({ before, after }, ours, OPTIONS));
      }
      return { differences, ours };
    },
    stop: () => peer.stop(),
  };
}

/** What `/metrics` answers for the collector. */
function ourPage({ processNames, config = {} }: Setup): () => Promise<string> {
  const ports = {
    procfs: new KernelFileTree('/proc'),
    rootfs: new KernelFileTree('/'),
    processFolders: processFolders('/proc'),
  };
  const own = { threads: true, gatherSmaps: true, connections: false, compat: true };
  const selection = processNames ? { process_names: processNames } : {};
  const run = collectorOf(processGroups, ports, { ...selection, ...own, ...config });
  return async () => encodePage((await run()).families, 'text').toString();
}

/** Programs under names of their own, and whatever they start. */
export class Programs {
  readonly folder = mkdtempSync(join(tmpdir(), 'fathom-parity-'));
  readonly #children: ChildProcess[] = [];

  start(name: string, program: string, args: readonly string[]): ChildProcess {
    const child = spawn(this.link(name, program), args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    this.#children.push(child);
    return child;
  }

  /** The path of a program under another name. */
  link(name: string, program: string): string {
    const path = join(this.folder, name);
    symlinkSync(program, path);
    return path;
  }

  end(): void {
    for (const { pid } of this.#children.splice(0)) if (pid !== undefined) killGroup(pid);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // it has ended
  }
}
