/** What a service does not tell is not shown, rather than as 0. */
export function ifKnown<T>(value: T | null, write: (value: T) => void): void {
  if (value !== null) write(value);
}
