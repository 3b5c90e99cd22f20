/** From a name to an open session: find out what the BMC can, then log in with the best of it. */
import { IpmiError } from '../errors.ts';
import type { Transport } from '../transport/transport.ts';
import { abortError } from './abort.ts';
import type { BmcLink } from './bmc-link.ts';
import { type AuthCapabilities, authCapabilities } from './capabilities.ts';
import { PRIVILEGE } from './credentials.ts';
import { outsideSessions } from './exchange.ts';
import { loginV15, type LoginV15Options } from './login-v15.ts';
import { loginV20, type LoginV20Options } from './login-v20.ts';
import type { Session } from './session.ts';

export interface FullLoginOptions extends Omit<LoginV20Options, 'patienceMs'>, LoginV15Options {
  /** `auto` is 2.0 where the BMC has it. */
  readonly version: 'auto' | '1.5' | '2.0';
}

/** A BMC needs up to a second for the hashes of RAKP; twice the time before other packets are sent again. */
const RAKP_PATIENCE = 2;
const BACKOFF = 1.5;
/** Logins that are begun anew because an answer in their middle was lost. */
const MAX_ATTEMPTS = 3;

export async function login(
  transport: Transport,
  link: BmcLink,
  options: FullLoginOptions,
): Promise<Session> {
  const capabilities = await firstContact(transport, link, options);
  const useV20 = options.version === '2.0' || (options.version === 'auto' && capabilities.supportsV20);
  return useV20 ? persistentV20(link, options) : loginV15(link, capabilities, options);
}

async function persistentV20(link: BmcLink, options: FullLoginOptions): Promise<Session> {
  for (let attempt = 0; ; attempt++) {
    const patienceMs = options.timing.resendAfterMs * RAKP_PATIENCE * BACKOFF ** attempt;
    try {
      return await loginV20(link, { ...options, patienceMs });
    } catch (error) {
      const mayPass = error instanceof IpmiError && (error.code === 'timeout' || error.code === 'closed');
      if (!mayPass || attempt + 1 >= MAX_ATTEMPTS || options.signal.aborted) throw error;
    }
  }
}

/** The first question. When it stays without answer, a ping tells a closed port from a BMC that is not there. */
async function firstContact(
  transport: Transport,
  link: BmcLink,
  { timing, signal, privilege, workarounds }: FullLoginOptions,
): Promise<AuthCapabilities> {
  const given = new AbortController();
  const onAbort = () => given.abort(abortError(signal, link.target));
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  const timer = setTimeout(() => void knock(), timing.resendAfterMs / 2);
  const knock = async () => {
    const answer = await transport.knock(link.address, link.port, timing.resendAfterMs);
    if (answer === 'refused') given.abort(closedPort(link));
  };
  const exchange = outsideSessions(link, { timing, workarounds });
  try {
    return await authCapabilities(exchange, PRIVILEGE[privilege], { signal: given.signal });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

function closedPort({ target }: BmcLink): IpmiError {
  const message = `${target}: the port is closed; check address and port, and that IPMI over LAN is switched on`;
  return new IpmiError('unreachable', message);
}
