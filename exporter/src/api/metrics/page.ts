import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { CONTENT_TYPES, encodePage, type ExpositionFormat } from '../../runtime/exposition.ts';
import type { FamilySamples } from '../../runtime/samples.ts';
import { compress } from '../compression.ts';
import { send } from '../reply.ts';
import { acceptsGzip, negotiateFormat } from './negotiation.ts';

/** Sends families, sorted and unique, in the format and the coding that the request asks for. */
export async function sendPage(
  headers: IncomingHttpHeaders,
  response: ServerResponse,
  families: readonly FamilySamples[],
  onEncodingError: () => void,
): Promise<void> {
  const format = negotiateFormat(headers.accept);
  await sendEncoded(headers, response, encode(families, format, onEncodingError), format);
}

/** The same in the text format, whatever the request would rather have. */
export async function sendTextPage(
  headers: IncomingHttpHeaders,
  response: ServerResponse,
  families: readonly FamilySamples[],
): Promise<void> {
  await sendEncoded(headers, response, encodePage(families, 'text'), 'text');
}

async function sendEncoded(
  headers: IncomingHttpHeaders,
  response: ServerResponse,
  page: Buffer,
  format: ExpositionFormat,
): Promise<void> {
  const zipped = acceptsGzip(headers['accept-encoding']?.toString()) ? await compress(page) : null;
  if (zipped) response.setHeader('Content-Encoding', 'gzip');
  send(response, 200, CONTENT_TYPES[format], zipped ?? page);
}

function encode(
  families: readonly FamilySamples[],
  format: ExpositionFormat,
  onEncodingError: () => void,
): Buffer {
  try {
    return encodePage(families, format);
  } catch (error) {
    onEncodingError();
    throw error;
  }
}
