/** Whether somebody answers, to which auth, and what it is. */
import { ModuleError } from '../../../contract/module.ts';
import type { SnmpClient } from '../../../contract/snmp.ts';
import type { SnmpAuth } from '../../../model/snmp.ts';
import type { Turn } from '../../../protocols/address-ranges/pace.ts';
import type { OpenAgent } from '../../../protocols/snmp/walk/agent.ts';
import type { DeviceMemories } from '../../../protocols/snmp/walk/device-memory.ts';
import type { FoundDevice } from './asset.ts';
import type { Candidate } from './candidates.ts';
import { sysObjectID, sysUpTime } from './objects.ts';
import type { Options } from './options.ts';
import { readDevice } from './read-device.ts';

/** Of a device that is known to be there. */
const PATIENCE = { timeoutMs: 3000, retries: 2 };

export interface Look {
  readonly snmp: SnmpClient;
  readonly options: Options;
  readonly memories: DeviceMemories;
  readonly turn: Turn;
  readonly signal: AbortSignal;
  readonly partial: (reason: ModuleError) => void;
}

/**
 * Null when nobody answers, which is told of configured targets only.
 * @throws ModuleError `cancelled`
 */
export async function lookAt(
  candidate: Candidate,
  isKnown: boolean,
  look: Look,
): Promise<FoundDevice | null> {
  const found = await answeringAuth(candidate, isKnown, look);
  if (!found) return null;
  const { options, snmp, memories, signal, partial } = look;
  const { target, asset, configuredName, labels } = candidate;
  const { name, auth } = found;
  const open: OpenAgent = (patience) => snmp.open({ target, auth, signal, ...patience });
  const memory = memories.of(JSON.stringify([target, auth.version]));
  const { requestsInFlight } = options.settings;
  try {
    const facts = await readDevice(
      { host: target.host, version: auth.version, patience: PATIENCE, open, memory, requestsInFlight },
      partial,
    );
    return { asset, configuredName, host: target.host, port: target.port, auth: name, labels, facts };
  } catch (error) {
    told(error, partial);
    return null;
  }
}

interface NamedAuth {
  readonly name: string;
  readonly auth: SnmpAuth;
}

async function answeringAuth(candidate: Candidate, isKnown: boolean, look: Look): Promise<NamedAuth | null> {
  const { auths } = look.options.settings.definitions;
  let last: ModuleError | null = null;
  for (const name of candidate.auths) {
    const auth = auths.get(name);
    if (!auth) continue;
    last = await whyNoAnswer(candidate, auth, isKnown, look);
    if (last === null) return { name, auth };
    // No other auth helps where there is no way, or nobody who listens.
    if (last.code === 'unreachable') break;
  }
  if (last && candidate.configuredName !== null) look.partial(last);
  return null;
}

/** Null when there is an answer, be it that it has no such object. One small request. */
async function whyNoAnswer(
  { target, configuredName }: Candidate,
  auth: SnmpAuth,
  isKnown: boolean,
  { snmp, options, turn, signal }: Look,
): Promise<ModuleError | null> {
  const isExpected = configuredName !== null || isKnown;
  const patience = isExpected ? PATIENCE : { timeoutMs: options.answerTimeout, retries: 0 };
  await turn(signal);
  const session = snmp.open({ target, auth, signal, ...patience });
  try {
    await session.get([sysObjectID, sysUpTime]);
    return null;
  } catch (error) {
    if (error instanceof ModuleError && error.code !== 'cancelled') return error;
    throw error;
  } finally {
    session.close();
  }
}

function told(error: unknown, partial: (reason: ModuleError) => void): void {
  if (!(error instanceof ModuleError) || error.code === 'cancelled') throw error;
  partial(error);
}
