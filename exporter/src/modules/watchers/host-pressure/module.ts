import { z } from 'zod';
import { duration, regex } from '../../../contract/config.ts';
import { defineWatcher, ModuleError, type Observation } from '../../../contract/module.ts';
import {
  HOST_EVENTS,
  HOST_LIMITS,
  type HostEventKind,
  type HostFact,
  MemorySpikes,
  round,
  TrafficSpikes,
} from '../../../contract/host-facts.ts';
import { isDue } from '../../../contract/repeat.ts';
import { type CpuTicks, parseCpuTicks, parseMemory, parseTraffic } from './kernel.ts';
import { cpuUse, trafficBetween } from './pressure.ts';

/** Before the mean is this old, anything would be a spike. */
const MIN_AVERAGE_SECONDS = 15;

const config = z.object({
  cpuPercent: z
    .number()
    .min(0)
    .max(100)
    .default(80)
    .describe('High CPU use: share of all processors between two looks.'),
  memoryPercent: HOST_LIMITS.memoryPercent,
  spikePercent: HOST_LIMITS.spikePercent,
  memoryWindow: duration('60s', { min: '1s', max: '1h' }).describe('Window of the memory spike.'),
  networkFactor: HOST_LIMITS.networkFactor,
  networkFloor: HOST_LIMITS.networkFloor,
  networkAverage: duration('5m', { min: '30s', max: '1d' }).describe('Time constant of the moving average.'),
  ignoreInterfaces: regex('^lo$').describe('Interfaces that do not count.'),
  repeatInterval: duration('15s', { min: '1s', max: '1d' }).describe(
    'How often a state that lasts is told again.',
  ),
});
type Config = z.output<typeof config>;

interface State {
  /** Milliseconds since the epoch of the look before. */
  lastMs: number;
  cpu: CpuTicks | null;
  traffic: ReadonlyMap<string, number>;
  readonly memorySpikes: MemorySpikes;
  readonly trafficSpikes: TrafficSpikes;
  readonly told: Map<HostEventKind, number>;
}

export default defineWatcher({
  id: 'host-pressure',
  summary: 'High CPU use, memory spikes and network spikes of this host, as facts that rules match on.',
  config,
  needs: ['procfs'],
  interval: '5s',
  events: HOST_EVENTS,
  init: (): State => ({
    lastMs: NaN,
    cpu: null,
    traffic: new Map(),
    memorySpikes: new MemorySpikes('the host'),
    trafficSpikes: new TrafficSpikes('the host', MIN_AVERAGE_SECONDS),
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
function orPartial(attempt: () => HostFact | null, partial: (reason: ModuleError) => void): HostFact | null {
  try {
    return attempt();
  } catch (error) {
    if (!(error instanceof ModuleError)) throw error;
    partial(error);
    return null;
  }
}

function observationOf({ kind, message, attributes }: HostFact, asset: string): Observation<HostEventKind> {
  return { kind, severity: 'warning', message, attributes, fingerprint: `${kind}:${asset}` };
}

function cpuFact(state: State, ticks: CpuTicks | null, seconds: number, options: Config): HostFact | null {
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
  { memorySpikes }: State,
  memory: ReturnType<typeof parseMemory>,
  nowMs: number,
  options: Config,
): HostFact | null {
  if (!memory) throw new ModuleError('malformed_reply', 'meminfo: no total or free memory');
  return memorySpikes.look(memory, nowMs, options);
}

function networkFact(
  state: State,
  counted: ReadonlyMap<string, number>,
  seconds: number,
  options: Config,
): HostFact | null {
  const before = state.traffic;
  state.traffic = new Map([...counted].filter(([name]) => !options.ignoreInterfaces?.test(name)));
  if (before.size === 0 || !(seconds > 0)) return null;
  return state.trafficSpikes.look(trafficBetween(before, state.traffic), seconds, options);
}
