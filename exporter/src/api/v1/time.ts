import { z } from 'zod';
import { parseTime } from '../../model/time.ts';

/** What a signed 64-bit number of nanoseconds can hold: April 2262. */
const MAX_NS = 2n ** 63n - 1n;

/** An RFC 3339 time that becomes nanoseconds since the epoch. */
export const Time = z
  .string()
  .max(64)
  .transform((text, context) => {
    const ns = parseTime(text);
    if (ns !== null && ns <= MAX_NS) return ns;
    context.addIssue({
      code: 'custom',
      message: 'not an RFC 3339 time with zone between 1970 and 2262, such as 2026-02-19T14:00:00Z',
      input: text,
    });
    return z.NEVER;
  })
  .meta({ format: 'date-time' });
