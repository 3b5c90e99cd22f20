/** The figures of /proc/stat, /proc/meminfo and /proc/net/dev that tell how loaded the host is. */
import type { Memory } from '../../../contract/host-facts.ts';
import { numberAfter } from '../../../protocols/procfs/field.ts';

/** Clock ticks of all processors together. */
export interface CpuTicks {
  readonly busy: number;
  readonly ioWait: number;
  readonly total: number;
}

/** The line `cpu` of /proc/stat; guest time is part of user time. Null when it is not such a file. */
export function parseCpuTicks(bytes: Buffer): CpuTicks | null {
  const match = /^cpu ((?: \d{1,20}){4,10})/.exec(bytes.toString('latin1', 0, 256));
  const fields = match?.[1]?.trim().split(' ').map(Number);
  if (!fields) return null;
  const [user = 0, nice = 0, system = 0, idle = 0, ioWait = 0, irq = 0, softIrq = 0, steal = 0] = fields;
  const busy = user + nice + system + irq + softIrq + steal;
  return { busy, ioWait, total: busy + idle + ioWait };
}

/** Null when it is not /proc/meminfo. Kernels before 3.14 do not tell what is available. */
export function parseMemory(bytes: Buffer): Memory | null {
  const kibibytes = (name: string) => numberAfter(bytes, name);
  const total = kibibytes('MemTotal:');
  const free = kibibytes('\nMemFree:');
  if (total === null || free === null || total === 0) return null;
  const available =
    kibibytes('\nMemAvailable:') ?? free + (kibibytes('\nBuffers:') ?? 0) + (kibibytes('\nCached:') ?? 0);
  return { totalBytes: total * 1024, availableBytes: Math.min(available, total) * 1024 };
}

/** Far more than hosts have; beyond it lines are passed over. */
const MAX_INTERFACES = 4096;

/** Bytes received and sent by interface, from /proc/net/dev. */
export function parseTraffic(bytes: Buffer): Map<string, number> {
  const traffic = new Map<string, number>();
  for (const line of bytes.toString('latin1').split('\n')) {
    const match = /^ *([^\s:][^\s]{0,63}?): *(\d{1,20})(?: +\d{1,20}){7} +(\d{1,20}) /.exec(line);
    if (match?.[1] === undefined || traffic.size >= MAX_INTERFACES) continue;
    traffic.set(match[1], Number(match[2]) + Number(match[3]));
  }
  return traffic;
}
