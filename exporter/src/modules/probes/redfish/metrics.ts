/** Families of idrac_exporter 2.6 under its names, and those of Fathom. */
import type { Out } from '../../../contract/metrics.ts';
import { scrapeMetrics } from './metrics/scrape.ts';
import { sensorMetrics } from './metrics/sensors.ts';
import { memoryMetrics, networkMetrics, storageMetrics } from './metrics/storage.ts';
import { systemMetrics } from './metrics/system.ts';

export const metrics = {
  ...systemMetrics,
  ...sensorMetrics,
  ...storageMetrics,
  ...memoryMetrics,
  ...networkMetrics,
  ...scrapeMetrics,
};

export type RedfishOut = Out<typeof metrics>;
