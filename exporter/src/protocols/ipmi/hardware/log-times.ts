/** When the entries of a log were written, as far as the clock of the BMC can be trusted. */
import { selTime } from 'ipmi-js';
import { type RawEntry, timeOf } from './raw-entry.ts';

/** A clock that is as little off is right: what people see with other tools is then the same. */
const RIGHT_MS = 60_000;
/** Clocks differ. */
const AHEAD_MS = 5 * 60_000;

/**
 * Milliseconds since the epoch for each entry; null where nobody can tell. Where the clock is wrong, in local time, or
 * counts from the start of the BMC, it tells how long ago all was that was written since it was last set.
 * @param clockSeconds what the BMC's clock says now; null when it does not tell
 */
export function timesOf(
  entries: readonly RawEntry[],
  clockSeconds: number | null,
  nowMs: number,
): (number | null)[] {
  const times = entries.map((entry) => plausible(entry, nowMs));
  const clock = clockSeconds === null ? null : selTime(clockSeconds);
  if (clock === null || clock.kind === 'unspecified') return times;
  const offsetMs = nowMs - clock.seconds * 1000;
  if (clock.kind === 'clock' && Math.abs(offsetMs) <= RIGHT_MS) return times;
  let latest = clock.seconds;
  for (let at = entries.length - 1; at >= 0; at -= 1) {
    const time = timeOf(entries[at] as RawEntry);
    if (time.kind === 'unspecified') continue;
    // Before that, the clock was another.
    if (time.kind !== clock.kind || time.seconds > latest) break;
    latest = time.seconds;
    times[at] = time.seconds * 1000 + offsetMs;
  }
  return times;
}

function plausible(entry: RawEntry, nowMs: number): number | null {
  const time = timeOf(entry);
  if (time.kind !== 'clock') return null;
  const ms = time.seconds * 1000;
  return ms <= nowMs + AHEAD_MS ? ms : null;
}

/** For those without a time, that of the one before: they are no older. */
export function atLeast(times: readonly (number | null)[]): (number | null)[] {
  let last: number | null = null;
  return times.map((time) => (last = time ?? last));
}
