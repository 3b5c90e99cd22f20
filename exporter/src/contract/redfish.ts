/** How a module asks a Redfish service. Connections, certificates, logins and what is kept are the platform's concern. */

export interface RedfishTarget {
  readonly scheme: 'http' | 'https';
  /** As people named it: the name that its certificate must have. */
  readonly host: string;
  /** Where it is: this is connected to, and nothing else. */
  readonly address: string;
  readonly port: number;
}

export interface RedfishCredentials {
  readonly username: string;
  readonly password: string;
  /** Read at each login, instead of `password`. */
  readonly passwordFile: string | null;
  /** No session is made: each request carries the password. */
  readonly basicAuth: boolean;
}

/** Why the service is believed to be who it is. */
export interface RedfishTrust {
  /** SHA-256 of its certificate, 64 hexadecimal digits in upper case: nothing else counts then. */
  readonly fingerprint: string | null;
  /** PEM file with the authorities that count; null for those of the system. */
  readonly caFile: string | null;
  /** False: anybody is believed. */
  readonly verify: boolean;
}

export interface RedfishOptions {
  readonly target: RedfishTarget;
  readonly credentials: RedfishCredentials;
  readonly trust: RedfishTrust;
  /** To one service, of all who ask it, at the same time. */
  readonly requestsInFlight: number;
  /** Of one request, with the connecting. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface RedfishTraffic {
  /** Sent to the service, logins among them. */
  requests: number;
  /** Answered from what was kept. */
  kept: number;
  /** Of `requests`: not answered, or not with what was asked for. */
  failed: number;
}

/**
 * One conversation with one service. All reject with ModuleError: `unsupported` where the service has no such
 * resource or does not do what is asked, `auth_failed`, `permission_denied`, `timeout`, `unreachable`,
 * `malformed_reply`, `limit_exceeded`, `cancelled`; each message names the target and what to check.
 */
export interface RedfishSession {
  readonly traffic: RedfishTraffic;
  /**
   * The resource at a path that begins with /redfish/v1. With `maxAgeMs` it may be one of before: it is kept, and asked
   * for again only when it is older, by its ETag where the service gives one.
   */
  get(path: string, maxAgeMs?: number): Promise<Readonly<Record<string, unknown>>>;
  /** When the service's certificate ends, in seconds since the epoch; null before the first answer, and without TLS. */
  certificateExpiry(): number | null;
}

export interface RedfishClient {
  /** Cheap: connections and logins are shared and kept between sessions. */
  open(options: RedfishOptions): RedfishSession;
}
