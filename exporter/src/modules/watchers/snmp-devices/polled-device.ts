/** One device, look after look: what is worth telling of it. */
import { type HostFact, MemorySpikes, round, TrafficSpikes } from '../../../contract/host-facts.ts';
import { isDue } from '../../../contract/repeat.ts';
import { restartBetween, secondsBetween } from './clock.ts';
import { ErrorRates } from './error-rates.ts';
import type { EventKind, Fact } from './events.ts';
import { trafficBetween } from './growth.ts';
import { type Crossing, type Level, Levels } from './levels.ts';
import { linkFacts } from './link-facts.ts';
import type { Options } from './options.ts';
import type { Reading, Storage } from './reading.ts';
import { limitsOf, type Measured, ThresholdFacts } from './threshold-facts.ts';
import type { Wanted } from './wanted.ts';

/** Before the average of traffic has seen so many looks, anything would be a spike. */
const LOOKS_OF_AN_AVERAGE = 3;
const MIN_AVERAGE_SECONDS = 15;
/** Agents count traffic anew every few seconds only: until then the same numbers say nothing. */
const MAX_UNCHANGED_SECONDS = 30;
const CPU = 'cpu';

export interface Watched {
  /** What people call it. */
  readonly name: string;
  /** Milliseconds. */
  readonly interval: number;
  readonly wanted: Wanted;
}

export class PolledDevice {
  readonly #watched: Watched;
  readonly #options: Options;
  #last: Reading | null = null;
  /** From which traffic is counted. */
  #trafficBase: Reading | null = null;
  readonly #told = new Map<EventKind, number>();
  readonly #memory: MemorySpikes;
  readonly #traffic: TrafficSpikes;
  readonly #errorRates: ErrorRates;
  readonly #errors: ThresholdFacts;
  readonly #storages: ThresholdFacts;
  readonly #load: ThresholdFacts;
  readonly #cpu = new Levels();

  constructor(watched: Watched, options: Options) {
    const { name, interval } = watched;
    this.#watched = watched;
    this.#options = options;
    this.#memory = new MemorySpikes(name);
    const seconds = (LOOKS_OF_AN_AVERAGE * interval) / 1000;
    this.#traffic = new TrafficSpikes(name, Math.max(MIN_AVERAGE_SECONDS, seconds));
    this.#errorRates = new ErrorRates(name);
    this.#errors = new ThresholdFacts('snmp.errors_high', name);
    this.#storages = new ThresholdFacts('snmp.storage_high', name);
    this.#load = new ThresholdFacts('snmp.load_high', name);
  }

  /** Without an earlier look there is nothing to compare with: rates and changes are told from the second on. */
  look(now: Reading): Fact[] {
    const before = this.#last;
    this.#last = now;
    return [
      ...(before ? this.#changes(before, now) : this.#begin(now)),
      ...this.#processorFacts(now),
      ...this.#memoryFacts(now),
      ...this.#storageFacts(now),
      ...this.#loadFacts(now),
    ];
  }

  #wants(subject: Parameters<Wanted['has']>[0]): boolean {
    return this.#watched.wanted.has(subject);
  }

  #begin(now: Reading): Fact[] {
    return [...this.#errorFacts(now), ...this.#trafficFacts(null, now)];
  }

