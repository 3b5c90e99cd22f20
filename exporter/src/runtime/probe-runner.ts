/**
 * Answers requests to a probe. Those with the same key that overlap share one probing, which goes on for as long as
 * one of them waits and ends with the last.
 */
import { InSlices } from '../contract/in-slices.ts';
import type { Metrics } from '../contract/metrics.ts';
import type { Access, AnyProbe, ProbeContext, ProbeRequest, ProbeTarget } from '../contract/module.ts';
import { messageOf, ModuleError, UserError } from '../model/errors.ts';
import type { TextFamily } from '../model/text-family.ts';
import { AllowList } from '../platform/allow-list.ts';
import type { HostLookup } from '../platform/host-lookup.ts';
import { heapSize } from '../platform/small-heap.ts';
import { portsFor, raceAgainst, type RunnerEnvironment } from './module-runner.ts';
import { asModuleError, countError, MAX_PARTIAL, type ModuleStatus, newStatus } from './module-status.ts';
import { ProbeFlight } from './probe-flight.ts';
import { type FamilySamples, SampleWriter } from './samples.ts';
import { FamilyMerger } from './family-merger.ts';

/** No name of a host is longer. RFC 1035, section 2.3.4. */
const MAX_HOST_LENGTH = 255;
/** Targets of which the text of the series is kept: a few dozen kilobytes each. */
const MAX_WRITERS = 500;

/** Probings at once for which memory is spent rather than time, until there are … */
const BURST = 16;
/** … so many, for some may wait long for a device that does not answer. */
const BURST_OVER = 4;

/** A request that is understood and not served. */
export class ProbeRefusal extends Error {
  /** 403: the target is not allowed; 503: too many are being asked. */
  readonly status: 403 | 503;
  constructor(status: 403 | 503, message: string) {
    super(message);
    this.name = 'ProbeRefusal';
    this.status = status;
  }
}

export interface ProbeSettings {
  readonly options: unknown;
  /** Milliseconds. */
  readonly timeout: number;
  readonly maxConcurrent: number;
}

/** How long the one who asks waits, and a signal that is aborted when he no longer does. */
export interface Patience {
  /** Milliseconds; no longer than the probe's own time. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** What `use` sets: one object for each reading of the configuration. */
interface InForce {
  readonly settings: ProbeSettings;
  /** Made when first needed: `access` is the module's, and may throw. */
  access: (Access & { readonly list: AllowList }) | null;
}

export class ProbeRunner {
  readonly probe: AnyProbe;
  readonly #status: ModuleStatus;
  readonly #environment: RunnerEnvironment;
  readonly #hosts: HostLookup;
  /** Those that may be joined; one that is aborted or of an earlier configuration is among `#running` only. */
  readonly #flights = new Map<string, ProbeFlight>();
  readonly #running = new Set<ProbeFlight>();
  /** By request: of most targets, series and values are mostly those of the last time. */
  readonly #writers = new Map<string, SampleWriter>();
  /**
   * Prometheus may ask for hundreds of targets at the same moment. One begins in each turn of the event loop: a turn
   * takes the longer, the more of those before it have something to do, so that what is begun is mostly finished first.
   */
  readonly #beginnings = new InSlices<() => void>((begin) => begin(), 0);
  #inForce: InForce;
  #state: { readonly value: unknown } | null = null;
  /** From `BURST` of them until `BURST_OVER`. */
  #isBurst = false;
  #refused = 0;
  #stopped = false;

  constructor(probe: AnyProbe, settings: ProbeSettings, environment: RunnerEnvironment, hosts: HostLookup) {
    this.probe = probe;
    this.#status = newStatus(probe);
    this.#environment = environment;
    this.#hosts = hosts;
    this.#inForce = { settings, access: null };
  }

  get failureHead(): string | undefined {
    return this.probe.failureHead;
  }

  get status(): ModuleStatus {
    return this.#status;
  }

  /** From now on; what runs goes on as it began. */
  use(settings: ProbeSettings): void {
    this.#inForce = { settings, access: null };
    this.#flights.clear();
  }

  /**
   * @throws UserError when the request is not possible, ProbeRefusal when it is not served, ModuleError when the
   * probing fails; of `bug` the message is not for the one who asked.
   */
  async ask(query: URLSearchParams, { timeoutMs, signal }: Patience): Promise<readonly FamilySamples[]> {
    const inForce = this.#inForce;
    const request = this.#parse(query, inForce);
    const flight = this.#flights.get(request.key) ?? this.#start(request, inForce);
    return flight.join(timeoutMs, signal);
  }

