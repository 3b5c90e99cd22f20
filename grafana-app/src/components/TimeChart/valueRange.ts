interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/** Of the whole span, kept free above and below what is drawn. */
const MARGIN = 0.08;

/**
 * What the value axis spans: everything drawn and every threshold, with a margin; from zero when nothing is below and
 * zero is not far away. `bounds` are what the caller knows of the values (0–100 %), and hold unless a value is beyond.
 */
export function valueRange(
  dataMin: number | null,
  dataMax: number | null,
  thresholds: readonly number[],
  bounds: Bounds
): [number, number] {
  const drawn = [...thresholds, ...[dataMin, dataMax].filter((value) => value !== null)];
  const low = Math.min(...drawn);
  const high = Math.max(...drawn);
  if (!Number.isFinite(low) || !Number.isFinite(high)) {
    return [bounds.min ?? 0, bounds.max ?? 1];
  }
  if (low === 0 && high === 0) {
    return [bounds.min ?? 0, bounds.max ?? 1];
  }
  const margin = (high - low || Math.abs(high)) * MARGIN;
  const fromZero = low >= 0 && low <= (high - low) * 2;
  const bottom = fromZero ? 0 : low - margin;
  return [
    bounds.min !== undefined && low >= bounds.min ? bounds.min : bottom,
    bounds.max !== undefined && high <= bounds.max ? bounds.max : high + margin,
  ];
}
