import type { z } from 'zod';
import type { AnyCollector } from '../../exporter/src/contract/module.ts';
import type { Ports } from '../../exporter/src/contract/ports.ts';
import type { ModuleError } from '../../exporter/src/model/errors.ts';
import { type FamilySamples, SampleWriter } from '../../exporter/src/runtime/samples.ts';

export interface Collected {
  /** Sample lines of the text format, sorted by family. */
  readonly lines: string[];
  readonly families: FamilySamples[];
  readonly partial: ModuleError[];
}

/** A collector with its state; each call is one run. */
export interface CollectorUnderTest {
  (): Promise<Collected>;
  /** A run that may fail: what it wrote before it did counts. */
  attempt(): Promise<Collected & { readonly error: Error | null }>;
}

/** Runs a collector as the runner does, once for each call of the returned function, so that state carries over. */
export function collectorOf(
  module: AnyCollector,
  ports: Partial<Ports>,
  config: object = {},
): CollectorUnderTest {
  const parsed: unknown = (module.config as z.ZodObject).parse(config);
  const writer = new SampleWriter(module.metrics);
  const partial: ModuleError[] = [];
  const context = {
    ...ports,
    signal: new AbortController().signal,
    now: () => Date.now(),
    timeLeft: () => 10_000,
    host: { asset: 'host-test', name: 'test' },
    state: module.init?.(parsed) as unknown,
    partial: (reason: ModuleError) => partial.push(reason),
  };
  const attempt = async () => {
    partial.length = 0;
    writer.begin();
    let error: Error | null = null;
    try {
      await module.collect(context, parsed, writer.out);
    } catch (thrown) {
      error = thrown instanceof Error ? thrown : new Error('not an error was thrown', { cause: thrown });
    }
    const families = writer.finish();
    const lines = families.flatMap((family) => family.lines.trimEnd().split('\n'));
    return { lines, families, partial: [...partial], error };
  };
  const run = async () => {
    const { error, ...collected } = await attempt();
    if (error !== null) throw error;
    return collected;
  };
  return Object.assign(run, { attempt });
}

/** One run of a collector on the given ports. */
export function collect(
  module: AnyCollector,
  ports: Partial<Ports>,
  config: object = {},
): Promise<Collected> {
  return collectorOf(module, ports, config)();
}
