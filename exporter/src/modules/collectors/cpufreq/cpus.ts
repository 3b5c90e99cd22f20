import type { FileTree } from '../../../contract/ports.ts';
import { parseCpuList } from '../../../protocols/sysfs/cpu-list.ts';

const CPUS = 'devices/system/cpu';
/** NR_CPUS of the largest kernel configurations. */
const MAX_CPUS = 8192;
/** The driver may be loaded, and other limits be allowed to be read, while the CPUs stay the same. */
const MAX_AGE_MS = 60_000;

/** Each file with a frequency in kHz, and its family. */
export const FREQUENCY_FILES = {
  cpuinfo_cur_freq: 'node_cpu_frequency_hertz',
  cpuinfo_min_freq: 'node_cpu_frequency_min_hertz',
  cpuinfo_max_freq: 'node_cpu_frequency_max_hertz',
  scaling_cur_freq: 'node_cpu_scaling_frequency_hertz',
  scaling_min_freq: 'node_cpu_scaling_frequency_min_hertz',
  scaling_max_freq: 'node_cpu_scaling_frequency_max_hertz',
} as const;

export interface Frequency {
  readonly path: string;
  readonly family: (typeof FREQUENCY_FILES)[keyof typeof FREQUENCY_FILES];
}

/** A CPU that is online and whose frequency can be set. */
export interface ScalingCpu {
  readonly cpu: string;
  /** But for those that were found not to be there, or not to be read by this user: `cpuinfo_cur_freq` is root's. */
  readonly frequencies: Set<Frequency>;
  readonly governor: string;
  readonly availableGovernors: string;
}

/** The CPUs with cpufreq, found anew when one goes online or offline and once a minute. */
export class ScalingCpuList {
  #offline: string | null = null;
  #listedMs = 0;
  #cpus: readonly ScalingCpu[] = [];

  /** @throws ModuleError `unsupported` when the kernel does not tell its CPUs. */
  cpus(sysfs: FileTree, nowMs: number): readonly ScalingCpu[] {
    const offline = sysfs.read(`${CPUS}/offline`).toString('latin1');
    const age = nowMs - this.#listedMs;
    if (offline === this.#offline && age >= 0 && age < MAX_AGE_MS) return this.#cpus;
    this.#cpus = findCpus(sysfs, new Set(parseCpuList(offline)));
    this.#offline = offline;
    this.#listedMs = nowMs;
    return this.#cpus;
  }
}

function findCpus(sysfs: FileTree, offline: ReadonlySet<number>): ScalingCpu[] {
  const numbers = sysfs
    .list(CPUS)
    .flatMap((name) => /^cpu(\d+)$/.exec(name)?.[1] ?? [])
    .filter((cpu) => !offline.has(Number(cpu)))
    .slice(0, MAX_CPUS);
  return numbers.flatMap((cpu) => {
    const folder = `${CPUS}/cpu${cpu}/cpufreq`;
    if (!sysfs.exists(folder)) return [];
    const frequencies = Object.entries(FREQUENCY_FILES).map(([file, family]) => ({
      path: `${folder}/${file}`,
      family,
    }));
    const governor = `${folder}/scaling_governor`;
    return [
      {
        cpu,
        frequencies: new Set(frequencies),
        governor,
        availableGovernors: `${folder}/scaling_available_governors`,
      },
    ];
  });
}
