import { z } from 'zod';
import { regex } from '../../../contract/config.ts';
import { exclusive, passes } from '../../../contract/filter.ts';
import { KnownDevices } from '../../../contract/known-devices.ts';
import type { Out } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { readIfReadable } from '../../../contract/readable.ts';
import { integerOf, textOf } from '../../../protocols/kernel-value.ts';
import { type Counter, countersOf } from './counters.ts';
import { metrics } from './metrics.ts';
import { parseRate, parseState } from './port.ts';

const FOLDER = 'class/infiniband';
/** Only a driver that is loaded anew changes which ports and counters there are. */
const LEARN_ANEW_AFTER_RUNS = 100;
/** What a counter that the port does not have reads as, before Linux 4.7. */
const NOT_AVAILABLE = 'N/A (no PMA)';

const Config = z
  .object({
    deviceInclude: regex('').describe('Devices to look at; excludes `deviceExclude`.'),
    deviceExclude: regex('').describe('Devices to leave out.'),
  })
  .superRefine(exclusive('device', ''));

interface Port {
  readonly number: string;
  readonly folder: string;
  /** Those that it has. */
  readonly counters: readonly { readonly path: string; readonly counter: Counter }[];
}
type Device = readonly Port[];

export default defineCollector({
  id: 'infiniband',
  summary: 'InfiniBand, RoCE and Omni-Path devices: state, rate and counters of their ports.',
  config: Config,
  metrics,
  needs: ['sysfs'],
  init: () => new KnownDevices<Device>(LEARN_ANEW_AFTER_RUNS),
  collect({ sysfs, state }, config, out) {
    if (!sysfs.exists(FOLDER)) throw new ModuleError('unsupported', 'no InfiniBand devices');
    const filter = { include: config.deviceInclude, exclude: config.deviceExclude };
    const names = sysfs.list(FOLDER).filter((name) => passes(name, filter));
    let failure: ModuleError | null = null;
    for (const [name, ports] of state.of(names, (each) => learnDevice(sysfs, each))) {
      emitInfo(sysfs, name, out);
      for (const port of ports) failure = emitPort(sysfs, name, port, out) ?? failure;
    }
    if (failure) throw failure;
  },
});

function learnDevice(sysfs: FileTree, name: string): Device {
  const folder = `${FOLDER}/${name}/ports`;
  const counters = countersOf(name);
  return sysfs
    .listIfPresent(folder)
    .map((number) => learnPort(sysfs, `${folder}/${number}`, number, counters));
}

function learnPort(sysfs: FileTree, folder: string, number: string, all: readonly Counter[]): Port {
  const present = new Set(
    ['counters', 'counters_ext', 'hw_counters'].flatMap((each) =>
      sysfs.listIfPresent(`${folder}/${each}`).map((name) => `${each}/${name}`),
    ),
  );
  const counters = all
    .filter(({ file }) => present.has(file))
    .map((counter) => ({ path: `${folder}/${counter.file}`, counter }));
  return { number, folder, counters };
}

function emitInfo(sysfs: FileTree, name: string, out: Out<typeof metrics>): void {
  const text = (file: string) => textOf(readIfReadable(sysfs, `${FOLDER}/${name}/${file}`) ?? NOTHING);
  out.node_infiniband_info(1, name, text('board_id'), text('fw_ver'), text('hca_type'));
}

const NOTHING = Buffer.alloc(0);

/** One port that cannot be understood does not cost the others their samples. */
function emitPort(sysfs: FileTree, device: string, port: Port, out: Out<typeof metrics>): ModuleError | null {
  try {
    emitState(sysfs, device, port, out);
    for (const { path, counter } of port.counters) {
      const value = readCounter(sysfs, path);
      if (value !== null) out[counter.metric](counter.scale?.(value) ?? value, device, port.number);
    }
    return null;
  } catch (error) {
    if (error instanceof ModuleError && error.code === 'malformed_reply')
      return new ModuleError('malformed_reply', `${port.folder}: ${error.message}`, { cause: error });
    throw error;
  }
}

function emitState(
  sysfs: FileTree,
  device: string,
  { folder, number }: Port,
  out: Out<typeof metrics>,
): void {
  const state = readIfReadable(sysfs, `${folder}/state`);
  if (state) out.node_infiniband_state_id(parseState(textOf(state)), device, number);
  const physical = readIfReadable(sysfs, `${folder}/phys_state`);
  if (physical) out.node_infiniband_physical_state_id(parseState(textOf(physical)), device, number);
  const rate = readIfReadable(sysfs, `${folder}/rate`);
  if (rate) out.node_infiniband_rate_bytes_per_second(parseRate(textOf(rate)), device, number);
}

/** Null when the port does not tell. */
function readCounter(sysfs: FileTree, path: string): number | null {
  const bytes = readIfReadable(sysfs, path);
  if (bytes === null) return null;
  const value = integerOf(bytes);
  if (value >= 0) return value;
  if (bytes.includes(NOT_AVAILABLE)) return null;
  throw new ModuleError('malformed_reply', `${path}: not one unsigned number`);
}
