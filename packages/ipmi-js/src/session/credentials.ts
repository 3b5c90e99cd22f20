/** Who logs in, in the bytes that are hashed. Held only here and in the keys of a session. */

/** IPMI 2.0, tables 22-27 and 22-30. */
const MAX_USER_BYTES = 16;
const MAX_PASSWORD_BYTES = 20;
const MAX_KG_BYTES = 20;

/** IPMI 2.0, table 22-25. */
export const PRIVILEGE = { callback: 1, user: 2, operator: 3, admin: 4, oem: 5 } as const;
export type Privilege = keyof typeof PRIVILEGE;

export interface CredentialOptions {
  /** At most 16 bytes; the null user when left out. */
  readonly user?: string;
  /** At most 20 bytes, 16 for IPMI 1.5. */
  readonly password?: string | Uint8Array;
  /** The BMC's key of two-key logins, at most 20 bytes; only where it is set. */
  readonly kg?: string | Uint8Array;
}

export interface Credentials {
  readonly user: Buffer;
  readonly password: Buffer;
  /** Null when the password serves as key. */
  readonly kg: Buffer | null;
}

/** @throws RangeError when one is longer than BMCs can have. */
export function credentialsOf({ user = '', password = '', kg = '' }: CredentialOptions): Credentials {
  const key = bytesOf('K_G', kg, MAX_KG_BYTES);
  return {
    user: bytesOf('the user name', user, MAX_USER_BYTES),
    password: bytesOf('the password', password, MAX_PASSWORD_BYTES),
    // A K_G of zeros is how BMCs say that there is none.
    kg: key.some((byte) => byte !== 0) ? key : null,
  };
}

function bytesOf(name: string, value: string | Uint8Array, max: number): Buffer {
  const bytes = Buffer.from(value);
  if (bytes.length <= max) return bytes;
  throw new RangeError(`${name} has ${bytes.length} bytes; IPMI allows ${max}`);
}
