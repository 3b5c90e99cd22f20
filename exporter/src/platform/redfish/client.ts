/** Redfish as modules ask for it: services are kept between sessions, with their logins, and left when nobody asks any longer. */
import { setMaxListeners } from 'node:events';
import type { PlainFiles } from '../../contract/ports.ts';
import type { RedfishClient, RedfishOptions, RedfishSession } from '../../contract/redfish.ts';
import { BurstGate } from './burst-gate.ts';
import { Service, type SharedByServices } from './service.ts';
import { type ReadText, TrustStores } from './trust-stores.ts';

/** Twice the longest usual interval of scrapes; a session that is not needed holds a slot of the service. */
const IDLE_MS = 10 * 60_000;
const SWEEP_MS = 60_000;
/** A fleet, asked by one process. */
const MAX_SERVICES = 5000;
/** Each takes one or two milliseconds of the processor, and more while it is busy. */
const HANDSHAKES_AT_ONCE = 3;
/** Each answer takes half a millisecond to be read and understood. */
const REQUESTS_AT_ONCE = 10;
/** What takes longer waits for the service. */
const PATIENCE_MS = 15;

export interface RedfishClientOptions {
  readonly files: Pick<PlainFiles, 'read'>;
  /** Milliseconds after which a service that nobody asks is left. */
  readonly idleMs?: number;
}

export interface OpenRedfishClient extends RedfishClient {
  /** Services that are known at the moment. */
  readonly services: number;
  /** Sessions that could not be ended, since the start: the services end them by themselves, later. */
  readonly abandoned: number;
  /** Ends the sessions at all services. */
  close(): Promise<void>;
}

export function redfishClient({ files, idleMs = IDLE_MS }: RedfishClientOptions): OpenRedfishClient {
  const services = new Map<string, Service>();
  let abandoned = 0;
  const readText: ReadText = async (path, maxBytes) =>
    (await files.read(path, maxBytes)).bytes.toString('utf8');
  const shared: SharedByServices = {
    connecting: {
      handshakes: new BurstGate(HANDSHAKES_AT_ONCE, PATIENCE_MS),
      trustStores: new TrustStores(readText),
    },
    readText,
    requests: new BurstGate(REQUESTS_AT_ONCE, PATIENCE_MS),
  };
  const sweeper = setInterval(leaveIdle, Math.min(SWEEP_MS, idleMs)).unref();

  function leave(key: string, service: Service): Promise<void> {
    services.delete(key);
    return service.close().catch(() => void (abandoned += 1));
  }

  function leaveIdle(): void {
    const since = performance.now() - idleMs;
    for (const [key, service] of services) if (service.lastUsedMs < since) void leave(key, service);
  }

  /** The one that was opened longest ago makes room. */
  function serviceOf(options: RedfishOptions): Service {
    const { target, credentials, trust, requestsInFlight, timeoutMs } = options;
    const plan = { target, credentials, trust, requestsInFlight, timeoutMs };
    const key = JSON.stringify(plan);
    const known = services.get(key);
    if (known) return known;
    const [oldest] = services.size >= MAX_SERVICES ? services : [];
    if (oldest) void leave(...oldest);
    const service = new Service(plan, shared);
    services.set(key, service);
    return service;
  }

  return {
    get services() {
      return services.size;
    },
    get abandoned() {
      return abandoned;
    },
    open(options): RedfishSession {
      const service = serviceOf(options);
      // All that is asked of a service waits for the same end: as many as there are resources.
      setMaxListeners(0, options.signal);
      const traffic = { requests: 0, kept: 0, failed: 0 };
      const asking = { signal: options.signal, traffic };
      return {
        traffic,
        get: (path, maxAgeMs = 0) => service.get(path, maxAgeMs, asking),
        certificateExpiry: () => service.certificateExpiry,
      };
    },
    async close() {
      clearInterval(sweeper);
      await Promise.all([...services].map(([key, service]) => leave(key, service)));
    },
  };
}
