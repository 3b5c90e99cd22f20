/** One CPU as /proc/cpuinfo describes it; what a machine does not tell is empty. */
export interface CpuInfo {
  readonly cpu: string;
  readonly package: string;
  readonly core: string;
  readonly vendor: string;
  readonly family: string;
  readonly model: string;
  readonly modelName: string;
  readonly microcode: string;
  readonly stepping: string;
  readonly cacheSize: string;
  /** Null on machines that do not tell it, such as those with ARM. */
  readonly megahertz: number | null;
  readonly flags: readonly string[];
  readonly bugs: readonly string[];
}

/** Blocks of `key : value` lines, parted by empty lines; blocks without `processor` describe the machine. */
export function parseCpuInfo(text: string): CpuInfo[] {
  const cpus: CpuInfo[] = [];
  for (const block of text.split(/\n\s*\n/)) {
    const values = new Map<string, string>();
    for (const line of block.split('\n')) {
      const colon = line.indexOf(':');
      if (colon > 0) values.set(line.slice(0, colon).trim(), line.slice(colon + 1).trim());
    }
    const info = toCpuInfo(values);
    if (info) cpus.push(info);
  }
  return cpus;
}

function toCpuInfo(values: ReadonlyMap<string, string>): CpuInfo | null {
  const cpu = values.get('processor') ?? '';
  if (!/^\d{1,5}$/.test(cpu)) return null;
  const value = (key: string) => values.get(key) ?? '';
  const words = (key: string) => value(key).split(/\s+/).filter(Boolean);
  return {
    cpu,
    package: value('physical id'),
    core: value('core id'),
    vendor: value('vendor_id'),
    family: value('cpu family'),
    model: value('model'),
    modelName: value('model name'),
    microcode: value('microcode'),
    stepping: value('stepping'),
    cacheSize: value('cache size'),
    megahertz: /^\d{1,9}(\.\d{1,9})?$/.test(value('cpu MHz')) ? Number(value('cpu MHz')) : null,
    flags: words(values.has('flags') ? 'flags' : 'Features'),
    bugs: words('bugs'),
  };
}
