/** One Redfish service with its connections, its login and what is kept of it, for all who ask it. */
import type { Agent } from 'node:http';
import type {
  RedfishCredentials,
  RedfishTarget,
  RedfishTraffic,
  RedfishTrust,
} from '../../contract/redfish.ts';
import { messageOf, ModuleError } from '../../model/errors.ts';
import type { BurstGate } from './burst-gate.ts';
import { exchange, type Incoming, type Outgoing } from './exchange.ts';
import { KeptResources, type Resource } from './kept-resources.ts';
import { Login } from './login.ts';
import { Slots } from './slots.ts';
import type { ReadText } from './trust-stores.ts';
import { type Connecting, connectionAgent } from './trusted-connection.ts';

const MAX_PATH_LENGTH = 2048;
const ROOT = /^\/redfish\/v1(?:[/?]|$)/;
const ROOT_ITSELF = /^\/redfish\/v1\/?$/;

export interface ServicePlan {
  readonly target: RedfishTarget;
  readonly credentials: RedfishCredentials;
  readonly trust: RedfishTrust;
  readonly requestsInFlight: number;
  readonly timeoutMs: number;
}

export interface Asking {
  readonly signal: AbortSignal;
  readonly traffic: RedfishTraffic;
}

/** What all services of one client share. */
export interface SharedByServices {
  readonly connecting: Connecting;
  readonly readText: ReadText;
  readonly requests: BurstGate;
}

export class Service {
  /** On the clock of `performance.now()`. */
  lastUsedMs = performance.now();
  certificateExpiry: number | null = null;
  readonly #plan: ServicePlan;
  readonly #requests: BurstGate;
  readonly #agent: Agent;
  readonly #login: Login;
  readonly #slots: Slots;
  readonly #kept = new KeptResources();

  constructor(plan: ServicePlan, shared: SharedByServices) {
    const { target, trust, credentials, requestsInFlight, timeoutMs } = plan;
    this.#plan = plan;
    this.#requests = shared.requests;
    this.#agent = connectionAgent({
      target,
      trust,
      timeoutMs,
      ...shared.connecting,
      maxSockets: requestsInFlight,
      onCertificate: (expires) => void (this.certificateExpiry = expires),
    });
    this.#login = new Login(credentials, (outgoing) => this.#exchange(outgoing), shared.readText, timeoutMs);
    this.#slots = new Slots(requestsInFlight);
  }

  /** @throws ModuleError */
  async get(path: string, maxAgeMs: number, asking: Asking): Promise<Resource> {
    this.lastUsedMs = performance.now();
    const known = maxAgeMs > 0 ? this.#kept.get(path) : undefined;
    if (known && performance.now() - known.atMs < maxAgeMs) {
      asking.traffic.kept += 1;
      return known.resource;
    }
    try {
      return await this.#slots.use(asking.signal, () => this.#fetch(path, maxAgeMs, asking));
    } catch (error) {
      asking.traffic.failed += 1;
      throw this.#named(error, path);
    }
  }

  /** Ends the session at the service and closes the connections. */
  async close(): Promise<void> {
    try {
      await this.#login.logOut();
    } finally {
      this.#agent.destroy();
    }
  }

  async #fetch(path: string, maxAgeMs: number, asking: Asking): Promise<Resource> {
    const known = maxAgeMs > 0 ? this.#kept.get(path) : undefined;
    const condition = known?.etag ? { 'If-None-Match': known.etag } : {};
    const answer = await this.#ask(checkedPath(path), condition, asking);
    if (known && answer.status === 304) {
      known.atMs = performance.now();
      return known.resource;
    }
    refuseStatus(answer.status, path);
    const resource = resourceOf(answer);
    const etag = answer.headers.etag?.slice(0, MAX_PATH_LENGTH) ?? null;
    if (maxAgeMs > 0)
      this.#kept.set(path, { resource, etag, bytes: answer.body.length, atMs: performance.now() });
    return resource;
  }

  /** A session may have expired: the request is then made once more, with a new one. */
  async #ask(path: string, condition: Outgoing['headers'], { signal, traffic }: Asking): Promise<Incoming> {
    for (let attempt = 0; ; attempt += 1) {
      const login = await this.#login.headers();
      const headers = { ...login, ...condition };
      traffic.requests += 1;
      const { timeoutMs } = this.#plan;
      const answer = await this.#exchange({ method: 'GET', path, headers, timeoutMs, signal });
      if (answer.status !== 401) return answer;
      this.#login.rejected(login);
      if (attempt > 0)
        throw new ModuleError('auth_failed', 'it does not accept the session that it just made');
    }
  }

  async #exchange(outgoing: Outgoing): Promise<Incoming> {
    const over = await this.#requests.pass();
    try {
      return await exchange({ target: this.#plan.target, agent: this.#agent }, outgoing);
    } finally {
      over();
    }
  }

  #named(error: unknown, path: string): ModuleError {
    const { host, port } = this.#plan.target;
    const code = error instanceof ModuleError ? error.code : 'bug';
    const shown = path.slice(0, 200);
    return new ModuleError(code, `${host}, port ${port}, ${shown}: ${messageOf(error)}`, { cause: error });
  }
}

/** @throws ModuleError `malformed_reply`: paths come from the service. */
function checkedPath(path: string): string {
  if (!ROOT.test(path) || path.length > MAX_PATH_LENGTH)
    throw new ModuleError('malformed_reply', 'a path that is not below /redfish/v1');
  return path.replace(/[^!-~]+/gu, (text) => encodeURIComponent(text.toWellFormed()));
}

const IS_IT_REDFISH = 'check that address and port are those of a Redfish service, and that it is turned on';

function refuseStatus(status: number, path: string): void {
  if (status >= 200 && status <= 299) return;
  if (status === 403)
    throw new ModuleError('permission_denied', 'HTTP 403: the user may not read it, or a licence is needed');
  if (status === 404 && ROOT_ITSELF.test(path))
    throw new ModuleError('unreachable', `HTTP 404; ${IS_IT_REDFISH}`);
  const absent = status === 404 || status === 405 || status === 501 || status === 400 || status === 410;
  throw new ModuleError(absent ? 'unsupported' : 'unreachable', `HTTP ${status}`);
}

/** @throws ModuleError `malformed_reply` */
function resourceOf({ body, headers }: Incoming): Resource {
  const value = jsonOf(body);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Resource;
  const type = headers['content-type']?.split(';')[0]?.slice(0, 50) ?? '';
  const what = value === undefined ? `no JSON in ${body.length} bytes` : 'JSON, but no object';
  const hint = type === '' || type === 'application/json' ? '' : ` of ${type}; ${IS_IT_REDFISH}`;
  throw new ModuleError('malformed_reply', `${what}${hint}`);
}

/** Undefined for what is none: the words of the parser would repeat what is there. */
function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8').replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
