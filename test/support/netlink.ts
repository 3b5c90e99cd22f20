/** Netlink messages as the kernel makes them, and a C library that has them ready. */
import type { Netlink } from '../../exporter/src/contract/ports.ts';
import type { NativeLibrary } from '../../exporter/src/platform/native-library.ts';

const pad = (bytes: Uint8Array) => Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);

export const u32 = (...values: readonly number[]) => Buffer.from(Uint32Array.from(values).buffer);
export const u64 = (value: bigint) => Buffer.from(BigUint64Array.of(value).buffer);

export function attribute(type: number, ...content: readonly Uint8Array[]): Buffer {
  const bytes = Buffer.concat(content);
  const header = Buffer.alloc(4);
  header.writeUInt16LE(4 + bytes.length, 0);
  header.writeUInt16LE(type, 2);
  return pad(Buffer.concat([header, bytes]));
}

export function message(type: number, ...payload: readonly Uint8Array[]): Buffer {
  const bytes = Buffer.concat(payload);
  const header = Buffer.alloc(16);
  header.writeUInt32LE(16 + bytes.length, 0);
  header.writeUInt16LE(type, 4);
  return pad(Buffer.concat([header, bytes]));
}

export const done = () => message(3, u32(0));
export const refused = (errno: number) => message(2, u32(-errno >>> 0), Buffer.alloc(16));

export interface DiagFields {
  readonly state: number;
  readonly family?: number;
  readonly address?: readonly number[];
  readonly localPort?: number;
  readonly remotePort?: number;
  readonly receiveQueue?: number;
  readonly sendQueue?: number;
  readonly uid?: number;
  readonly inode?: number;
  readonly drops?: number;
}

/** struct inet_diag_msg and, with `drops`, the attribute that has them. */
export function diagMessage(fields: DiagFields): Buffer {
  const body = Buffer.alloc(72);
  body[0] = fields.family ?? 2;
  body[1] = fields.state;
  body.writeUInt16BE(fields.localPort ?? 0, 4);
  body.writeUInt16BE(fields.remotePort ?? 0, 6);
  body.set(fields.address ?? [127, 0, 0, 1], 8);
  body.writeUInt32LE(fields.receiveQueue ?? 0, 56);
  body.writeUInt32LE(fields.sendQueue ?? 0, 60);
  body.writeUInt32LE(fields.uid ?? 0, 64);
  body.writeUInt32LE(fields.inode ?? 0, 68);
  const memory = fields.drops === undefined ? [] : [attribute(7, u32(0, 0, 0, 0, 0, 0, 0, 0, fields.drops))];
  return message(20, body, attribute(8, Uint8Array.of(0)), ...memory);
}

/** Answers each request with the datagrams that `answer` has for it, and counts open descriptors. */
export function fakeLibrary(answer: (request: Buffer) => readonly Buffer[]) {
  const waiting = new Map<number, Buffer[]>();
  let last = 100;
  const library: NativeLibrary = {
    socket: () => (last += 1),
    send: (descriptor, bytes) => void waiting.set(descriptor, [...answer(Buffer.from(bytes))]),
    receive(descriptor, into) {
      const next = waiting.get(descriptor)?.shift();
      if (!next) throw Object.assign(new Error('recv: EAGAIN'), { code: 'EAGAIN' });
      into.set(next.subarray(0, into.length));
      return next.length;
    },
    close: (descriptor) => void waiting.delete(descriptor),
    adjtimex: () => 0,
    ioctl: () => 0,
    addressOf: () => 0n,
    wordBytes: 8,
  };
  return { library, open: () => waiting.size };
}

/** A port that answers dumps with these payloads, by type of request. */
export function netlinkOf(
  replies: Readonly<Record<number, readonly { readonly type: number; readonly payload: Buffer }[]>>,
): Netlink {
  return {
    routeDump: (request, _body, visit) =>
      (replies[request] ?? []).forEach(({ type, payload }) => visit(type, payload)),
  };
}
