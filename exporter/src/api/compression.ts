import { promisify } from 'node:util';
import { gzip, gzipSync } from 'node:zlib';

const gzipAside = promisify(gzip);
/** Level 1 takes half the time of level 6 or less, for a page a fifth larger. */
const GZIP = { level: 1 };
/** Up to here, well under a millisecond of work, handing it to another thread takes longer than doing it. */
const MAX_SYNC_BYTES = 128 * 1024;

export function compress(body: Buffer): Buffer | Promise<Buffer> {
  return body.length <= MAX_SYNC_BYTES ? gzipSync(body, GZIP) : gzipAside(body, GZIP);
}
