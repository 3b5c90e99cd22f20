import type { FileTree, OperatingSystem } from '../../../contract/ports.ts';
import type { JsonObject } from '../../../model/json.ts';
import { integerOf, valueOf } from './kernel-text.ts';

/** What /proc/cpuinfo says of the machine; what it does not say is null. */
export interface Cpuinfo {
  readonly model: string | null;
  readonly logicalCores: number | null;
  readonly physicalCores: number | null;
  /** Of the first core, at this moment. */
  readonly currentMhz: number | null;
  /** The processor says that it is a virtual one. */
  readonly hypervisor: boolean;
}

/** A machine of 1,024 processors has that many blocks; beyond that the file is no cpuinfo. */
const MAX_PROCESSORS = 8192;
/** Keys of x86; of other architectures in order of preference. */
const MODEL_KEYS = ['model name', 'cpu model', 'Model', 'cpu', 'Hardware', 'Processor'];

export function parseCpuinfo(text: string): Cpuinfo {
  const first = new Map<string, string>();
  const cores = new Set<string>();
  let processors = 0;
  let socket = '';
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':');
    if (colon < 0) continue;
    const key = line.slice(0, colon).trim();
    const value = line.slice(colon + 1).trim();
    if (!first.has(key) && first.size < 100) first.set(key, value);
    if (key === 'processor' && /^\d+$/.test(value) && processors < MAX_PROCESSORS) processors += 1;
    else if (key === 'physical id') socket = value;
    else if (key === 'core id' && cores.size < MAX_PROCESSORS) cores.add(`${socket}/${value}`);
  }
  const model = MODEL_KEYS.map((key) => first.get(key)).find(Boolean);
  return {
    model: model?.replace(/\s+/g, ' ').slice(0, 256) ?? null,
    logicalCores: processors || null,
    physicalCores: cores.size || null,
    currentMhz: megahertz(first.get('cpu MHz') ?? ''),
    hypervisor: /(?:^| )hypervisor(?: |$)/.test(first.get('flags') ?? ''),
  };
}

function megahertz(text: string): number | null {
  return /^\d{1,6}(?:\.\d{1,6})?$/.test(text) ? Math.round(Number(text)) : null;
}

export function describeCpu(cpuinfo: Cpuinfo, sysfs: FileTree, os: OperatingSystem): JsonObject {
  const deviceTree = valueOf(sysfs, 'firmware/devicetree/base/model')?.replace(/\0/g, '') ?? null;
  return {
    model: cpuinfo.model ?? deviceTree,
    logicalCores: cpuinfo.logicalCores ?? os.cpuCount(),
    physicalCores: cpuinfo.physicalCores ?? countSiblings(sysfs),
    frequencyMhz: nominalMhz(cpuinfo, sysfs),
  };
}

/** A figure that stays: the most it can, else what its name promises, else the moment's where nothing regulates it. */
function nominalMhz({ model, currentMhz }: Cpuinfo, sysfs: FileTree): number | null {
  const mostKhz = integerOf(sysfs, 'devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq');
  if (mostKhz !== null) return Math.round(mostKhz / 1000);
  const named = /@ (\d{1,2}\.\d{1,3})GHz/.exec(model ?? '');
  return named ? Math.round(Number(named[1]) * 1000) : currentMhz;
}

/** Cores where cpuinfo does not tell them apart (ARM): each has its own list of threads. */
function countSiblings(sysfs: FileTree): number | null {
  const folder = 'devices/system/cpu';
  if (!sysfs.exists(folder)) return null;
  const threads = sysfs
    .list(folder)
    .filter((name) => /^cpu\d+$/.test(name))
    .flatMap((name) => valueOf(sysfs, `${folder}/${name}/topology/thread_siblings_list`) ?? []);
  return new Set(threads).size || null;
}
