/** Looks at the configured BMCs in the background: one that is slow holds up nobody. */
import { Deadline } from '../../../contract/deadline.ts';
import type { Context, Observation } from '../../../contract/module.ts';
import { type Course, Schedule } from '../../../contract/schedule.ts';
import { ModuleError } from '../../../model/errors.ts';
import type { TextFamily } from '../../../model/text-family.ts';
import { msToNs } from '../../../model/time.ts';
import type { HardwareEventKind } from '../../../protocols/hardware/events.ts';
import type { HardwareFact } from '../../../protocols/hardware/fact.ts';
import { rackId } from '../../../protocols/hardware/rack.ts';
import { marksOf } from '../../../protocols/redfish/hardware/machine.ts';
import { watchedServices } from '../../../protocols/redfish/watched.ts';
import { deviceId } from '../../../protocols/snmp/device-id.ts';
import { lookAt, type Seen } from './look.ts';
import type { Options } from './options.ts';
import { type Target, targetOf } from './target.ts';
import { Totals } from './totals.ts';

/** A look that takes longer than the interval is given up, but never before and never after. */
const MIN_DEADLINE_MS = 30_000;
const MAX_DEADLINE_MS = 120_000;
/** Between two turns; more is a flood. */
const MAX_WAITING = 5000;
/** Who asks which machine it is: what it told of itself is no proof. */
const SCANNER = 'redfish';

export type PollContext = Pick<Context<'redfish' | 'machines'>, 'redfish' | 'machines' | 'now'>;

export class Polling {
  readonly #options: Options;
  readonly #schedule: Schedule<Target>;
  readonly #totals = new Totals();
  readonly #stop = new AbortController();
  #waiting: Observation<HardwareEventKind>[] = [];
  #partial: ModuleError[] = [];
  #dropped = 0;
  #failure: Error | null = null;

  constructor(options: Options) {
    this.#options = options;
    const targets = watchedServices(options.settings).map((watched) => ({
      subject: targetOf(watched, options),
      interval: watched.settings.interval,
    }));
    this.#schedule = new Schedule(targets, options, performance.now());
  }

  /** Begins with the looks whose time has come; what they bring is waiting at a later turn. */
  turn(context: PollContext): void {
    for (const course of this.#schedule.takeDue(performance.now())) void this.#poll(course, context);
  }

  /**
   * What has happened since it was last asked for.
   * @throws what a look has thrown that is no failure of a BMC.
   */
  take(partial: (reason: ModuleError) => void): Observation<HardwareEventKind>[] {
    const failure = this.#failure;
    this.#failure = null;
    if (failure !== null) throw failure;
    if (this.#dropped > 0)
      partial(new ModuleError('limit_exceeded', `${this.#dropped} events of BMCs at one look dropped`));
    for (const reason of this.#partial.splice(0)) partial(reason);
    this.#dropped = 0;
    return this.#waiting.splice(0);
  }

  tell(): TextFamily[] {
    return this.#totals.tell(
      this.#schedule.courses.map(({ subject: { watched, last, facts } }) => ({
        name: watched.settings.name,
        isUp: last?.isUp ?? null,
        seconds: last?.seconds ?? 0,
        problems: facts.problems,
      })),
    );
  }

  stop(): void {
    this.#stop.abort();
  }

  async #poll(course: Course<Target>, context: PollContext): Promise<void> {
    const target = course.subject;
    const startedAt = performance.now();
    try {
      const outcome = await this.#look(target, context);
      const now = performance.now();
      if (this.#stop.signal.aborted) return;
      const isUp = !(outcome instanceof ModuleError);
      this.#totals.polled();
      target.last = { isUp, seconds: (now - startedAt) / 1000 };
      this.#schedule.ended(course, isUp, now);
      await this.#conclude(target, outcome, context);
    } catch (error) {
      this.#failure = error instanceof Error ? error : new Error(String(error));
    }
  }

  /** What no BMC can be blamed for is kept for whoever asks for the events. */
  async #look(target: Target, { redfish }: PollContext): Promise<Seen | ModuleError> {
    const { service, settings } = target.watched;
    const deadline = new Deadline(Math.min(MAX_DEADLINE_MS, Math.max(MIN_DEADLINE_MS, settings.interval)));
    const signal = AbortSignal.any([this.#stop.signal, deadline.signal]);
    const session = redfish.open({ ...service, signal });
    const isSlow = performance.now() >= target.slowAtMs;
    try {
      const seen = await lookAt(target, session, isSlow, (reason) => this.#missing(reason));
      if (isSlow) target.slowAtMs = performance.now() + this.#options.slowInterval;
      return seen;
    } catch (error) {
      const isFailure = error instanceof ModuleError && error.code !== 'bug';
      if (!isFailure) this.#failure = error instanceof Error ? error : new Error(String(error));
      return isFailure ? error : new ModuleError('bug', 'a look has failed');
    } finally {
      deadline.cancel();
      this.#totals.sent(session.traffic.requests);
    }
  }

  /** Part of a reading: counted, and the rest is good. */
  #missing(reason: ModuleError): void {
    this.#totals.failed(reason.code);
    if (this.#partial.length < MAX_WAITING) this.#partial.push(reason);
  }

  async #conclude(target: Target, outcome: Seen | ModuleError, context: PollContext): Promise<void> {
    const { reachability, watched, facts, logFacts } = target;
    const nowMs = performance.now();
    if (outcome instanceof ModuleError) {
      this.#totals.failed(outcome.code);
      return this.#add(target, reachability.failed(outcome, nowMs), context);
    }
    const { machine, reading, logs } = outcome;
    target.rack = watched.settings.rack ?? machine.place.rack;
    target.asset =
      watched.settings.asset ??
      (await context.machines.find(marksOf(machine, watched.host), SCANNER, 'ipmi')) ??
      deviceId(watched.host);
    this.#add(
      target,
      [
        ...reachability.answered(nowMs),
        ...facts.look(reading, nowMs),
        ...(logs === null ? [] : logFacts.look(logs.main, logs.others, context.now())),
      ],
      context,
    );
  }

  #add(target: Target, facts: readonly HardwareFact[], { now }: PollContext): void {
    const { settings, host } = target.watched;
    const asset = target.asset ?? settings.asset ?? deviceId(host);
    const where = { target: settings.name, address: host, ...(target.rack !== '' && { rack: target.rack }) };
    for (const { about, attributes, timeNs = msToNs(now()), ...fact } of facts) {
      const told = { ...fact, timeNs, attributes: { ...attributes, ...where } };
      this.#push({ ...told, asset, fingerprint: `${fact.kind}:${asset}:${about}` });
      if (fact.kind === 'hardware.thermal' && attributes['origin'] === 'state' && target.rack !== '')
        this.#push({
          ...told,
          kind: 'hardware.rack_thermal',
          asset: rackId(target.rack),
          attributes: { ...told.attributes, machine: settings.name, machine_asset: asset },
          fingerprint: `hardware.rack_thermal:${asset}:${about}`,
        });
    }
  }

  #push(observation: Observation<HardwareEventKind>): void {
    if (this.#waiting.length >= MAX_WAITING) this.#dropped += 1;
    else this.#waiting.push(observation);
  }
}
