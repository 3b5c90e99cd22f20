/** What a simulated BMC is and remembers. */

export interface BmcUser {
  readonly name: string;
  readonly password: string;
  /** 1 callback, 2 user, 3 operator, 4 admin; admin when left out. */
  readonly privilege?: number;
}

export interface BmcRequest {
  readonly netFn: number;
  readonly lun: number;
  readonly command: number;
  readonly data: Buffer;
}

export interface BmcAnswer {
  readonly completionCode?: number;
  readonly data?: Uint8Array | readonly number[];
}

/** Deviations from the specification. */
export interface Quirks {
  /** RAKP 2 has one byte too many. */
  readonly longRakp2?: boolean;
  /** Keys are hashed with the privilege of Open Session. */
  readonly hashesOpenPrivilege?: boolean;
  /** RAKP 4 has a check value without authentication, too. */
  readonly checkValueWithSuite0?: boolean;
  /** As Intel's: see the client's workaround of that name. */
  readonly intel?: boolean;
  /** Unknown cipher suites are met with silence rather than refused. */
  readonly silentOnUnknownSuites?: boolean;
  readonly noCipherSuiteList?: boolean;
  readonly wrongChecksums?: boolean;
  /** Lets users in, and then refuses the privilege that they logged in with. */
  readonly deniesPrivilege?: boolean;
  /** IPMI 1.5 */
  readonly perMessageOff?: boolean;
  readonly signsAllTheSame?: boolean;
  readonly sessionIdZero?: boolean;
  readonly bigEndianSequence?: boolean;
  readonly wrongCodes?: boolean;
  /** Says that messages need no code, and wants one. */
  readonly wantsCodesAllTheSame?: boolean;
}

export interface BmcOptions {
  /** 127.0.0.1 when left out; 0.0.0.0 is every address of the loopback network. */
  readonly address?: string;
  readonly users?: readonly BmcUser[];
  readonly kg?: string;
  /** Cipher suites that it has; all when left out. */
  readonly suites?: readonly number[];
  readonly v20?: boolean;
  /** IPMI 1.5: bits of Get Channel Authentication Capabilities; none, MD5 and password when left out. */
  readonly authTypes?: number;
  /** Session slots. */
  readonly slots?: number;
  readonly quirks?: Quirks;
  /** Commands other than those of sessions; null when the BMC is to stay silent. */
  readonly answer?: (request: BmcRequest) => BmcAnswer | null | Promise<BmcAnswer | null>;
  /** Controllers behind it, by slave address. */
  readonly satellites?: Readonly<Record<number, (request: BmcRequest) => BmcAnswer>>;
  /** How answers of satellites come: within a reply to Send Message, or as messages of their own. */
  readonly bridging?: 'embedded' | 'forwarded';
}

export const INVALID_COMMAND = 0xc1;

export function dataOf(answer: BmcAnswer): Buffer {
  return Buffer.from(answer.data ?? []);
}
