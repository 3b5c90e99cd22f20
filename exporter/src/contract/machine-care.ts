/** Machines that are looked at in several ways: what is wrong with one is told by one of those who look at it. */

/** A machine, as far as it is known which. */
export interface MachineInCare {
  /** Name or address of its BMC. */
  readonly bmc: string;
  /** Asset that it is; null before anybody knows. */
  readonly asset: string | null;
}

/** What one watcher does. */
export interface Care {
  /** A look at one of its BMCs has ended. @param asset which machine it is; null when the BMC did not answer */
  looked(bmc: string, asset: string | null): void;
  /** It looks at none any longer. */
  end(): void;
}

export interface MachineCare {
  /** @param bmcs names or addresses of all that `watcher` is going to look at */
  begin(watcher: string, bmcs: readonly string[]): Care;
  /**
   * Whether `watcher` sees what happens to the machine. Null when that will turn out: it has BMCs that it has not
   * looked at yet, and any may be that of this machine.
   */
  isWith(watcher: string, machine: MachineInCare): boolean | null;
}
