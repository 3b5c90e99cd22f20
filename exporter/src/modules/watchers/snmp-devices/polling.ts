/** Looks at the configured devices in the background: one that is slow holds up nobody. */
import { Deadline } from '../../../contract/deadline.ts';
import { TakingTurns } from '../../../contract/in-turns.ts';
import type { Context, Observation } from '../../../contract/module.ts';
import { type Course, Schedule } from '../../../contract/schedule.ts';
import type { SnmpClient, SnmpSession } from '../../../contract/snmp.ts';
import { ModuleError } from '../../../model/errors.ts';
import type { TextFamily } from '../../../model/text-family.ts';
import { msToNs } from '../../../model/time.ts';
import { Devices } from '../../../protocols/snmp/devices.ts';
import type { OpenAgent } from '../../../protocols/snmp/walk/agent.ts';
import type { EventKind, Fact } from './events.ts';
import type { Options } from './options.ts';
import type { Reading } from './reading.ts';
import { type PolledTarget, polledTarget } from './target.ts';
import { Totals } from './totals.ts';

/** A look that takes longer than the interval is given up, but never before and never after. */
const MIN_DEADLINE_MS = 10_000;
const MAX_DEADLINE_MS = 60_000;
/** Between two turns; more is a flood. */
const MAX_WAITING = 5000;

export type PollContext = Pick<Context<'snmp' | 'os'>, 'snmp' | 'os' | 'host' | 'now'>;

export class Polling {
  readonly #options: Options;
  readonly #schedule: Schedule<PolledTarget>;
  readonly #totals = new Totals();
  readonly #turns = new TakingTurns();
  readonly #stop = new AbortController();
  #waiting: Observation<EventKind>[] = [];
  #dropped = 0;
  #failure: Error | null = null;

  constructor(options: Options) {
    this.#options = options;
    const targets = options.snmp.targets.map((settings) => ({
      subject: polledTarget(settings, options),
      interval: settings.interval,
    }));
    this.#schedule = new Schedule(targets, options, performance.now());
  }

  /** Begins with the looks whose time has come; what they bring is waiting at a later turn. */
  turn(context: PollContext): void {
    for (const course of this.#schedule.takeDue(performance.now())) void this.#poll(course, context);
  }

  /**
   * What has happened since it was last asked for.
   * @throws what a look has thrown that is no failure of a device.
   */
  take(partial: (reason: ModuleError) => void): Observation<EventKind>[] {
    const failure = this.#failure;
    this.#failure = null;
    if (failure !== null) throw failure;
    const taken = this.#waiting;
    if (this.#dropped > 0)
      partial(new ModuleError('limit_exceeded', `${this.#dropped} events of devices at one look dropped`));
    this.#waiting = [];
    this.#dropped = 0;
    return taken;
  }

  tell(): TextFamily[] {
    return this.#totals.tell(
      this.#schedule.courses.map(({ subject: { settings, last } }) => ({
        name: settings.name,
        isUp: last?.isUp ?? null,
        seconds: last?.seconds ?? 0,
      })),
    );
  }

  stop(): void {
    this.#stop.abort();
  }

  async #poll(course: Course<PolledTarget>, context: PollContext): Promise<void> {
    const target = course.subject;
    const startedAt = performance.now();
    const outcome = await this.#look(target, context.snmp);
    const now = performance.now();
    if (this.#stop.signal.aborted) return;
    const isUp = !(outcome instanceof ModuleError);
    this.#totals.polled();
    target.last = { isUp, seconds: (now - startedAt) / 1000 };
    this.#schedule.ended(course, isUp, now);
    try {
      this.#conclude(target, outcome, context);
    } catch (error) {
      this.#failure = asError(error);
    }
  }

  #conclude(target: PolledTarget, outcome: Reading | ModuleError, context: PollContext): void {
    const { device, reachability } = target;
    if (outcome instanceof ModuleError) {
      this.#totals.failed(outcome.code);
      this.#add(target, reachability.failed(outcome, performance.now()), context);
    } else this.#add(target, [...reachability.answered(performance.now()), ...device.look(outcome)], context);
  }

  /** What no device can be blamed for is kept for whoever asks for the events. */
  async #look(target: PolledTarget, snmp: SnmpClient): Promise<Reading | ModuleError> {
    const sessions: SnmpSession[] = [];
    const deadline = new Deadline(
      Math.min(MAX_DEADLINE_MS, Math.max(MIN_DEADLINE_MS, target.settings.interval)),
    );
    const signal = AbortSignal.any([this.#stop.signal, deadline.signal]);
    const open: OpenAgent = (patience) => {
      const session = snmp.open({ target: target.address, auth: target.auth, signal, ...patience });
      sessions.push(session);
      return session;
    };
    try {
      return await this.#read(target, open, signal);
    } catch (error) {
      if (!(error instanceof ModuleError)) this.#failure = asError(error);
      const failure = error instanceof ModuleError ? error : new ModuleError('bug', 'a look has failed');
      return deadline.hasPassed
        ? new ModuleError('timeout', `${failure.message}: it took too long`)
        : failure;
    } finally {
      deadline.cancel();
      this.#totals.sent(sessions.reduce((sum, { traffic }) => sum + traffic.packetsSent, 0));
    }
  }

  #read(target: PolledTarget, open: OpenAgent, signal: AbortSignal): Promise<Reading> {
    const { requestTimeout, retries, ignoreInterfaces, ignoreStorage, snmp } = this.#options;
    return target.reader.read({
      host: target.address.host,
      version: target.auth.version,
      patience: { timeoutMs: requestTimeout, retries },
      open,
      memory: target.memory,
      requestsInFlight: snmp.requestsInFlight,
      wanted: target.wanted,
      ignored: { interfaces: ignoreInterfaces, storage: ignoreStorage },
      signal,
      turns: this.#turns,
    });
  }

  #add({ settings }: PolledTarget, facts: readonly Fact[], { host, os, now }: PollContext): void {
    if (facts.length === 0) return;
    const devices = new Devices(host, () => os.addresses(), []);
    const { asset } = devices.ofTarget(settings);
    const timeNs = msToNs(now());
    for (const { about, attributes, ...fact } of facts) {
      if (this.#waiting.length >= MAX_WAITING) this.#dropped += 1;
      else
        this.#waiting.push({
          ...fact,
          asset,
          timeNs,
          attributes: { ...attributes, target: settings.name, address: settings.address },
          fingerprint: fingerprintOf(fact.kind, asset, about),
        });
    }
  }
}

const asError = (thrown: unknown) => (thrown instanceof Error ? thrown : new Error(String(thrown)));

/** As traps have them: what a device tells and what is seen of it is one event. */
function fingerprintOf(kind: EventKind, asset: string, about: string): string {
  return about === '' ? `${kind}:${asset}` : `${kind}:${asset}:${about}`;
}
