import {
  createRegistry,
  buildInfo,
  moduleInstruments,
  type ModuleReport,
  readFamilies,
  register,
} from '../runtime/self-metrics.ts';
import type { OwnFamilies } from '../runtime/scraper.ts';
import { messageOf } from '../model/errors.ts';
import type { Foundation } from './foundation.ts';
import { correlationInstruments, storeInstruments } from './instruments.ts';
import { VERSION } from './version.ts';

/** All of Fathom's own metrics, without those about its process if the configuration says so. */
export function ownFamilies(
  foundation: Foundation,
  reports: () => readonly ModuleReport[],
  aboutProcess: boolean,
): OwnFamilies {
  const { log } = foundation;
  const registry = createRegistry(aboutProcess);
  const instruments = [
    buildInfo(VERSION),
    ...moduleInstruments(reports),
    ...storeInstruments(foundation.store),
    ...correlationInstruments(foundation),
  ];
  for (const instrument of instruments) register(registry, instrument);
  return () =>
    readFamilies(registry, (metric, error) =>
      log.error({ metric, error: messageOf(error) }, 'an instrument failed'),
    );
}
