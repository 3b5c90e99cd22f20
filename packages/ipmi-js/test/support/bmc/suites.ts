/** The cipher suites of table 22-20 from the BMC's side, with nothing of the client. */
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';

export interface Suite {
  /** Numbers in Open Session: tables 13-17, 13-18, 13-19. */
  readonly numbers: readonly [authentication: number, integrity: number, confidentiality: number];
  /** Of RAKP. */
  readonly hash: 'sha1' | 'md5' | 'sha256' | null;
  /** Bytes of the integrity check value in RAKP 4. */
  readonly checkBytes: number;
}

const HASHES = [null, 'sha1', 'md5', 'sha256'] as const;
const CHECK_BYTES = [0, 12, 16, 16];
const TABLE: Readonly<Record<number, readonly [number, number, number]>> = {
  0: [0, 0, 0],
  1: [1, 0, 0],
  2: [1, 1, 0],
  3: [1, 1, 1],
  6: [2, 0, 0],
  7: [2, 2, 0],
  8: [2, 2, 1],
  11: [2, 3, 0],
  12: [2, 3, 1],
  15: [3, 0, 0],
  16: [3, 4, 0],
  17: [3, 4, 1],
};

export const ALL_SUITES = Object.keys(TABLE).map(Number);

export function suiteFor(numbers: readonly number[], offered: readonly number[]): Suite | null {
  const id = offered.find((each) => TABLE[each]?.join() === numbers.join());
  const found = id === undefined ? undefined : TABLE[id];
  if (found === undefined) return null;
  const [authentication] = found;
  return {
    numbers: found,
    hash: HASHES[authentication] ?? null,
    checkBytes: CHECK_BYTES[authentication] ?? 0,
  };
}

export function mac(suite: Suite, key: Buffer, ...parts: Buffer[]): Buffer {
  return suite.hash === null
    ? Buffer.alloc(0)
    : createHmac(suite.hash, key).update(Buffer.concat(parts)).digest();
}

/** Code of a packet from "authentication type" to "next header". */
export function packetCode(suite: Suite, sik: Buffer, password: Buffer, signed: Buffer): Buffer {
  const k1 = mac(suite, sik, Buffer.alloc(20, 0x01));
  const key20 = Buffer.concat([password, Buffer.alloc(20)]).subarray(0, 20);
  const codes = [
    () => Buffer.alloc(0),
    () => createHmac('sha1', k1).update(signed).digest().subarray(0, 12),
    () => createHmac('md5', k1).update(signed).digest(),
    () =>
      createHash('md5')
        .update(Buffer.concat([key20, signed, key20]))
        .digest(),
    () => createHmac('sha256', k1).update(signed).digest().subarray(0, 16),
  ];
  return (codes[suite.numbers[1]] ?? codes[0])?.() ?? Buffer.alloc(0);
}

export function encrypt(suite: Suite, sik: Buffer, payload: Buffer): Buffer {
  if (suite.numbers[2] === 0) return payload;
  const iv = randomBytes(16);
  const trailer: number[] = [];
  while ((payload.length + trailer.length + 1) % 16 !== 0) trailer.push(trailer.length + 1);
  trailer.push(trailer.length);
  const cipher = createCipheriv('aes-128-cbc', k2(suite, sik), iv).setAutoPadding(false);
  return Buffer.concat([iv, cipher.update(Buffer.concat([payload, Buffer.from(trailer)]))]);
}

export function decrypt(suite: Suite, sik: Buffer, payload: Buffer): Buffer {
  if (suite.numbers[2] === 0) return payload;
  const decipher = createDecipheriv('aes-128-cbc', k2(suite, sik), payload.subarray(0, 16)).setAutoPadding(
    false,
  );
  const plain = decipher.update(payload.subarray(16));
  return plain.subarray(0, plain.length - 1 - plain.readUInt8(plain.length - 1));
}

function k2(suite: Suite, sik: Buffer): Buffer {
  return mac(suite, sik, Buffer.alloc(20, 0x02)).subarray(0, 16);
}
