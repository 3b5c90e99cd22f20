import { z } from 'zod';
import { regex } from '../../../contract/config.ts';
import { counter, gauge } from '../../../contract/metrics.ts';
import { defineCollector } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { parseCpuInfo } from './info.ts';
import {
  CPU_MODES,
  GUEST,
  GUEST_NICE,
  noTimes,
  readCpuTimes,
  takeLarger,
  TICKS_PER_SECOND,
} from './times.ts';
import {
  findIsolated,
  findSwitchable,
  findThrottles,
  readCount,
  type Switchable,
  type Throttle,
} from './topology.ts';

interface Cpu {
  readonly label: string;
  readonly ticks: Float64Array;
}

/** What does not change while the same number of CPUs is online. */
interface Topology {
  readonly cpus: number;
  readonly throttles: readonly Throttle[];
  readonly isolated: readonly string[];
  readonly switchable: readonly Switchable[];
}

interface State {
  /** By number; at most 8,192. */
  readonly cpus: Map<number, Cpu>;
  topology: Topology | null;
}

const HERTZ_PER_MEGAHERTZ = 1e6;

const Config = z.object({
  guest: z.boolean().default(true).describe('Also the time spent in guests: node_cpu_guest_seconds_total.'),
  info: z
    .boolean()
    .default(false)
    .describe('Also what /proc/cpuinfo says: node_cpu_info and node_cpu_frequency_hertz.'),
  infoFlagsInclude: regex('')
    .describe('Flags of /proc/cpuinfo to show as node_cpu_flag_info; turns `info` on.')
    .meta({ flags: ['--collector.cpu.info.flags-include'] }),
  infoBugsInclude: regex('')
    .describe('Bugs of /proc/cpuinfo to show as node_cpu_bug_info; turns `info` on.')
    .meta({ flags: ['--collector.cpu.info.bugs-include'] }),
});

export default defineCollector({
  id: 'cpu',
  summary: 'CPU time by mode, thermal throttling and, on request, CPU models.',
  config: Config,
  metrics: {
    node_cpu_seconds_total: counter('Seconds the CPUs spent in each mode.', ['cpu', 'mode']),
    node_cpu_guest_seconds_total: counter('Seconds the CPUs spent in guests (VMs) for each mode.', [
      'cpu',
      'mode',
    ]),
    node_cpu_info: gauge('CPU information from /proc/cpuinfo.', [
      'package',
      'core',
      'cpu',
      'vendor',
      'family',
      'model',
      'model_name',
      'microcode',
      'stepping',
      'cachesize',
    ]),
    node_cpu_frequency_hertz: gauge('CPU frequency in hertz from /proc/cpuinfo.', ['package', 'core', 'cpu']),
    node_cpu_flag_info: gauge(
      'The `flags` field of CPU information from /proc/cpuinfo taken from the first core.',
      ['flag'],
    ),
    node_cpu_bug_info: gauge(
      'The `bugs` field of CPU information from /proc/cpuinfo taken from the first core.',
      ['bug'],
    ),
    node_cpu_core_throttles_total: counter('Number of times this CPU core has been throttled.', [
      'package',
      'core',
    ]),
    node_cpu_package_throttles_total: counter('Number of times this CPU package has been throttled.', [
      'package',
    ]),
    node_cpu_isolated: gauge(
      'Whether each core is isolated, information from /sys/devices/system/cpu/isolated.',
      ['cpu'],
    ),
    node_cpu_online: gauge('CPUs that are online and being scheduled.', ['cpu']),
  },
  needs: ['procfs', 'sysfs'],
  init: (): State => ({ cpus: new Map(), topology: null }),
  collect({ procfs, sysfs, state }, config, out) {
    let online = 0;
    readCpuTimes(procfs.read('stat'), (number, ticks) => {
      online += 1;
      const cpu = cpuOf(state, number);
      takeLarger(cpu.ticks, ticks);
      const seconds = (field: number) => (cpu.ticks[field] ?? 0) / TICKS_PER_SECOND;
      for (let mode = 0; mode < CPU_MODES.length; mode += 1) {
        out.node_cpu_seconds_total(seconds(mode), cpu.label, CPU_MODES[mode] as string);
      }
      if (!config.guest) return;
      out.node_cpu_guest_seconds_total(seconds(GUEST), cpu.label, 'user');
      out.node_cpu_guest_seconds_total(seconds(GUEST_NICE), cpu.label, 'nice');
    });
    const topology = topologyOf(state, online, sysfs);
    for (const cpu of topology.isolated) out.node_cpu_isolated(1, cpu);
    for (const throttle of topology.throttles) {
      const count = readCount(sysfs, throttle.path);
      if (count === null) continue;
      if (throttle.core === null) out.node_cpu_package_throttles_total(count, throttle.package);
      else out.node_cpu_core_throttles_total(count, throttle.package, throttle.core);
    }
    for (const { cpu, path } of topology.switchable)
      out.node_cpu_online(readCount(sysfs, path) === 1 ? 1 : 0, cpu);
    if (!config.info && !config.infoFlagsInclude && !config.infoBugsInclude) return;
    const infos = parseCpuInfo(procfs.read('cpuinfo').toString('utf8'));
    for (const i of new Map(infos.map((info) => [info.cpu, info])).values()) {
      const labels = [
        i.vendor,
        i.family,
        i.model,
        i.modelName,
        i.microcode,
        i.stepping,
        i.cacheSize,
      ] as const;
      out.node_cpu_info(1, i.package, i.core, i.cpu, ...labels);
      if (i.megahertz !== null)
        out.node_cpu_frequency_hertz(i.megahertz * HERTZ_PER_MEGAHERTZ, i.package, i.core, i.cpu);
    }
    for (const flag of matching(infos[0]?.flags, config.infoFlagsInclude)) out.node_cpu_flag_info(1, flag);
    for (const bug of matching(infos[0]?.bugs, config.infoBugsInclude)) out.node_cpu_bug_info(1, bug);
  },
});

function cpuOf({ cpus }: State, number: number): Cpu {
  const known = cpus.get(number);
  if (known) return known;
  const cpu: Cpu = { label: String(number), ticks: noTimes() };
  cpus.set(number, cpu);
  return cpu;
}

function topologyOf(state: State, cpus: number, sysfs: FileTree): Topology {
  if (state.topology?.cpus === cpus) return state.topology;
  return (state.topology = {
    cpus,
    throttles: findThrottles(sysfs),
    isolated: findIsolated(sysfs),
    switchable: findSwitchable(sysfs),
  });
}

function matching(words: readonly string[] = [], include: RegExp | null): Set<string> {
  return new Set(include === null ? [] : words.filter((word) => include.test(word)));
}
