/** Errors as application/problem+json (RFC 9457). */
import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import { codeOf, messageOf, UserError } from '../model/errors.ts';
import { send } from './reply.ts';
import type { Log } from './services.ts';

export const ProblemDetails = z
  .object({
    type: z.string().describe('`about:blank`: the status says it all.'),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string().describe('Path of the request.'),
    errors: z
      .array(
        z.object({
          path: z.string().describe('Where in the request, such as `body.labels.env`.'),
          message: z.string(),
        }),
      )
      .optional(),
  })
  .describe('An error as RFC 9457 has it.');
export type ProblemDetails = z.infer<typeof ProblemDetails>;
export type Fault = NonNullable<ProblemDetails['errors']>[number];

/** The phrases of RFC 9110, section 15, for what is answered here. */
const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** An answer other than success, thrown by a handler. */
export class Problem extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly errors: readonly Fault[];
  constructor(
    status: number,
    detail: string,
    more: { headers?: Record<string, string>; errors?: readonly Fault[] } = {},
  ) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.headers = more.headers ?? {};
    this.errors = more.errors ?? [];
  }
}

export const notFound = (detail = 'nothing is here') => new Problem(404, detail);

export function methodNotAllowed(allowed: readonly string[]): Problem {
  const allow = allowed.join(', ');
  return new Problem(405, `allowed: ${allow}`, { headers: { Allow: allow } });
}

/** Whatever was thrown, as the client may see it; what is our own fault is logged and told in general words. */
export function toProblem(error: unknown, log: Log): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof UserError) return new Problem(400, error.message);
  if (codeOf(error) === 'limit_exceeded') {
    return new Problem(503, 'too much is waiting to be stored; try again', {
      headers: { 'Retry-After': '1' },
    });
  }
  if (codeOf(error) === 'unsupported') return notFound(messageOf(error));
  const http = httpErrorOf(error);
  if (http) return http;
  log.error(
    { error: messageOf(error), stack: error instanceof Error ? error.stack : undefined },
    'a request failed',
  );
  return new Problem(500, 'an internal error; the log has the details');
}

/** What express and its body parser throw has a status; below 500 it is the client's fault. */
function httpErrorOf(error: unknown): Problem | null {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return null;
  if (error.status < 400 || error.status > 499) return null;
  const type = 'type' in error ? String(error.type) : '';
  if (type === 'entity.parse.failed')
    return new Problem(400, 'the body is not JSON', { errors: [{ path: 'body', message: error.message }] });
  if (type === 'entity.too.large' && 'limit' in error)
    return new Problem(413, `the body is larger than ${String(error.limit)} bytes`);
  return new Problem(error.status, error.message);
}

export function sendProblem(response: ServerResponse, instance: string, problem: Problem): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  for (const [name, value] of Object.entries(problem.headers)) response.setHeader(name, value);
  const details: ProblemDetails = {
    type: 'about:blank',
    title: TITLES[problem.status] ?? 'Error',
    status: problem.status,
    detail: problem.message,
    instance,
    ...(problem.errors.length > 0 && { errors: [...problem.errors] }),
  };
  send(response, problem.status, 'application/problem+json; charset=utf-8', JSON.stringify(details));
}
