import {
  createRegistry,
  buildInfo,
  instrumentReader,
  moduleInstruments,
  type ModuleReport,
  readFamilies,
} from '../runtime/self-metrics.ts';
import { exporterMetrics, snmpBuildInfo } from '../runtime/exporter-metrics.ts';
import type { ScrapeCounters } from '../runtime/scrape-counters.ts';
import type { FamilySamples } from '../runtime/samples.ts';
import type { OwnFamilies } from '../runtime/scraper.ts';
import { ownProcess } from '../platform/own-process.ts';
import { messageOf } from '../model/errors.ts';
import type { TextFamily } from '../model/text-family.ts';
import type { Foundation } from './foundation.ts';
import { correlationInstruments, storeInstruments, trapInstruments } from './instruments.ts';
import { VERSION } from './version.ts';

export interface OwnFamiliesOptions {
  readonly reports: () => readonly ModuleReport[];
  /** What modules tell of themselves. */
  readonly told: () => readonly TextFamily[];
  /** What probes know of this host. */
  readonly ofHost: (timeoutMs: number) => Promise<readonly FamilySamples[]>;
  readonly scrapes: ScrapeCounters;
  /** Whether Fathom has been asked for what snmp_exporter is asked for. */
  readonly isSnmpUsed: () => boolean;
  /** Whether those about Fathom's own process are wanted. */
  readonly aboutProcess: boolean;
}

/**
 * Fathom's own metrics. Those that node_exporter has of itself too are part of every scrape, as they are there; the
 * others of a scrape of everything.
 */
export function ownFamilies(
  foundation: Foundation,
  { reports, told, ofHost, scrapes, isSnmpUsed, aboutProcess }: OwnFamiliesOptions,
): OwnFamilies {
  const { log, environment } = foundation;
  const { procfs, snmpTraps } = environment.ports;
  const registry = createRegistry(aboutProcess);
  const instruments = [
    buildInfo(VERSION),
    ...moduleInstruments(reports),
    ...trapInstruments(snmpTraps),
    ...(foundation.keepsNothing
      ? []
      : [...storeInstruments(foundation.store), ...correlationInstruments(foundation)]),
  ];
  const failed = (metric: string, error: unknown) =>
    log.error({ metric, error: messageOf(error) }, 'an instrument failed');
  const readInstruments = instrumentReader(instruments, failed);
  const ofExporter = exporterMetrics({
    version: VERSION,
    scrapes,
    figures: aboutProcess ? ownProcess(procfs.root === '/proc' ? procfs : undefined) : null,
  });
  const ofSnmp = snmpBuildInfo(VERSION);
  return async (everything, timeoutMs) => {
    if (!everything) return ofExporter();
    const [runtime, own, probed] = await Promise.all([
      readFamilies(registry, failed),
      readInstruments(),
      ofHost(timeoutMs),
    ]);
    return [...ofExporter(), ...(isSnmpUsed() ? ofSnmp() : []), ...runtime, ...own, ...probed, ...told()];
  };
}