  #changes(before: Reading, now: Reading): Fact[] {
    const restart = restartBetween(before, now);
    if (restart !== 'none') this.#errorRates.startAnew();
    return [
      ...(restart === 'device' ? [this.#startFact(now, 'snmp.cold_start', 'has started')] : []),
      ...(restart === 'agent' ? [this.#startFact(now, 'snmp.agent_restarted', 'has a new agent')] : []),
      ...(this.#wants('links') ? linkFacts(this.#watched.name, before.interfaces, now.interfaces) : []),
      ...this.#errorFacts(now),
      ...this.#trafficFacts(restart === 'none' ? this.#trafficBase : null, now),
    ];
  }

  #startFact({ uptime }: Reading, kind: EventKind, what: string): Fact {
    const seconds = (uptime.agent ?? 0) / 100;
    return {
      kind,
      severity: 'info',
      message: `${this.#watched.name} ${what}: it is up for ${Math.round(seconds)} s`,
      attributes: { uptime_seconds: seconds },
      about: '',
    };
  }

  #trafficFacts(base: Reading | null, now: Reading): Fact[] {
    if (!this.#wants('traffic')) return [];
    const { counted, ...growth } = trafficBetween(base?.interfaces ?? new Map(), now.interfaces);
    const seconds = base ? secondsBetween(base, now) : 0;
    if (base && growth.bytes === 0 && seconds < MAX_UNCHANGED_SECONDS) return [];
    this.#trafficBase = now;
    if (counted === 0 || seconds <= 0) return [];
    return this.#hostFact(this.#traffic.look(growth, seconds, this.#options), now);
  }

  #memoryFacts(now: Reading): Fact[] {
    if (!this.#wants('storage') || !now.memory) return [];
    return this.#hostFact(this.#memory.look(now.memory, now.atMs, this.#options), now);
  }

  #hostFact(fact: HostFact | null, { atMs }: Reading): Fact[] {
    if (!fact || !isDue(this.#told, fact.kind, atMs, this.#options.repeatInterval)) return [];
    return [{ ...fact, severity: 'warning', about: '' }];
  }

  #errorFacts(now: Reading): Fact[] {
    if (!this.#wants('errors')) return [];
    const { errors } = this.#options.snmp.profile.thresholds;
    const facts = this.#errors.look(this.#errorRates.look(now), errors);
    if (now.interfaces.size === 0) return facts;
    return [...facts, ...this.#errors.lookForMissing((key) => now.interfaces.has(key.replace(/ \w+$/, '')))];
  }

  #storageFacts({ storages }: Reading): Fact[] {
    if (!this.#wants('storage') || storages.length === 0) return [];
    const names = new Set(storages.map(({ name }) => name));
    const measured = storages.filter(({ usedBytes }) => !Number.isNaN(usedBytes));
    const { storage } = this.#options.snmp.profile.thresholds;
    return [
      ...this.#storages.look(
        measured.map((each) => this.#measuredStorage(each)),
        storage,
      ),
      ...this.#storages.lookForMissing((key) => names.has(key)),
    ];
  }

  #measuredStorage({ name, sizeBytes, usedBytes }: Storage): Measured {
    const value = (100 * usedBytes) / sizeBytes;
    return {
      key: name,
      what: `${this.#watched.name}: ${name} is ${round(value)} % full`,
      value,
      attributes: { storage: name, used_percent: round(value), size_bytes: sizeBytes, used_bytes: usedBytes },
    };
  }

  #loadFacts({ load }: Reading): Fact[] {
    if (!this.#wants('load') || load === null) return [];
    const what = `${this.#watched.name}: the load average is ${load}`;
    const measured = { key: 'load', what, value: load, attributes: { load1: load } };
    return this.#load.look([measured], this.#options.snmp.profile.thresholds.load);
  }

  /** As `host.cpu_high` of this host: told again while it lasts, for rules look at some minutes. */
  #processorFacts({ cpuPercents, atMs }: Reading): Fact[] {
    if (!this.#wants('cpu') || cpuPercents.length === 0) return [];
    const percent = cpuPercents.reduce((sum, each) => sum + each, 0) / cpuPercents.length;
    const { cpu } = this.#options.snmp.profile.thresholds;
    const crossing = this.#cpu.crossing(CPU, percent, cpu);
    const level = this.#cpu.of(CPU);
    if (level === 'normal') return crossing ? [this.#cpuCleared(percent, crossing)] : [];
    const isRepeated = isDue(this.#told, 'host.cpu_high', atMs, this.#options.repeatInterval);
    if (!crossing && !isRepeated) return [];
    return [this.#cpuHigh(percent, level, cpuPercents.length)];
  }

  #cpuHigh(percent: number, level: Exclude<Level, 'normal'>, processors: number): Fact {
    const { cpu } = this.#options.snmp.profile.thresholds;
    return {
      kind: 'host.cpu_high',
      severity: level,
      message: `CPU use of ${this.#watched.name} is ${round(percent)} %`,
      attributes: {
        cpu_percent: round(percent),
        processors,
        level,
        threshold_percent: cpu[level],
        interval_seconds: this.#watched.interval / 1000,
      },
      about: level,
    };
  }

  #cpuCleared(percent: number, { before }: Crossing): Fact {
    const limits = limitsOf(this.#options.snmp.profile.thresholds.cpu);
    return {
      kind: 'snmp.threshold_cleared',
      severity: 'info',
      message: `CPU use of ${this.#watched.name} is ${round(percent)} %, no longer ${before}`,
      attributes: { cleared: 'host.cpu_high', cpu_percent: round(percent), level: 'normal', ...limits },
      about: 'host.cpu_high',
    };
  }
}
