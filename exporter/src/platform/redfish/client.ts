/** Redfish as modules ask for it: services are kept between sessions, with their logins, and left when nobody asks any longer. */
import { setMaxListeners } from 'node:events';
import type { PlainFiles } from '../../contract/ports.ts';
import type { RedfishClient, RedfishOptions, RedfishSession } from '../../contract/redfish.ts';
import { Service } from './service.ts';
import { StartGate } from './start-gate.ts';
import type { ReadText } from './trusted-connection.ts';

/** Twice the longest usual interval of scrapes; a session that is not needed holds a slot of the service. */
const IDLE_MS = 10 * 60_000;
const SWEEP_MS = 60_000;
/** A fleet, asked by one process. */
const MAX_SERVICES = 5000;

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
  const gate = new StartGate();
  let abandoned = 0;
  const readText: ReadText = async (path, maxBytes) =>
    (await files.read(path, maxBytes)).bytes.toString('utf8');
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
    const service = new Service(plan, readText, gate);
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
