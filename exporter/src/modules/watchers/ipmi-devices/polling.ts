/** Looks at the configured BMCs in the background: one that is slow holds up nobody. */
import { Deadline } from '../../../contract/deadline.ts';
import { Findings } from '../../../contract/findings.ts';
import { type Context, ModuleError, type Observation } from '../../../contract/module.ts';
import { type Course, Schedule } from '../../../contract/schedule.ts';
import type { TextFamily } from '../../../model/text-family.ts';
import type { HardwareEventKind } from '../../../protocols/hardware/events.ts';
import type { HardwareFact } from '../../../protocols/hardware/fact.ts';
import { observationsOf } from '../../../protocols/hardware/observations.ts';
import { PollTotals } from '../../../protocols/hardware/poll-totals.ts';
import { asModuleError } from '../../../protocols/ipmi/failure.ts';
import { marksOf } from '../../../protocols/ipmi/read/identity.ts';
import { sessionOptions } from '../../../protocols/ipmi/watched.ts';
import { deviceId } from '../../../protocols/snmp/device-id.ts';
import { lookAt, type Seen } from './look.ts';
import type { Options } from './options.ts';
import { type Target, targetsOf } from './target.ts';

/** A look that takes longer than the interval is given up, but never before and never after. */
const MIN_DEADLINE_MS = 30_000;
const MAX_DEADLINE_MS = 120_000;
/** It knows more of a machine: where it looks at one, nothing is told twice. */
const PREFERRED_WATCHER = 'redfish-devices';
/** Who asks which machine it is: what it told of itself is no proof. */
const SCANNER = 'ipmi';

export type Needs = 'ipmi' | 'hosts' | 'machines' | 'machineCare';
export type PollContext = Pick<Context<Needs>, Needs | 'now' | 'host'>;

export class Polling {
  readonly #options: Options;
  readonly #totals = new PollTotals('ipmi');
  readonly #findings = new Findings<HardwareEventKind>('BMCs');
  readonly #stop = new AbortController();
  #schedule: Schedule<Target> | null = null;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Begins with the looks whose time has come; what they bring is waiting at a later turn. */
  turn(context: PollContext): void {
    this.#schedule ??= this.#newSchedule(context);
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
    const targets = this.#schedule?.courses.map(({ subject }) => subject) ?? [];
    return this.#totals.tell(
      targets.map(({ watched, last, facts, isInCareOfOthers }) => ({
        name: watched.settings.name,
        isUp: last?.isUp ?? null,
        seconds: last?.seconds ?? 0,
        problems: isInCareOfOthers ? [] : facts.problems,
      })),
    );
  }

  stop(): void {
    this.#stop.abort();
  }

  #newSchedule({ host }: PollContext): Schedule<Target> {
    const subjects = targetsOf(this.#options, host).map((subject) => ({
      subject,
      interval: subject.watched.settings.interval,
    }));
    return new Schedule(subjects, this.#options, performance.now());
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
      this.#schedule?.ended(course, isUp, now);
      await this.#conclude(target, outcome, context);
    } catch (error) {
      this.#findings.failed(error);
    }
  }

  /** What no BMC can be blamed for is kept for whoever asks for the events. */
  async #look(target: Target, context: PollContext): Promise<Seen | ModuleError> {
    const { settings } = target.watched;
    const deadline = new Deadline(Math.min(MAX_DEADLINE_MS, Math.max(MIN_DEADLINE_MS, settings.interval)));
    const signal = AbortSignal.any([this.#stop.signal, deadline.signal]);
    try {
      return await this.#seen(target, context, signal);
    } catch (error) {
      const failure = asModuleError(error, settings.address);
      if (failure.code === 'bug') this.#findings.failed(error);
      return deadline.hasPassed
        ? new ModuleError('timeout', `${failure.message}: it took too long`)
        : failure;
    } finally {
      deadline.cancel();
    }
  }

  /** The name is looked up each time: its address may change. */
  async #seen(target: Target, { ipmi, hosts, now }: PollContext, signal: AbortSignal): Promise<Seen> {
    const { target: bmc, module } = target.watched;
    const [address = bmc.host] = target.isOfThisMachine ? [] : await hosts.addresses(bmc.host);
    const isSlow = performance.now() >= target.slowAtMs;
    const seen = await lookAt(target, {
      session: ipmi.open(sessionOptions(bmc, address, module)),
      ...{ isSlow, signal, now },
      partial: (reason) => this.#missing(reason),
      sent: () => this.#totals.sent(1),
    });
    if (isSlow) target.slowAtMs = performance.now() + this.#options.slowInterval;
    return seen;
  }

  /** Part of a reading: counted, and the rest is good. */
  #missing(reason: ModuleError): void {
    this.#totals.failed(reason.code);
    this.#findings.missing(reason);
  }

  async #conclude(target: Target, outcome: Seen | ModuleError, context: PollContext): Promise<void> {
    const { reachability, facts, logFacts, watched } = target;
    const nowMs = performance.now();
    const hasFailed = outcome instanceof ModuleError;
    if (hasFailed) this.#totals.failed(outcome.code);
    else target.asset = await assetOf(target, context);
    const bmc = watched.target.host;
    const isWithOthers = context.machineCare.isWith(PREFERRED_WATCHER, { bmc, asset: target.asset });
    // Whose it is turns out soon: until then nothing counts as seen.
    if (isWithOthers === null) return;
    target.isInCareOfOthers = isWithOthers;
    const told = hasFailed
      ? reachability.failed(outcome, nowMs)
      : [
          ...reachability.answered(nowMs),
          ...facts.look(outcome.reading, nowMs),
          ...(outcome.log === null ? [] : logFacts.look(outcome.log)),
        ];
    if (!isWithOthers) this.#add(target, told, context);
  }

  #add(target: Target, facts: readonly HardwareFact[], { now, host }: PollContext): void {
    const { settings, target: bmc } = target.watched;
    const asset =
      target.asset ?? (target.isOfThisMachine ? host.asset : (settings.asset ?? deviceId(bmc.host)));
    const machine = { asset, name: settings.name, host: bmc.host, rack: settings.rack ?? '' };
    for (const observation of observationsOf(facts, machine, now())) this.#findings.add(observation);
  }
}

async function assetOf(
  { watched, identity, isOfThisMachine }: Target,
  context: PollContext,
): Promise<string> {
  const { settings, target: bmc } = watched;
  if (isOfThisMachine) return settings.asset ?? context.host.asset;
  if (settings.asset !== undefined) return settings.asset;
  const known = identity && (await context.machines.find(marksOf(identity, bmc.host), SCANNER));
  return known ?? deviceId(bmc.host);
}
