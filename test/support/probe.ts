import type { z } from 'zod';
import type { AnyProbe } from '../../exporter/src/contract/module.ts';
import type { Ports } from '../../exporter/src/contract/ports.ts';
import { hostLookup } from '../../exporter/src/platform/host-lookup.ts';
import { ProbeRunner } from '../../exporter/src/runtime/probe-runner.ts';

export interface ProbeSurroundings {
  readonly ports?: Partial<Ports>;
  /** All options, for a probe whose options are not those of its schema alone. */
  readonly options?: unknown;
  /** Addresses by name, for targets that are names. */
  readonly names?: Readonly<Record<string, readonly string[]>>;
  readonly timeout?: number;
  readonly maxConcurrent?: number;
}

/** A probe, as the server runs it. */
export function probeRunner(
  probe: AnyProbe,
  { ports = {}, options, names = {}, timeout = 5000, maxConcurrent = 100 }: ProbeSurroundings = {},
): ProbeRunner {
  const settings = {
    options: options ?? (probe.config as z.ZodObject).parse({}),
    timeout,
    maxConcurrent,
  };
  const environment = { ports: ports as Ports, host: { asset: 'host-test', name: 'test' }, now: Date.now };
  const resolve = async (host: string) => {
    const found = names[host];
    if (!found) throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' });
    return Promise.resolve(found);
  };
  return new ProbeRunner(probe, settings, environment, hostLookup(Date.now, resolve));
}

/** The lines that a request is answered with. */
export async function probed(
  probe: AnyProbe,
  query: string,
  surroundings: ProbeSurroundings = {},
): Promise<string[]> {
  const runner = probeRunner(probe, surroundings);
  try {
    const signal = new AbortController().signal;
    const families = await runner.ask(new URLSearchParams(query), { timeoutMs: 5000, signal });
    return families.flatMap(({ lines }) => lines.trimEnd().split('\n'));
  } finally {
    await runner.stop();
  }
}
