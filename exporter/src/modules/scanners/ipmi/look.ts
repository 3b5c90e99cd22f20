/** Whether a BMC answers, what its machine is, and of which parts it is made. */
import { getChassisStatus } from 'ipmi-js';
import type { IpmiClient, IpmiSession } from '../../../contract/ipmi.ts';
import { ModuleError } from '../../../contract/module.ts';
import type { HostNames } from '../../../contract/ports.ts';
import type { Turn } from '../../../protocols/address-ranges/pace.ts';
import { newBmcMemory } from '../../../protocols/ipmi/bmc-memory.ts';
import { asModuleError } from '../../../protocols/ipmi/failure.ts';
import { type Identity, readIdentity } from '../../../protocols/ipmi/read/identity.ts';
import { ifTold } from '../../../protocols/ipmi/read/if-told.ts';
import { type Part, readParts } from '../../../protocols/ipmi/read/parts.ts';
import type { IpmiModule } from '../../../protocols/ipmi/settings.ts';
import type { BmcAddress } from '../../../protocols/ipmi/target.ts';
import { sessionOptions } from '../../../protocols/ipmi/watched.ts';
import type { Candidate } from './candidates.ts';

export interface FoundBmc {
  readonly candidate: Candidate;
  /** Null when nobody could log in: only that it is there is known. */
  readonly machine: FoundMachine | null;
}

export interface FoundMachine {
  readonly identity: Identity;
  readonly chassis: Awaited<ReturnType<typeof getChassisStatus>> | null;
  /** Null when they could not be read, and never were. */
  readonly parts: readonly Part[] | null;
}

/** What is kept of a BMC from run to run. */
export class Known {
  /** Those of the last look at the machine while it was on. */
  parts: readonly Part[] | null = null;
}

export interface Look {
  readonly ipmi: IpmiClient;
  readonly hosts: HostNames;
  readonly answerTimeout: number;
  readonly turn: Turn;
  readonly signal: AbortSignal;
  readonly partial: (reason: ModuleError) => void;
  /** Of the one that is looked at. */
  readonly known: Known;
}

/**
 * Null when nobody answers, which is told of configured targets only.
 * @throws ModuleError `cancelled`
 */
export async function lookAt(candidate: Candidate, look: Look): Promise<FoundBmc | null> {
  const { target, configured } = candidate;
  try {
    const [address = target.host] = await look.hosts.addresses(target.host);
    if (configured === null && !(await isThere(target, address, look))) return null;
    const machine = await machineBehind(candidate, address, look);
    return machine === null && configured !== null ? null : { candidate, machine };
  } catch (error) {
    told(asModuleError(error, shown(target)), look);
    return null;
  }
}

/** One packet, sent twice, without logging in. */
async function isThere(
  { host, port }: BmcAddress,
  address: string,
  { ipmi, answerTimeout, turn, signal }: Look,
): Promise<boolean> {
  await turn(signal);
  return ipmi.answers({ host, port, address }, { timeoutMs: answerTimeout, signal });
}

/** Null when nobody can log in. */
async function machineBehind(
  candidate: Candidate,
  address: string,
  look: Look,
): Promise<FoundMachine | null> {
  for (const module of candidate.modules) {
    const session = look.ipmi.open(sessionOptions(candidate.target, address, module));
    try {
      await session.connect(look.signal);
      return await readMachine(session, module, candidate, look);
    } catch (error) {
      const failure = asModuleError(error, session.target);
      const isRefused = failure.code === 'auth_failed';
      // In the ranges there are BMCs of others.
      if (!isRefused || candidate.configured !== null) told(failure, look);
      if (!isRefused) return null;
    }
  }
  return null;
}

async function readMachine(
  session: IpmiSession,
  { bridgeSensors }: IpmiModule,
  { target }: Candidate,
  look: Look,
): Promise<FoundMachine> {
  const { signal, known } = look;
  const identity = await readIdentity(session, signal);
  const chassis = await ifTold(getChassisStatus(session, { signal }));
  // Of a machine that is off most sensors say nothing, and its parts are there all the same.
  if (chassis?.isPowerOn !== false || known.parts === null) {
    try {
      known.parts = await readParts(session, session.kept(newBmcMemory), { bridgeSensors, signal });
    } catch (error) {
      told(asModuleError(error, shown(target)), look);
    }
  }
  return { identity, chassis, parts: known.parts };
}

function shown({ host, port }: BmcAddress): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** @throws ModuleError `bug`, and `cancelled` when nothing can be told any longer */
function told(failure: ModuleError, { signal, partial }: Pick<Look, 'signal' | 'partial'>): void {
  if (failure.code === 'bug' || (failure.code === 'cancelled' && signal.aborted)) throw failure;
  partial(failure);
}
