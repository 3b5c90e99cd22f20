import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRecord, records } from './json.ts';
import { refuse } from './forward.ts';
import { RequestError } from './reply.ts';

/** What shall go wrong with requests whose path matches. */
export interface Fault {
  readonly path: RegExp;
  readonly delayMs: number;
  /** As if nobody answered behind the proxy. */
  readonly down: boolean;
  /** As if the upstream answered so; 0 for what it really says. */
  readonly status: number;
}

const MAX_FAULTS = 20;
const MAX_PATTERN_LENGTH = 200;
const MAX_DELAY_MS = 60_000;

/** @throws {RequestError} 400 naming what is wrong. */
export function parseFaults(body: unknown): Fault[] {
  if (!isRecord(body)) throw new RequestError(400, 'expected { "faults": [ … ] }');
  const faults = records(body['faults'], 'faults');
  if (faults.length > MAX_FAULTS) throw new RequestError(400, `more than ${MAX_FAULTS} faults`);
  return faults.map((fault) => ({
    path: parsePattern(fault['path']),
    delayMs: parseNumber(fault['delayMs'], 'delayMs', MAX_DELAY_MS),
    down: fault['down'] === true,
    status: parseNumber(fault['status'], 'status', 599),
  }));
}

function parsePattern(pattern: unknown): RegExp {
  if (typeof pattern !== 'string' || pattern.length > MAX_PATTERN_LENGTH) {
    throw new RequestError(400, `faults.path: expected a pattern of at most ${MAX_PATTERN_LENGTH} characters`);
  }
  try {
    return new RegExp(pattern);
  } catch {
    throw new RequestError(400, `faults.path: ${pattern} is no regular expression`);
  }
}

function parseNumber(value: unknown, name: string, max: number): number {
  if (value === undefined) return 0;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > max) {
    throw new RequestError(400, `faults.${name}: expected a whole number up to ${max}`);
  }
  return value;
}

/** Lets the first fault that matches happen. @returns whether that answered the request. */
export async function suffer(faults: readonly Fault[], path: string, response: ServerResponse): Promise<boolean> {
  const fault = faults.find((candidate) => candidate.path.test(path));
  if (fault === undefined) return false;
  if (fault.delayMs > 0) await sleep(fault.delayMs);
  if (fault.down) {
    refuse(response);
    return true;
  }
  if (fault.status === 0) return false;
  response.writeHead(fault.status, { 'content-type': 'application/problem+json' });
  response.end(
    JSON.stringify({ type: 'about:blank', title: 'fault of the preview', status: fault.status, detail: 'injected' })
  );
  return true;
}
