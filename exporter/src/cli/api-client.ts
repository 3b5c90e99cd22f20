import { z } from 'zod';
import type { LoadedConfig } from '../app/config/load.ts';
import { browserUrl, parseListenAddress } from '../api/listen-address.ts';
import { messageOf, UserError } from '../model/errors.ts';
import { httpRequest, type HttpAnswer } from '../platform/http-client.ts';
import { readTextFile } from '../platform/text-file.ts';
import { printable } from './printable.ts';

const TIMEOUT_MS = 5000;
/** A page of a thousand assets with large attributes. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
const MAX_WEB_CONFIG_BYTES = 1024 * 1024;

export interface Server {
  readonly url: string;
  readonly token: string | undefined;
}

/** The server's answer was an error. */
export class ApiError extends UserError {
  readonly status: number;
  constructor(message: string, status: number) {
    super(message, 1);
    this.status = status;
  }
}

/** The server that options name, else the one that the configuration would start on this machine. */
export function serverOf(options: Readonly<Record<string, unknown>>, { config }: LoadedConfig): Server {
  const { url, token } = options;
  if (typeof url === 'string' && !/^https?:\/\/[^/?#]+/.test(url)) {
    throw new UserError(`--url ${url}: expected http://host:port or https://host:port`);
  }
  return {
    url: typeof url === 'string' ? url.replace(/\/+$/, '') : localUrl(config.web),
    token: typeof token === 'string' ? token : config.api.token,
  };
}

function localUrl({ listenAddress, configFile }: LoadedConfig['config']['web']): string {
  const webConfig = configFile === null ? null : readTextFile(configFile, MAX_WEB_CONFIG_BYTES);
  const { host, port } = parseListenAddress(listenAddress[0] ?? '');
  return browserUrl(/^tls_server_config:/m.test(webConfig ?? '') ? 'https' : 'http', host, port);
}

/** @throws ApiError when the server refuses, UserError when it cannot be reached or is no Fathom. */
export async function getJson<S extends z.ZodType>(
  server: Server,
  path: string,
  schema: S,
  signal?: AbortSignal,
): Promise<z.output<S>> {
  const { status, text } = await get(server, path, signal);
  if (status !== 200) throw new ApiError(`${server.url}${path}: ${explain(status, text)}`, status);
  const parsed = schema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  throw new UserError(`${server.url}${path}: not the answer of a Fathom of this version; is --url right?`, 1);
}

/** @throws UserError when nothing answers. */
export async function get({ url, token }: Server, path: string, signal?: AbortSignal): Promise<HttpAnswer> {
  const headers = {
    accept: 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  try {
    return await httpRequest({
      url: `${url}${path}`,
      headers,
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_ANSWER_BYTES,
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    const hint = 'Is the server running (fathom serve)? Is --url right?';
    throw new UserError(`cannot reach ${messageOf(error)}\n${hint}`, 1, { cause: error });
  }
}

const Problem = z.object({ title: z.string().optional(), detail: z.string().optional() });

function explain(status: number, text: string): string {
  if (status === 401 || status === 403) return `${status}: give its token with --token or FATHOM_API_TOKEN`;
  const problem = Problem.safeParse(jsonOf(text));
  const said = problem.success ? (problem.data.detail ?? problem.data.title) : undefined;
  return printable(`${status}${said ? `: ${said}` : ''}`).slice(0, 500);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
