import { NEGOTIATED_SUITES, cipherSuite } from './crypto/cipher-suites.ts';
import type { CredentialOptions, Privilege } from './session/credentials.ts';
import type { AuthType } from './session/login-v15.ts';
import { WORKAROUNDS, type Workaround, type Workarounds } from './session/workarounds.ts';
import type { Transport } from './transport/transport.ts';

export interface IpmiClientOptions extends CredentialOptions {
  /** Name or address. */
  readonly host: string;
  /** 623 when left out. */
  readonly port?: number;
  /** Of the session; `user` when left out, which is enough for reading. */
  readonly privilege?: Privilege;
  /** `auto` when left out: 2.0 where the BMC has it. */
  readonly version?: 'auto' | '1.5' | '2.0';
  /** Ids in the order in which they are tried. All but 0 when left out, best first. */
  readonly cipherSuites?: readonly number[];
  /**
   * For IPMI 1.5, in the order in which they are tried. `md5` when left out: `none` proves nothing, and `password`
   * gives the password to whoever listens.
   */
  readonly authTypes?: readonly AuthType[];
  /** `name` when left out; `name_and_privilege` for BMCs with several users of one name. */
  readonly userLookup?: 'name' | 'name_and_privilege';
  readonly workarounds?: readonly Workaround[];
  /** For a command, with the login that it may need; 10,000 when left out. */
  readonly timeoutMs?: number;
  /** Until a packet is sent again for the first time; 1,000 when left out. */
  readonly resendAfterMs?: number;
  /** Commands that the BMC has at once; 2 when left out. After the first lost packet of a session it is 1. */
  readonly maxInFlight?: number;
  /** A session that nobody used for so long is asked for the device id; 20,000 when left out, 0 for never. */
  readonly keepAliveMs?: number;
  /** A session that nobody used for so long is closed; 180,000 when left out. */
  readonly closeAfterMs?: number;
  /** Shared between clients, so that they share sockets; one of its own when left out. */
  readonly transport?: Transport;
}

export interface ClientSettings {
  readonly host: string;
  readonly port: number;
  readonly privilege: Privilege;
  readonly version: 'auto' | '1.5' | '2.0';
  readonly cipherSuites: readonly number[];
  readonly authTypes: readonly AuthType[];
  readonly userLookup: 'name' | 'name_and_privilege';
  readonly workarounds: Workarounds;
  readonly timeoutMs: number;
  readonly resendAfterMs: number;
  readonly maxInFlight: number;
  readonly keepAliveMs: number;
  readonly closeAfterMs: number;
}

export const IPMI_PORT = 623;
/** BMCs end sessions after 60 s without requests (IPMI 2.0, 6.12.15); some after 30. */
const KEEP_ALIVE_MS = 20_000;
const CLOSE_AFTER_MS = 180_000;
/** Numbers of requests that are under way must differ, and late replies should not meet new requests. */
const MAX_IN_FLIGHT = 32;

/** @throws RangeError when one is not what it may be. */
export function settingsOf(options: IpmiClientOptions): ClientSettings {
  const settings = {
    host: options.host,
    port: options.port ?? IPMI_PORT,
    privilege: options.privilege ?? 'user',
    version: options.version ?? 'auto',
    cipherSuites: options.cipherSuites ?? NEGOTIATED_SUITES,
    authTypes: options.authTypes ?? ['md5'],
    userLookup: options.userLookup ?? 'name',
    workarounds: new Set(options.workarounds),
    timeoutMs: options.timeoutMs ?? 10_000,
    resendAfterMs: options.resendAfterMs ?? 1_000,
    maxInFlight: options.maxInFlight ?? 2,
    keepAliveMs: options.keepAliveMs ?? KEEP_ALIVE_MS,
    closeAfterMs: options.closeAfterMs ?? CLOSE_AFTER_MS,
  } satisfies ClientSettings;
  const unknownSuite = settings.cipherSuites.find((id) => cipherSuite(id) === undefined);
  if (unknownSuite !== undefined)
    throw new RangeError(`cipherSuites: ${unknownSuite} is not one of this client's`);
  const unknownFlag = [...settings.workarounds].find((flag) => !WORKAROUNDS.includes(flag));
  if (unknownFlag !== undefined) throw new RangeError(`workarounds: there is no ${unknownFlag}`);
  check('host', settings.host.length > 0, 'is empty');
  check('port', isWhole(settings.port, 1, 65_535), 'is not from 1 to 65535');
  check('cipherSuites', settings.cipherSuites.length > 0, 'is empty');
  check('maxInFlight', isWhole(settings.maxInFlight, 1, MAX_IN_FLIGHT), `is not from 1 to ${MAX_IN_FLIGHT}`);
  for (const name of ['timeoutMs', 'resendAfterMs', 'closeAfterMs'] as const) {
    check(name, settings[name] > 0, 'is not more than 0');
  }
  return settings;
}

function check(name: string, holds: boolean, problem: string): void {
  if (!holds) throw new RangeError(`${name} ${problem}`);
}

function isWhole(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}
