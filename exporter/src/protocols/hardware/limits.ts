/** From when on something is worth an event, where the machine itself does not say. */
export interface HardwareLimits {
  /** Degrees below a threshold of the machine that count as near it. */
  readonly nearCelsius: number;
  /** A fan that turns at less than this share of what the others do is degrading, in per cent. */
  readonly slowFanPercent: number;
  readonly driveLifePercent: number;
  /** Corrected errors of one memory module in an hour. */
  readonly memoryErrors: number;
}
