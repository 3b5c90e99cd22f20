import type { RedfishLogin, RedfishSettings } from './settings.ts';
import { type NamedTarget, portOf } from './target.ts';

export interface Asked {
  /** As people wrote it. */
  readonly named: string;
  readonly target: NamedTarget;
  /** To connect to: where the host is, or its name. */
  readonly address: string;
}

/** How a service is asked, whoever asks it: with the same answer here, connections and login are shared. */
export function serviceOf(
  { named, target, address }: Asked,
  login: RedfishLogin,
  { tls, timeoutMs, concurrency }: Pick<RedfishSettings, 'tls' | 'timeoutMs' | 'concurrency'>,
) {
  const { username, password, passwordFile, basicAuth, scheme } = login;
  return {
    target: { scheme, host: target.host, address, port: portOf(target, login) },
    credentials: { username, password, passwordFile, basicAuth },
    trust: {
      verify: tls.verify,
      caFile: tls.caFile,
      fingerprint: tls.fingerprints[named] ?? tls.fingerprints[target.host] ?? null,
    },
    requestsInFlight: concurrency,
    timeoutMs,
  };
}
