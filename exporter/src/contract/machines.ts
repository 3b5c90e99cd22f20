/** Machines that are known already, by what tells one from another. */
export interface MachineMarks {
  readonly uuids: readonly string[];
  readonly serials: readonly string[];
  /** Name or address of its BMC. */
  readonly bmcAddress: string;
}

export interface KnownMachines {
  /**
   * Id of the asset that it is, as told by others than `sources`: the one who asks, and those who take its word.
   * Null when nobody known is meant, or several.
   * @throws ModuleError
   */
  find(marks: MachineMarks, ...sources: readonly string[]): Promise<string | null>;
}
