import type { z } from 'zod';
import type { AnyScanner, Discovery } from '../../exporter/src/contract/module.ts';
import type { Ports } from '../../exporter/src/contract/ports.ts';
import { AssetDraft } from '../../exporter/src/model/asset.ts';
import type { ModuleError } from '../../exporter/src/model/errors.ts';

export interface Scanned extends Discovery {
  readonly partial: ModuleError[];
}

export const TEST_HOST = { asset: 'host-test', name: 'test' } as const;

/** Runs a scanner as the runner does; every asset must pass the schema. State carries over from call to call. */
export function scannerOf(
  module: AnyScanner,
  ports: Partial<Ports>,
  config: object = {},
  host: { readonly asset: string; readonly name: string } = TEST_HOST,
): () => Promise<Scanned> {
  const parsed: unknown = (module.config as z.ZodObject).parse(config);
  const partial: ModuleError[] = [];
  const context = {
    ...ports,
    signal: new AbortController().signal,
    now: () => Date.now(),
    timeLeft: () => 10_000,
    host,
    state: module.init?.(parsed) as unknown,
    partial: (reason: ModuleError) => partial.push(reason),
  };
  return async () => {
    partial.length = 0;
    const { assets, ...rest } = await module.scan(context, parsed);
    return { ...rest, assets: assets.map((asset) => AssetDraft.parse(asset)), partial: [...partial] };
  };
}

/** One run of a scanner on the given ports. */
export function scan(module: AnyScanner, ports: Partial<Ports>, config: object = {}): Promise<Scanned> {
  return scannerOf(module, ports, config)();
}
