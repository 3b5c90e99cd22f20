/** Families of ipmi_exporter 1.10 under its names, and one of Fathom. */
import type { Out } from '../../../contract/metrics.ts';
import { controllerMetrics } from './metrics/controller.ts';
import { sensorMetrics } from './metrics/sensors.ts';

export const metrics = { ...sensorMetrics, ...controllerMetrics };

export type IpmiOut = Out<typeof metrics>;
