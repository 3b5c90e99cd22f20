/** Deviations of BMCs that nobody can find out by asking; the names are FreeIPMI's. */
export const WORKAROUNDS = [
  /** Nothing of what the authentication capabilities say is refused before the BMC refuses it: always so here. */
  'authcap',
  /** IPMI 1.5: replies may have session id 0. */
  'idzero',
  /** IPMI 1.5: replies have an authentication code though the BMC says that messages have none. */
  'unexpectedauth',
  /** IPMI 1.5: messages are authenticated though the BMC says that they need not be. */
  'forcepermsg',
  /** IPMI 1.5: session sequence numbers have their bytes the other way around. */
  'endianseq',
  /** IPMI 1.5: authentication codes of replies are not checked. */
  'noauthcodecheck',
  /** Checksums of replies are not checked. */
  'nochecksumcheck',
  /** User padded to 16 bytes, password cut to 16 with HMAC-MD5, RAKP 3 and 4 hashed in a way of their own. */
  'intel20',
  /** The code in RAKP 2 is one byte too long. */
  'supermicro20',
  /** The same, and opensesspriv. */
  'sun20',
  /** Keys are hashed with the privilege of Open Session, which therefore asks for the one that is meant. */
  'opensesspriv',
  /** Cipher suite 0: RAKP 4 has an integrity check value all the same. */
  'integritycheckvalue',
] as const;
export type Workaround = (typeof WORKAROUNDS)[number];
export type Workarounds = ReadonlySet<Workaround>;
