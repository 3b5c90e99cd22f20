import { messageOf, ModuleError } from '../model/errors.ts';

export interface HttpRequest {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  /** Beyond this the answer is refused. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/**
 * One request; redirects are not followed. The time covers the whole answer.
 * @throws ModuleError `timeout`, `cancelled`, `unreachable`, `limit_exceeded`.
 */
export async function httpRequest(request: HttpRequest): Promise<HttpAnswer> {
  const { url, method = 'GET', headers = {}, body, timeoutMs, maxBytes, signal } = request;
  const deadline = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      method,
      headers,
      redirect: 'manual',
      signal: signal ? AbortSignal.any([deadline, signal]) : deadline,
      ...(body === undefined ? {} : { body }),
    });
    const text = await boundedText(response, maxBytes);
    return { status: response.status, contentType: response.headers.get('content-type') ?? '', text };
  } catch (error) {
    if (error instanceof ModuleError) throw error;
    if (signal?.aborted) throw new ModuleError('cancelled', `${url}: cancelled`, { cause: error });
    if (deadline.aborted)
      throw new ModuleError('timeout', `${url}: no answer within ${timeoutMs} ms`, { cause: error });
    throw new ModuleError('unreachable', `${url}: ${reasonOf(error)}`, { cause: error });
  }
}

async function boundedText(response: Response, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  for await (const chunk of response.body ?? []) {
    const bytes = chunk as Uint8Array;
    length += bytes.length;
    // Leaving the loop cancels the body and with it the connection.
    if (length > maxBytes)
      throw new ModuleError('limit_exceeded', `${response.url}: more than ${maxBytes} bytes`);
    text += decoder.decode(bytes, { stream: true });
  }
  return text + decoder.decode();
}

/** fetch says only "fetch failed"; what happened is in its cause, several of them for several addresses. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof AggregateError) return cause.errors.map(messageOf).join(', ');
  return messageOf(cause ?? error);
}
