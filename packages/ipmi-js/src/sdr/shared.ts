/** One record that stands for several sensors of consecutive numbers (IPMI 2.0, table 43-2, bytes 24 and 25). */
import type { CompactSensorRecord, EventOnlyRecord, Sharing } from './record.ts';

const LETTERS = 26;
const FIRST_LETTER = 65;

/** A record for each sensor that `record` stands for, `record` itself when it is only one. */
export function expandShared<T extends CompactSensorRecord | EventOnlyRecord>(record: T): T[] {
  const { sharing, entity } = record;
  if (sharing.count <= 1) return [record];
  return Array.from({ length: sharing.count }, (_, index) => ({
    ...record,
    sensorNumber: (record.sensorNumber + index) & 0xff,
    name: `${record.name} ${sharedSuffix(sharing, index)}`,
    entity: sharing.instanceIncrements ? { ...entity, instance: (entity.instance + index) & 0x7f } : entity,
    sharing: { ...sharing, count: 1 },
  }));
}

/** Letters go on with AA after Z. */
function sharedSuffix({ modifier, offset }: Sharing, index: number): string {
  const number = offset + index;
  if (modifier === 'numeric') return String(number);
  const last = String.fromCharCode(FIRST_LETTER + (number % LETTERS));
  const before = Math.floor(number / LETTERS);
  return before === 0 ? last : `${String.fromCharCode(FIRST_LETTER + before - 1)}${last}`;
}
