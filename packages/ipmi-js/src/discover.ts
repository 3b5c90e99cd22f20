/** What can be known about a BMC without logging in. */
import { IPMI_PORT } from './client-options.ts';
import { IpmiError } from './errors.ts';
import { abortError } from './session/abort.ts';
import { BmcLink } from './session/bmc-link.ts';
import { type AuthCapabilities, authCapabilities, channelCipherSuites } from './session/capabilities.ts';
import { PRIVILEGE } from './session/credentials.ts';
import { outsideSessions } from './session/exchange.ts';
import { newStats } from './session/stats.ts';
import type { Transport } from './transport/transport.ts';
import { createUdpTransport } from './transport/udp.ts';

export interface DiscoverOptions {
  readonly host: string;
  /** 623 when left out. */
  readonly port?: number;
  /** For each question; 2,000 when left out. */
  readonly timeoutMs?: number;
  readonly transport?: Transport;
  readonly signal?: AbortSignal;
}

export interface Discovery {
  readonly address: string;
  readonly capabilities: AuthCapabilities;
  /** Null when the BMC does not tell: it may have some all the same. */
  readonly cipherSuites: readonly number[] | null;
}

/** @throws IpmiError 'timeout' when nobody answers, 'unreachable' without an address. */
export async function discover(options: DiscoverOptions): Promise<Discovery> {
  const { host, port = IPMI_PORT, timeoutMs = 2_000, transport = createUdpTransport(), signal } = options;
  const link = await BmcLink.open(transport, host, port, newStats());
  try {
    const timing = { resendAfterMs: timeoutMs / 2, giveUpAfterMs: timeoutMs };
    const exchange = outsideSessions(link, { timing, workarounds: new Set() });
    const send = signal === undefined ? {} : { signal };
    const capabilities = await authCapabilities(exchange, PRIVILEGE.user, send);
    const cipherSuites = await channelCipherSuites(exchange, send).catch((error: unknown) => {
      if (signal?.aborted === true) throw abortError(signal, link.target);
      if (error instanceof IpmiError) return null;
      throw error;
    });
    return { address: link.address, capabilities, cipherSuites };
  } finally {
    link.close();
  }
}
