/** A token bucket over all clients: `burst` tokens at first, one more every `intervalMs`. */
export function tokenBucket(intervalMs: number, burst: number, now: () => number): () => boolean {
  let tokens = burst;
  let last = now();
  return () => {
    const time = now();
    tokens = Math.min(burst, tokens + (time - last) / intervalMs);
    last = time;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
