const NUMBER = /^(\d{1,9})(?: \(\d{1,9}\))?$/;

/**
 * Content of md/raid_disks: `4`, or `4 (3)` while the array grows from three to four.
 * Null when empty: not known yet, or the container of external metadata. NaN when it is neither.
 */
export function parseRaidDisks(bytes: Buffer): number | null {
  const text = bytes.toString('latin1').trim();
  return text === '' ? null : Number(NUMBER.exec(text)?.[1]);
}
