/** The body of an answer, whole and as it was meant. */
import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';
import { ModuleError } from '../../model/errors.ts';

/** The largest documents are logs and expanded collections, of one or two megabytes. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;

const DECODERS = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
} as const;

/** @throws ModuleError `limit_exceeded`, `malformed_reply`, and what the connection throws. */
export async function bodyOf(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  // Leaving the loop destroys the connection.
  for await (const chunk of response) {
    length += (chunk as Buffer).length;
    if (length > MAX_BODY_BYTES) throw tooLong();
    chunks.push(chunk as Buffer);
  }
  const encoding = response.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  const body = Buffer.concat(chunks, length);
  return encoding === 'identity' || encoding === '' || length === 0 ? body : decoded(body, encoding);
}

/** Nobody has asked for it; some services of HPE do it all the same. */
async function decoded(body: Buffer, encoding: string): Promise<Buffer> {
  const decode = Object.hasOwn(DECODERS, encoding) ? DECODERS[encoding as keyof typeof DECODERS] : null;
  if (decode === null)
    throw new ModuleError(
      'malformed_reply',
      `an answer encoded as ${JSON.stringify(encoding.slice(0, 50))}, which was not asked for`,
    );
  try {
    return await decode(body, { maxOutputLength: MAX_BODY_BYTES });
  } catch (error) {
    if (error instanceof RangeError) throw tooLong();
    throw new ModuleError('malformed_reply', `an answer that is no ${encoding}`, { cause: error });
  }
}

const tooLong = () => new ModuleError('limit_exceeded', `an answer of more than ${MAX_BODY_BYTES} bytes`);
