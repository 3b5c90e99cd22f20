import { request as httpRequest, type IncomingHttpHeaders, type RequestOptions } from 'node:http';
import { request as httpsRequest, type RequestOptions as TlsOptions } from 'node:https';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
  /** The body as JSON; throws when it is not. */
  json(): unknown;
}

export interface Ask extends Pick<RequestOptions, 'method' | 'agent'> {
  readonly body?: string | Buffer;
  /** Sent as JSON with its content type. */
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly tls?: Pick<
    TlsOptions,
    'ca' | 'cert' | 'key' | 'minVersion' | 'maxVersion' | 'ciphers' | 'rejectUnauthorized'
  >;
}

/** One request on a connection of its own, with no header that is not given. */
export function ask(
  url: string,
  { method, headers, body, json, tls, agent = false }: Ask = {},
): Promise<Answer> {
  const payload = json === undefined ? body : JSON.stringify(json);
  const options = {
    method: method ?? (payload === undefined ? 'GET' : 'POST'),
    headers: { ...(json !== undefined && { 'Content-Type': 'application/json' }), ...headers },
    agent,
    ...tls,
  };
  return new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? httpsRequest : httpRequest;
    const request = send(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const text = bytes.toString('utf8');
        const json = (): unknown => JSON.parse(text);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes, text, json });
      });
    });
    request.on('error', reject);
    // As bytes: Node would encode a text together with the headers, and these as UTF-8.
    request.end(payload === undefined ? undefined : Buffer.from(payload));
  });
}