  /** Whether somebody has asked it. */
  get isUsed(): boolean {
    return this.#state !== null || this.#refused > 0;
  }

  /** What the probe tells of itself; nothing before somebody has asked it. */
  tell(): readonly TextFamily[] {
    if (!this.isUsed) return [];
    try {
      const totals = { inFlight: this.#running.size, refused: this.#refused };
      return this.probe.tell?.(this.#stateOf(), totals) ?? [];
    } catch (error) {
      countError(this.#status, asModuleError(error));
      return [];
    }
  }

  /** What is known by it of this host, for /metrics; nothing where that fails, which its status tells. */
  async ofHost(timeoutMs: number): Promise<readonly FamilySamples[]> {
    const query = this.probe.ofHost?.(this.#inForce.settings.options) ?? null;
    if (query === null) return [];
    try {
      return await this.ask(new URLSearchParams(query), { timeoutMs, signal: new AbortController().signal });
    } catch (error) {
      if (error instanceof ProbeRefusal)
        countError(this.#status, new ModuleError('limit_exceeded', error.message));
      return [];
    }
  }

  /** Those that the configuration names. */
  targets(): readonly ProbeTarget[] {
    return this.probe.targets?.(this.#inForce.settings.options) ?? [];
  }

  /** Writes a page that it serves beside; null when it has none there. */
  page(path: string): (() => Iterable<string>) | null {
    const page = this.probe.pages?.[path];
    return page ? () => page(this.#inForce.settings.options) : null;
  }

  /** Aborts what runs; later requests are refused. Resolves when all have returned, or after `graceMs`. */
  async stop(graceMs = 1000): Promise<void> {
    this.#stopped = true;
    const running = [...this.#running];
    for (const flight of running) flight.abort(new ModuleError('cancelled', 'Fathom is stopping'));
    const returned = Promise.all(running.map((flight) => flight.returned)).then(() => undefined);
    await raceAgainst(returned, graceMs, () => undefined);
    if (this.#state) this.#dispose(this.#state.value);
    this.#state = null;
  }

  #dispose(state: unknown): void {
    try {
      this.probe.dispose?.(state);
    } catch (error) {
      countError(this.#status, asModuleError(error));
    }
  }

  #parse(query: URLSearchParams, { settings }: InForce): ProbeRequest {
    try {
      const request = this.probe.parse(query, settings.options) as ProbeRequest;
      if (request.host.length <= MAX_HOST_LENGTH) return request;
      throw new UserError(`the name of the target has more than ${MAX_HOST_LENGTH} characters`);
    } catch (error) {
      if (error instanceof UserError) {
        this.#refused += 1;
        throw error;
      }
      const bug = new ModuleError('bug', messageOf(error), { cause: error });
      countError(this.#status, bug);
      throw bug;
    }
  }

  #start(request: ProbeRequest, inForce: InForce): ProbeFlight {
    if (this.#stopped) throw new ProbeRefusal(503, 'Fathom is stopping');
    const { maxConcurrent, timeout } = inForce.settings;
    if (this.#running.size >= maxConcurrent)
      throw new ProbeRefusal(
        503,
        `${maxConcurrent} targets are being asked already; try again later, or raise probes.${this.probe.id}.maxConcurrent`,
      );
    const startedAt = performance.now();
    const flight: ProbeFlight = new ProbeFlight(request.host, timeout, {
      run: () => this.#run(flight, request, inForce, startedAt),
      abandoned: (reason) => {
        this.#leave(request.key, flight);
        this.#failed(reason, performance.now() - startedAt);
      },
    });
    this.#flights.set(request.key, flight);
    this.#runs(flight);
    void flight.returned.then(() => {
      this.#leave(request.key, flight);
      this.#returned(flight);
    });
    return flight;
  }

  #runs(flight: ProbeFlight): void {
    this.#running.add(flight);
    if (this.#isBurst || this.#running.size < BURST) return;
    this.#isBurst = true;
    heapSize.burstBegins();
  }

  #returned(flight: ProbeFlight): void {
    this.#running.delete(flight);
    if (!this.#isBurst || this.#running.size > BURST_OVER) return;
    this.#isBurst = false;
    heapSize.burstEnds();
  }

  #leave(key: string, flight: ProbeFlight): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
  }

  async #run(
    flight: ProbeFlight,
    request: ProbeRequest,
    inForce: InForce,
    startedAt: number,
  ): Promise<FamilySamples[]> {
    let partials = 0;
    const partial = (reason: ModuleError) => {
      partials += 1;
      if (partials <= MAX_PARTIAL) countError(this.#status, reason);
    };
    try {
      await new Promise<void>((begin) => this.#beginnings.push(begin));
      const address = await this.#knownAddress(request.host, inForce, partial);
      flight.signal.throwIfAborted();
      const families =
        address === null
          ? this.#shownWithoutAddress(request)
          : await this.#probe(request, inForce, { flight, address, partial });
      if (!flight.signal.aborted) this.#succeeded(partials > 0, performance.now() - startedAt);
      return families;
    } catch (error) {
      // What is given up is counted when it is, for it may take its time to return.
      if (error instanceof ProbeRefusal || flight.signal.aborted) throw error;
      throw this.#failed(asModuleError(error), performance.now() - startedAt);
    }
  }

  /** Null where there is none and the probe has something to show for it. */
  async #knownAddress(
    host: string,
    inForce: InForce,
    partial: ProbeContext['partial'],
  ): Promise<string | null> {
    try {
      return await this.#allowedAddress(host, inForce);
    } catch (error) {
      if (!this.probe.unknownHost || !(error instanceof ModuleError) || error.code !== 'unreachable')
        throw error;
      partial(error);
      return null;
    }
  }

  #shownWithoutAddress(request: ProbeRequest): FamilySamples[] {
    const writer = new SampleWriter(this.probe.metrics as Metrics);
    writer.begin();
    this.probe.unknownHost?.(request, writer.out);
    return writer.finish();
  }

  async #probe(
    request: ProbeRequest,
    { settings }: InForce,
    { flight, address, partial }: Pick<ProbeContext, 'address' | 'partial'> & { flight: ProbeFlight },
  ): Promise<FamilySamples[]> {
    const { ports, host, now } = this.#environment;
    const writer = this.#takeWriter(request);
    writer.begin();
    const context = {
      ...portsFor(this.probe, ports),
      host,
      now,
      address,
      partial,
      signal: flight.signal,
      timeLeft: () => flight.timeLeft(),
      state: this.#stateOf(),
    };
    const texts = await this.probe.probe(context as never, settings.options, request, writer.out);
    const written = writer.finish();
    this.#keepWriter(request, writer);
    return new FamilyMerger().merge([...written, ...texts]);
  }

  /** Nobody else has it until it is kept again. */
  #takeWriter({ key }: ProbeRequest): SampleWriter {
    const known = this.#writers.get(key);
    this.#writers.delete(key);
    return known ?? new SampleWriter(this.probe.metrics as Metrics);
  }

  /** The one that was used longest ago makes room. */
  #keepWriter({ key }: ProbeRequest, writer: SampleWriter): void {
    const [oldest] = this.#writers.size >= MAX_WRITERS ? this.#writers.keys() : [];
    if (oldest !== undefined) this.#writers.delete(oldest);
    this.#writers.set(key, writer);
  }

  /** @throws ProbeRefusal when none of the host's addresses may be asked. */
  async #allowedAddress(host: string, inForce: InForce): Promise<string> {
    const access = (inForce.access ??= this.#accessOf(inForce.settings));
    const addresses = await this.#hosts.addresses(host);
    const known = access.targets.some((target) => target.toLowerCase() === host.toLowerCase());
    const chosen = known ? addresses[0] : access.list.choose(host, addresses);
    if (chosen) return chosen;
    throw new ProbeRefusal(
      403,
      `the target ${host} may not be asked: ${access.key} does not allow ${addresses.slice(0, 4).join(', ')}; add its address, network or name there`,
    );
  }

  #accessOf({ options }: ProbeSettings) {
    const access = this.probe.access(options);
    return { ...access, list: new AllowList(access.allow) };
  }

  #stateOf(): unknown {
    this.#state ??= { value: this.probe.init?.() };
    return this.#state.value;
  }

  #succeeded(partial: boolean, durationMs: number): void {
    this.#ran(durationMs);
    this.#status.lastSuccessMs = this.#status.lastRunMs;
    this.#status.succeeded = true;
    this.#status.partial = partial;
    if (!partial) this.#status.lastError = null;
  }

  /** A target that fails is no failure of the probe: it is counted, and told to the one who asked. */
  #failed(error: ModuleError, durationMs: number): ModuleError {
    this.#ran(durationMs);
    countError(this.#status, error);
    this.#status.succeeded = error.code !== 'bug';
    this.#status.partial = false;
    return error;
  }

  #ran(durationMs: number): void {
    this.#status.runs += 1;
    this.#status.lastRunMs = this.#environment.now();
    this.#status.lastDurationMs = durationMs;
  }
}
