/** struct timex of adjtimex(2): linux/timex.h. */
import { ModuleError } from '../../../contract/module.ts';

/** As the kernel has it; see the manual page for the units. */
export interface Timex {
  readonly offset: number;
  readonly frequency: number;
  readonly maxError: number;
  readonly estimatedError: number;
  readonly status: number;
  readonly constant: number;
  readonly tick: number;
  readonly ppsFrequency: number;
  readonly jitter: number;
  readonly shift: number;
  readonly stability: number;
  readonly jitterCount: number;
  readonly calibrationCount: number;
  readonly errorCount: number;
  readonly stabilityCount: number;
  readonly tai: number;
}

/** `modes` to `tai` are 21 fields, none of them larger than a `long`, and aligned as one. */
const FIELDS = 21;

/** `wordBytes` is the size of `long`, to which every field of the structure is aligned. */
export function parseTimex(bytes: Buffer, wordBytes: number): Timex {
  if (wordBytes !== 4 && wordBytes !== 8)
    throw new ModuleError('malformed_reply', `adjtimex: a word of ${wordBytes} bytes`);
  if (bytes.length < FIELDS * wordBytes)
    throw new ModuleError('malformed_reply', `adjtimex: ${bytes.length} bytes`);
  // An `int` between two `long`s takes the room of one.
  const int = (field: number) => bytes.readInt32LE(field * wordBytes);
  const long = (field: number) => (wordBytes === 8 ? Number(bytes.readBigInt64LE(field * 8)) : int(field));
  return {
    offset: long(1),
    frequency: long(2),
    maxError: long(3),
    estimatedError: long(4),
    status: int(5),
    constant: long(6),
    tick: long(11),
    ppsFrequency: long(12),
    jitter: long(13),
    shift: int(14),
    stability: long(15),
    jitterCount: long(16),
    calibrationCount: long(17),
    errorCount: long(18),
    stabilityCount: long(19),
    tai: int(20),
  };
}
