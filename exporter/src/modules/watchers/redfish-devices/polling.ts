/** Looks at the configured BMCs in the background: one that is slow holds up nobody. */
import { Deadline } from '../../../contract/deadline.ts';
import { Findings } from '../../../contract/findings.ts';
import type { Care } from '../../../contract/machine-care.ts';
import type { Context, Observation } from '../../../contract/module.ts';
import { type Course, Schedule } from '../../../contract/schedule.ts';
import { ModuleError } from '../../../model/errors.ts';
import type { TextFamily } from '../../../model/text-family.ts';
import type { HardwareEventKind } from '../../../protocols/hardware/events.ts';
import type { HardwareFact } from '../../../protocols/hardware/fact.ts';
import { observationsOf } from '../../../protocols/hardware/observations.ts';
import { PollTotals } from '../../../protocols/hardware/poll-totals.ts';
import { marksOf } from '../../../protocols/redfish/hardware/machine.ts';
import { watchedServices } from '../../../protocols/redfish/watched.ts';
import { deviceId } from '../../../protocols/snmp/device-id.ts';
import { lookAt, type Seen } from './look.ts';
import type { Options } from './options.ts';
import { type Target, targetOf } from './target.ts';

/** A look that takes longer than the interval is given up, but never before and never after. */
const MIN_DEADLINE_MS = 30_000;
const MAX_DEADLINE_MS = 120_000;
/** By whom others know what is looked at here. */
const WATCHER = 'redfish-devices';
/** Who asks which machine it is: what it told of itself is no proof. */
const SCANNER = 'redfish';

export type Needs = 'redfish' | 'machines' | 'machineCare';
export type PollContext = Pick<Context<Needs>, Needs | 'now'>;

export class Polling {
  readonly #options: Options;
  readonly #schedule: Schedule<Target>;
  readonly #totals = new PollTotals('redfish');
  readonly #findings = new Findings<HardwareEventKind>('BMCs');
  readonly #stop = new AbortController();
  #care: Care | null = null;

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
    this.#care ??= context.machineCare.begin(
      WATCHER,
      this.#schedule.courses.map(({ subject }) => subject.watched.host),
    );
    for (const course of this.#schedule.takeDue(performance.now())) void this.#poll(course, context);
  }

  /**
   * What has happened since it was last asked for.
   * @throws what a look has thrown that is no failure of a BMC.
   */
  take(partial: (reason: ModuleError) => void): Observation<HardwareEventKind>[] {
    return this.#findings.take(partial);
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
    this.#care?.end();
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
      this.#findings.failed(error);
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
      if (!isFailure) this.#findings.failed(error);
      return isFailure ? error : new ModuleError('bug', 'a look has failed');
    } finally {
      deadline.cancel();
      this.#totals.sent(session.traffic.requests);
    }
  }

  /** Part of a reading: counted, and the rest is good. */
  #missing(reason: ModuleError): void {
    this.#totals.failed(reason.code);
    this.#findings.missing(reason);
  }

  async #conclude(target: Target, outcome: Seen | ModuleError, context: PollContext): Promise<void> {
    const { reachability, watched, facts, logFacts } = target;
    const nowMs = performance.now();
    if (outcome instanceof ModuleError) {
      this.#totals.failed(outcome.code);
      this.#care?.looked(watched.host, null);
      return this.#add(target, reachability.failed(outcome, nowMs), context);
    }
    const { machine, reading, logs } = outcome;
    target.rack = watched.settings.rack ?? machine.place.rack;
    target.asset =
      watched.settings.asset ??
      (await context.machines.find(marksOf(machine, watched.host), SCANNER, 'ipmi')) ??
      deviceId(watched.host);
    this.#care?.looked(watched.host, target.asset);
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
    const machine = { asset, name: settings.name, host, rack: target.rack };
    for (const observation of observationsOf(facts, machine, now())) this.#findings.add(observation);
  }
}
