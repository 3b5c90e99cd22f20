/** Whether a state that lasts may be told (again) under this key; remembers in `told` that it was. */
export function isDue<K>(told: Map<K, number>, key: K, nowMs: number, repeatMs: number): boolean {
  const last = told.get(key);
  if (last !== undefined && nowMs >= last && nowMs - last < repeatMs) return false;
  told.set(key, nowMs);
  return true;
}
