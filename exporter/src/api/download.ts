/** A file that is made while it is sent. */
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setSecurityHeaders } from './reply.ts';

/** A client that takes nothing for so long has gone, or holds the connection on purpose. */
const STALLED_MS = 60_000;

export class Download {
  readonly fileName: string;
  readonly contentType: string;
  readonly chunks: AsyncIterator<string, void, undefined>;
  /** The name is one that needs no quoting. */
  constructor(fileName: string, contentType: string, chunks: AsyncIterator<string, void, undefined>) {
    this.fileName = fileName;
    this.contentType = contentType;
    this.chunks = chunks;
  }
}

/**
 * The first chunk is made before anything is sent, so that what fails at once is told as a problem.
 * @throws whatever making a chunk throws; the connection is then cut off, for the file is not whole.
 */
export async function sendDownload(
  response: ServerResponse,
  { fileName, contentType, chunks }: Download,
): Promise<void> {
  const first = await chunks.next();
  setSecurityHeaders(response);
  response.statusCode = 200;
  response.setHeader('Content-Type', contentType);
  response.setHeader('Content-Disposition', `attachment; filename="${fileName}"`);
  if (response.req.method === 'HEAD') {
    response.end();
    return;
  }
  response.setTimeout(STALLED_MS, () => response.destroy());
  try {
    await pipeline(Readable.from(withFirst(first, chunks)), response);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

async function* withFirst(
  first: IteratorResult<string, void>,
  rest: AsyncIterator<string, void, undefined>,
): AsyncGenerator<string, void, undefined> {
  for (let next = first; next.done !== true; next = await rest.next()) yield next.value;
}

/** The client closed the connection before the end. */
function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
