/** Facts about the load of a host. Whoever looks at it tells them alike: the rules that ask for them see no difference. */
import { z } from 'zod';
import type { JsonObject } from '../model/json.ts';
import { size } from './config.ts';
import { type Average, averaged, type Level, riseOf, withinWindow } from './spike.ts';

/** Options that all who look at hosts have alike, but for the windows: those depend on how often they look. */
export const HOST_LIMITS = {
  memoryPercent: z
    .number()
    .min(0)
    .max(100)
    .default(90)
    .describe('High memory use: share that is not available.'),
  spikePercent: z
    .number()
    .min(0)
    .max(100)
    .default(10)
    .describe('A rise of memory use by so many points within the window is a spike.'),
  networkFactor: z
    .number()
    .min(1)
    .default(3)
    .describe('Traffic of so many times the moving average is a spike.'),
  networkFloor: size('10MB', { max: '1000GB' }).describe(
    'Traffic in a second below which nothing is a spike.',
  ),
} as const;

export const HOST_EVENTS = {
  'host.cpu_high': 'All processors together are busier than allowed (`cpu_percent`).',
  'host.memory_spike': 'Memory use has risen steeply, or is very high (`memory_percent`).',
  'host.network_spike': 'Traffic of all interfaces is far above its average (`bytes_per_second`).',
} as const;
export type HostEventKind = keyof typeof HOST_EVENTS;

export interface HostFact {
  readonly kind: HostEventKind;
  readonly message: string;
  readonly attributes: JsonObject;
}

export interface Memory {
  readonly totalBytes: number;
  readonly availableBytes: number;
}

export interface MemoryLimits {
  /** From here on memory use is a fact without any rise. */
  readonly memoryPercent: number;
  /** A rise by so many points within the window is one. */
  readonly spikePercent: number;
  /** Milliseconds. */
  readonly memoryWindow: number;
}

/** Follows the memory use of one host; `who` is what people call it. */
export class MemorySpikes {
  readonly #who: string;
  #levels: Level[] = [];

  constructor(who: string) {
    this.#who = who;
  }

  look({ totalBytes, availableBytes }: Memory, nowMs: number, limits: MemoryLimits): HostFact | null {
    const percent = 100 * (1 - availableBytes / totalBytes);
    this.#levels = withinWindow(this.#levels, { timeMs: nowMs, percent }, limits.memoryWindow);
    const rise = riseOf(this.#levels);
    const reasons: string[] = [];
    const windowSeconds = limits.memoryWindow / 1000;
    if (rise >= limits.spikePercent && rise > 0)
      reasons.push(`rose by ${round(rise)} points within ${windowSeconds} s`);
    if (percent > limits.memoryPercent) reasons.push(`above ${limits.memoryPercent} %`);
    if (reasons.length === 0) return null;
    return {
      kind: 'host.memory_spike',
      message: `Memory use of ${this.#who} is ${round(percent)} %: ${reasons.join(', ')}`,
      attributes: {
        memory_percent: round(percent),
        rise_percent: round(rise),
        window_seconds: windowSeconds,
        memory_total: totalBytes,
        memory_available: availableBytes,
        reasons,
      },
    };
  }
}

export interface TrafficLimits {
  /** Traffic of so many times the average is a spike. */
  readonly networkFactor: number;
  /** Bytes in a second below which nothing is. */
  readonly networkFloor: number;
  /** Time constant of the average, milliseconds. */
  readonly networkAverage: number;
}

/** Bytes since the look before. */
export interface Growth {
  readonly bytes: number;
  /** The interface with the most of them. */
  readonly busiest: string | null;
}

/** Follows the traffic of one host; `who` is what people call it. */
export class TrafficSpikes {
  readonly #who: string;
  readonly #minSeconds: number;
  #average: Average | null = null;

  /** Before the mean is `minSeconds` old, anything would be a spike. */
  constructor(who: string, minSeconds: number) {
    this.#who = who;
    this.#minSeconds = minSeconds;
  }

  look({ bytes, busiest }: Growth, seconds: number, limits: TrafficLimits): HostFact | null {
    const rate = bytes / seconds;
    const before = this.#average;
    this.#average = averaged(before, rate, seconds, limits.networkAverage / 1000);
    if (!before || before.seconds < this.#minSeconds) return null;
    if (rate < limits.networkFloor || rate < limits.networkFactor * before.value) return null;
    return {
      kind: 'host.network_spike',
      message: `Traffic of ${this.#who} is ${Math.round(rate)} bytes per second, on average ${Math.round(before.value)}`,
      attributes: {
        bytes_per_second: Math.round(rate),
        average_bytes_per_second: Math.round(before.value),
        factor: before.value > 0 ? round(rate / before.value) : null,
        busiest_interface: busiest,
        interval_seconds: round(seconds),
      },
    };
  }
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
