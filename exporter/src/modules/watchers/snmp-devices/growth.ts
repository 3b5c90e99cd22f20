/** By how much counters have grown between two looks. */
import type { Counter, Interface } from './reading.ts';

/**
 * Null when it cannot be told. A counter that went back has begun anew or gone round; it counts as gone round when
 * that makes less than half of its range: of more, two looks could not tell one from the other.
 */
export function growthOf(before: Counter | null, now: Counter | null): number | null {
  if (before === null || now?.bits !== before.bits) return null;
  if (now.value >= before.value) return now.value - before.value;
  const range = 2 ** now.bits;
  const around = now.value - before.value + range;
  return around < range / 2 ? around : null;
}

/** Whether the counters of an interface went on from one look to the next, as far as the device says. */
export function goesOn(before: Interface, now: Interface): boolean {
  return Object.is(before.discontinuity, now.discontinuity);
}

/** Bytes in and out of all interfaces; one that is new or has begun to count anew tells nothing. */
export function trafficBetween(
  before: ReadonlyMap<string, Interface>,
  now: ReadonlyMap<string, Interface>,
): { bytes: number; busiest: string | null; counted: number } {
  let [bytes, most, counted] = [0, 0, 0];
  let busiest: string | null = null;
  for (const [key, each] of now) {
    const last = before.get(key);
    if (!last || !goesOn(last, each)) continue;
    const received = growthOf(last.inOctets, each.inOctets);
    const sent = growthOf(last.outOctets, each.outOctets);
    if (received === null && sent === null) continue;
    const growth = (received ?? 0) + (sent ?? 0);
    counted += 1;
    bytes += growth;
    if (growth > most) [most, busiest] = [growth, each.title];
  }
  return { bytes, busiest, counted };
}
