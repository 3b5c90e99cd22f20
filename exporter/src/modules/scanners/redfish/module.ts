import { Deadline } from '../../../contract/deadline.ts';
import { type Context, defineScanner, ModuleError } from '../../../contract/module.ts';
import { rackAssets } from '../../../protocols/hardware/rack.ts';
import { marksOf } from '../../../protocols/redfish/hardware/machine.ts';
import type { ServiceMemory } from '../../../protocols/redfish/walk/tree.ts';
import { type WatchedService, watchedServices } from '../../../protocols/redfish/watched.ts';
import { deviceId } from '../../../protocols/snmp/device-id.ts';
import { assetOf, rackOf } from './asset.ts';
import { type FoundMachine, lookAt } from './look.ts';
import { config, type Options, shared } from './options.ts';

const ID = 'redfish';
/** What is found is handed over before the deadline takes all of it. */
const RESERVE_SHARE = 0.1;
const MIN_RESERVE_MS = 1000;

interface State {
  readonly watched: readonly WatchedService[];
  readonly memories: Map<WatchedService, ServiceMemory>;
}
type Scan = Context<'redfish' | 'machines', State>;

export default defineScanner({
  id: ID,
  summary:
    'Machines by their BMCs, those of `redfish.targets` and the hosts of `redfish.configFiles`: what they are, where they stand, and their parts with serial numbers.',
  config,
  shared,
  needs: ['redfish', 'machines'],
  interval: '15m',
  timeout: '5m',
  init: ({ settings }: Options): State => ({ watched: watchedServices(settings), memories: new Map() }),
  async scan(context, { maxConcurrent }) {
    const { state, machines } = context;
    const found = await lookAtAll(context, maxConcurrent);
    const assets = await Promise.all(
      found.map(async (each) => {
        const { settings, host } = each.watched;
        const known = settings.asset ?? (await machines.find(marksOf(each.machine, host), ID, 'ipmi'));
        return assetOf(each, known ?? deviceId(host));
      }),
    );
    return {
      assets: [...assets, ...rackAssets(found.map(rackOf))],
      complete: found.length === state.watched.length,
    };
  },
});

/** A BMC that is silent is told as part of what is missing. */
async function lookAtAll(context: Scan, maxConcurrent: number): Promise<FoundMachine[]> {
  const { state, redfish, signal, partial, timeLeft } = context;
  const reserveMs = Math.max(MIN_RESERVE_MS, timeLeft() * RESERVE_SHARE);
  const deadline = new Deadline(Math.max(1, Math.floor(timeLeft() - reserveMs)));
  const found: FoundMachine[] = [];
  const rest = state.watched[Symbol.iterator]();
  const worker = async () => {
    for (const watched of rest) {
      if (deadline.hasPassed) return;
      const memory = state.memories.get(watched) ?? { expandFailures: 0 };
      state.memories.set(watched, memory);
      try {
        const own = AbortSignal.any([signal, deadline.signal]);
        found.push(await lookAt(watched, { redfish, memory, signal: own, partial }));
      } catch (error) {
        if (!(error instanceof ModuleError) || error.code === 'bug') throw error;
        partial(error);
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: maxConcurrent }, worker));
  } finally {
    deadline.cancel();
  }
  return found;
}
