export function quantile(values: readonly number[], part: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * part)] ?? NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Of a sequence of times between two frames in ms. */
export function framesPerSecond(frames: readonly number[]): number {
  return (1000 * frames.length) / frames.reduce((sum, each) => sum + each, 0);
}
