/** What only grows while a process or thread lives. */
export interface Counts {
  userTicks: number;
  systemTicks: number;
  readBytes: number;
  writeBytes: number;
  majorFaults: number;
  minorFaults: number;
  voluntarySwitches: number;
  nonvoluntarySwitches: number;
}

export function noCounts(): Counts {
  return {
    userTicks: 0,
    systemTicks: 0,
    readBytes: 0,
    writeBytes: 0,
    majorFaults: 0,
    minorFaults: 0,
    voluntarySwitches: 0,
    nonvoluntarySwitches: 0,
  };
}

export function copyCounts(to: Counts, from: Counts): void {
  to.userTicks = from.userTicks;
  to.systemTicks = from.systemTicks;
  to.readBytes = from.readBytes;
  to.writeBytes = from.writeBytes;
  to.majorFaults = from.majorFaults;
  to.minorFaults = from.minorFaults;
  to.voluntarySwitches = from.voluntarySwitches;
  to.nonvoluntarySwitches = from.nonvoluntarySwitches;
}

/**
 * Adds to `sum` what has been counted since `before`. Switches summed over threads shrink when a thread ends:
 * a counter of a group must not.
 */
export function addGrowth(sum: Counts, counts: Counts, before: Counts): void {
  sum.userTicks += Math.max(0, counts.userTicks - before.userTicks);
  sum.systemTicks += Math.max(0, counts.systemTicks - before.systemTicks);
  sum.readBytes += Math.max(0, counts.readBytes - before.readBytes);
  sum.writeBytes += Math.max(0, counts.writeBytes - before.writeBytes);
  sum.majorFaults += Math.max(0, counts.majorFaults - before.majorFaults);
  sum.minorFaults += Math.max(0, counts.minorFaults - before.minorFaults);
  sum.voluntarySwitches += Math.max(0, counts.voluntarySwitches - before.voluntarySwitches);
  sum.nonvoluntarySwitches += Math.max(0, counts.nonvoluntarySwitches - before.nonvoluntarySwitches);
}
