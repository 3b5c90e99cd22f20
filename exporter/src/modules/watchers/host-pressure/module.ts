import { z } from 'zod';
import { duration, regex, size } from '../../../contract/config.ts';
import { defineWatcher, ModuleError, type Observation } from '../../../contract/module.ts';
import { isDue } from '../../../contract/repeat.ts';
import type { JsonObject } from '../../../model/json.ts';
import { type CpuTicks, parseCpuTicks, parseMemory, parseTraffic } from './kernel.ts';
import {
  type Average,
  averaged,
  cpuUse,
  type Level,
  memoryPercent,
  riseOf,
  trafficBetween,
  withinWindow,
} from './pressure.ts';

/** Before the mean is this old, anything would be a spike. */
const MIN_AVERAGE_SECONDS = 15;

const percent = (fallback: number) => z.number().min(0).max(100).default(fallback);

const config = z.object({
  cpuPercent: percent(80).describe('High CPU use: share of all processors between two looks.'),
  memoryPercent: percent(90).describe('High memory use: share that is not available.'),
  spikePercent: percent(10).describe('A rise of memory use by so many points within the window is a spike.'),
  memoryWindow: duration('60s', { min: '1s', max: '1h' }).describe('Window of the memory spike.'),
  networkFactor: z
    .number()
    .min(1)
    .default(3)
    .describe('Traffic of so many times the moving average is a spike.'),
  networkFloor: size('10MB', { max: '1000GB' }).describe(
    'Traffic in a second below which nothing is a spike.',
  ),
  networkAverage: duration('5m', { min: '30s', max: '1d' }).describe('Time constant of the moving average.'),
  ignoreInterfaces: regex('^lo$').describe('Interfaces that do not count.'),
  repeatInterval: duration('15s', { min: '1s', max: '1d' }).describe(
    'How often a state that lasts is told again.',
  ),
});
type Config = z.output<typeof config>;

const events = {
  'host.cpu_high': 'All processors together are busier than allowed (`cpu_percent`).',
  'host.memory_spike': 'Memory use has risen steeply, or is very high (`memory_percent`).',
  'host.network_spike': 'Traffic of all interfaces is far above its average (`bytes_per_second`).',
} as const;
type Kind = keyof typeof events;

interface State {
  /** Milliseconds since the epoch of the look before. */
  lastMs: number;
  cpu: CpuTicks | null;
  levels: Level[];
  traffic: ReadonlyMap<string, number>;
  average: Average | null;
  readonly told: Map<Kind, number>;
}

interface Fact {
  readonly kind: Kind;
  readonly message: string;
  readonly attributes: JsonObject;
}

export default defineWatcher({
  id: 'host-pressure',
  summary: 'High CPU use, memory spikes and network spikes of this host, as facts that rules match on.',
  config,
  needs: ['procfs'],
  interval: '5s',
  events,
  init: (): State => ({
    lastMs: NaN,
    cpu: null,
    levels: [],
    traffic: new Map(),
    average: null,
    told: new Map(),
  }),
  watch({ procfs, state, now, host, partial }, options, emit) {
    const nowMs = now();
    const seconds = (nowMs - state.lastMs) / 1000;
    state.lastMs = nowMs;
    const attempts = [
      () => cpuFact(state, parseCpuTicks(procfs.read('stat')), seconds, options),
      () => memoryFact(state, parseMemory(procfs.read('meminfo')), nowMs, options),
      () => networkFact(state, parseTraffic(procfs.read('net/dev')), seconds, options),
    ];
    for (const attempt of attempts) {
      const fact = orPartial(attempt, partial);
      if (fact && isDue(state.told, fact.kind, nowMs, options.repeatInterval))
        emit(observationOf(fact, host.asset));
    }
  },
});

/** One figure that cannot be read leaves the others. */
function orPartial(attempt: () => Fact | null, partial: (reason: ModuleError) => void): Fact | null {
  try {
    return attempt();
  } catch (error) {
    if (!(error instanceof ModuleError)) throw error;
    partial(error);
    return null;
  }
}

function observationOf({ kind, message, attributes }: Fact, asset: string): Observation<Kind> {
  return { kind, severity: 'warning', message, attributes, fingerprint: `${kind}:${asset}` };
}

function cpuFact(state: State, ticks: CpuTicks | null, seconds: number, options: Config): Fact | null {
  if (!ticks) throw new ModuleError('malformed_reply', 'stat: no line of all processors');
  const use = state.cpu && cpuUse(state.cpu, ticks);
  state.cpu = ticks;
  if (!use || use.percent <= options.cpuPercent) return null;
  return {
    kind: 'host.cpu_high',
    message: `CPU use of the host is ${round(use.percent)} %`,
    attributes: {
      cpu_percent: round(use.percent),
      iowait_percent: round(use.ioWaitPercent),
      threshold_percent: options.cpuPercent,
      interval_seconds: round(seconds),
    },
  };
}

function memoryFact(
  state: State,
  memory: ReturnType<typeof parseMemory>,
  nowMs: number,
  options: Config,
): Fact | null {
  if (!memory) throw new ModuleError('malformed_reply', 'meminfo: no total or free memory');
  const level = memoryPercent(memory);
  state.levels = withinWindow(state.levels, { timeMs: nowMs, percent: level }, options.memoryWindow);
  const rise = riseOf(state.levels);
  const reasons: string[] = [];
  const windowSeconds = options.memoryWindow / 1000;
  if (rise >= options.spikePercent && rise > 0)
    reasons.push(`rose by ${round(rise)} points within ${windowSeconds} s`);
  if (level > options.memoryPercent) reasons.push(`above ${options.memoryPercent} %`);
  if (reasons.length === 0) return null;
  return {
    kind: 'host.memory_spike',
    message: `Memory use of the host is ${round(level)} %: ${reasons.join(', ')}`,
    attributes: {
      memory_percent: round(level),
      rise_percent: round(rise),
      window_seconds: windowSeconds,
      memory_total: memory.totalBytes,
      memory_available: memory.availableBytes,
      reasons,
    },
  };
}

function networkFact(
  state: State,
  counted: ReadonlyMap<string, number>,
  seconds: number,
  options: Config,
): Fact | null {
  const traffic = new Map([...counted].filter(([name]) => !options.ignoreInterfaces?.test(name)));
  const { bytes, busiest } = trafficBetween(state.traffic, traffic);
  const isFirst = state.traffic.size === 0;
  state.traffic = traffic;
  if (isFirst || !(seconds > 0)) return null;
  const rate = bytes / seconds;
  const before = state.average;
  state.average = averaged(before, rate, seconds, options.networkAverage / 1000);
  if (!before || before.seconds < MIN_AVERAGE_SECONDS) return null;
  if (rate < options.networkFloor || rate < options.networkFactor * before.value) return null;
  return {
    kind: 'host.network_spike',
    message: `Traffic of the host is ${Math.round(rate)} bytes per second, on average ${Math.round(before.value)}`,
    attributes: {
      bytes_per_second: Math.round(rate),
      average_bytes_per_second: Math.round(before.value),
      factor: before.value > 0 ? round(rate / before.value) : null,
      busiest_interface: busiest,
      interval_seconds: round(seconds),
    },
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
