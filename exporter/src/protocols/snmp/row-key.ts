/**
 * Rows of a table are told apart by what their OIDs have behind the column: a few packed sub-identifiers, kept as
 * latin1 text so that a Map finds them without a look at each number. X.690 8.19
 */

/** Sub-identifiers that are not the first two of an OID. */
export function packSubIds(subIds: readonly number[]): string {
  let key = '';
  for (const subId of subIds) key += subId < 0x80 ? String.fromCharCode(subId) : packLong(subId);
  return key;
}

function packLong(subId: number): string {
  let key = String.fromCharCode(subId % 0x80);
  for (let rest = Math.floor(subId / 0x80); rest > 0; rest = Math.floor(rest / 0x80))
    key = String.fromCharCode(0x80 | (rest % 0x80)) + key;
  return key;
}

export function unpackSubIds(key: string): number[] {
  const subIds: number[] = [];
  let subId = 0;
  for (let i = 0; i < key.length; i += 1) {
    const octet = key.charCodeAt(i);
    subId = subId * 0x80 + (octet & 0x7f);
    if (octet >= 0x80) continue;
    subIds.push(subId);
    subId = 0;
  }
  return subIds;
}
