/** One look at a machine through its BMC. */
import { type CommandChannel, getSelTime } from 'ipmi-js';
import type { IpmiSession } from '../../../contract/ipmi.ts';
import { ModuleError } from '../../../contract/module.ts';
import type { HardwareReading } from '../../../protocols/hardware/reading.ts';
import { type BmcMemory, newBmcMemory, type Repository } from '../../../protocols/ipmi/bmc-memory.ts';
import { asModuleError } from '../../../protocols/ipmi/failure.ts';
import type { ReadLog } from '../../../protocols/ipmi/hardware/log-facts.ts';
import { readHardware } from '../../../protocols/ipmi/hardware/read-hardware.ts';
import { readLogWith } from '../../../protocols/ipmi/read/events.ts';
import { readIdentity } from '../../../protocols/ipmi/read/identity.ts';
import { ifTold, isOfOneAnswer } from '../../../protocols/ipmi/read/if-told.ts';
import { readParts } from '../../../protocols/ipmi/read/parts.ts';
import { readRepository } from '../../../protocols/ipmi/read/repository.ts';
import type { Target } from './target.ts';

export interface Seen {
  readonly reading: HardwareReading;
  /** Null when the BMC has none, or it could not be read. */
  readonly log: ReadLog | null;
}

export interface Look {
  readonly session: IpmiSession;
  /** Whether it is time for what changes seldom. */
  readonly isSlow: boolean;
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly partial: (reason: ModuleError) => void;
  /** Called with each request. */
  readonly sent: () => void;
}

/** What is asked with: the channel counts. */
interface Asking extends Look {
  readonly channel: CommandChannel;
  readonly bmc: BmcMemory;
}

/** @throws IpmiError, ModuleError when not even the sensors can be read. */
export async function lookAt(target: Target, look: Look): Promise<Seen> {
  const { session, signal, partial } = look;
  await session.connect(signal);
  const asking = { ...look, channel: counting(look), bmc: session.kept(newBmcMemory) };
  if (look.isSlow) await readSeldom(target, asking);
  const repository = await readRepository(asking.channel, asking.bmc, signal);
  if (repository.malformed > 0) partial(malformed(session, repository));
  const log = await readLog(target, repository, asking);
  const corrected = log && target.corrected.of(log.log);
  const reading = await readHardware(
    asking.channel,
    { memory: target.memory, repository, corrected },
    { ...target.watched.module, signal, onFault: (error) => partial(asModuleError(error, session.target)) },
  );
  return { reading, log };
}

function counting({ session, sent }: Look): CommandChannel {
  return {
    send(request, options) {
      sent();
      return session.send(request, options);
    },
  };
}

function malformed({ target }: IpmiSession, { malformed: count }: Repository): ModuleError {
  return new ModuleError('malformed_reply', `${target}: ${count} of its sensor records make no sense`);
}

/** Who the machine is, and what its parts are called. */
async function readSeldom(target: Target, { channel, bmc, session, signal, partial }: Asking): Promise<void> {
  const { memory, watched } = target;
  target.identity = await readIdentity(channel, signal);
  memory.thresholds.forget();
  try {
    const { bridgeSensors } = watched.module;
    const parts = await readParts(channel, bmc, { bridgeSensors, signal });
    const known = parts.map(({ name, vendor, model, serial }) => {
      return [name, { model: [vendor, model].filter(Boolean).join(' '), serial }] as const;
    });
    // Of a machine that is off, or one whose bus is busy, some say nothing.
    memory.inventory = new Map([...memory.inventory, ...known]);
  } catch (error) {
    if (!isOfOneAnswer(error)) throw error;
    partial(asModuleError(error, session.target));
  }
}

async function readLog(
  { logFacts }: Target,
  repository: Repository,
  { channel, bmc, session, signal, now, partial }: Asking,
): Promise<ReadLog | null> {
  try {
    const log = await readLogWith(repository, channel, bmc, signal);
    const clockSeconds = logFacts.hasNews(log) ? await ifTold(getSelTime(channel, { signal })) : null;
    return { log, clockSeconds, readMs: now() };
  } catch (error) {
    if (!isOfOneAnswer(error)) throw error;
    const failure = asModuleError(error, session.target);
    // A BMC without a log is none that has lost it.
    if (failure.code !== 'unsupported') partial(failure);
    return null;
  }
}
