/**
 * The IPMI driver of a Linux kernel as a program meets it: it reads and writes the structures of
 * include/uapi/linux/ipmi.h where the program has laid them, by offsets of its own.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NativeLibrary } from '../../../exporter/src/platform/native-library.ts';
import type { BmcAnswer, BmcRequest } from '../../../packages/ipmi-js/test/support/bmc/state.ts';

const SEND_COMMAND = 0x8028690d;
const RECEIVE_MSG_TRUNC = 0xc030690b;
/** Where the program's memory is, as it sees it. */
export const MEMORY_AT = 0x7f12_3456_7000n;
const RESPONSE = 1;
const SYSTEM_INTERFACE = 0x0c;
const IPMB = 0x01;

export interface DriverCommand extends BmcRequest {
  readonly id: bigint;
  readonly descriptor: number;
  /** Slave address of a controller behind the BMC, and the channel to it. */
  readonly behind: { readonly channel: number; readonly address: number } | null;
}

export interface DriverMessage {
  readonly type?: number;
  readonly id: bigint;
  readonly netFn: number;
  readonly command: number;
  /** With the completion code. */
  readonly data: readonly number[];
}

export interface KernelDriver {
  /** A file that can be opened, in place of the device. */
  readonly path: string;
  readonly native: () => NativeLibrary;
  readonly commands: DriverCommand[];
  /** What waits for the program. */
  readonly queue: DriverMessage[];
  /** Looks of the program that found nothing. */
  readonly emptyLooks: () => number;
  /** Codes of system calls that fail from now on, by request. */
  readonly failing: { send?: string | undefined; receive?: string | undefined };
  /** The answer to a command, as it is laid into the queue. */
  reply(command: DriverCommand, answer: BmcAnswer): DriverMessage;
  stop(): void;
}

/** @param answer null leaves the command without one; a test may put it into the queue later */
export function kernelDriver(answer: (command: DriverCommand) => BmcAnswer | null): KernelDriver {
  const folder = mkdtempSync(join(tmpdir(), 'fathom-ipmi-driver-'));
  const path = join(folder, 'ipmi0');
  writeFileSync(path, '');
  const [commands, queue]: [DriverCommand[], DriverMessage[]] = [[], []];
  const failing: KernelDriver['failing'] = {};
  let emptyLooks = 0;

  const send = (descriptor: number, memory: Buffer) => {
    fail(failing.send);
    const command = { descriptor, ...commandIn(memory) };
    commands.push(command);
    const given = answer(command);
    if (given) queue.push(replyTo(command, given));
  };
  const receive = (memory: Buffer) => {
    fail(failing.receive);
    const message = queue.shift();
    if (!message) emptyLooks += 1;
    fail(message ? undefined : 'EAGAIN');
    if (message) deliver(message, memory);
  };
  const library = {
    wordBytes: 8,
    addressOf: () => MEMORY_AT,
    ioctl(descriptor: number, request: number, argument: Uint8Array) {
      const memory = Buffer.from(argument.buffer, argument.byteOffset, argument.length);
      if (request === SEND_COMMAND) send(descriptor, memory);
      else if (request === RECEIVE_MSG_TRUNC) receive(memory);
      else fail('ENOTTY');
      return 0;
    },
  };
  return {
    path,
    native: () => library as unknown as NativeLibrary,
    commands,
    queue,
    failing,
    emptyLooks: () => emptyLooks,
    reply: replyTo,
    stop: () => rmSync(folder, { recursive: true }),
  };
}

/** struct ipmi_req { unsigned char *addr; unsigned int addr_len; long msgid; struct ipmi_msg msg; } */
function commandIn(memory: Buffer): Omit<DriverCommand, 'descriptor'> {
  const address = pointed(memory, 0, memory.readUInt32LE(8));
  const data = pointed(memory, 32, memory.readUInt16LE(26));
  const [type, channel] = [address.readInt32LE(0), address.readInt16LE(4)];
  const isBehind = type === IPMB;
  if (address.length !== 8 || (!isBehind && (type !== SYSTEM_INTERFACE || channel !== 0x0f))) fail('EINVAL');
  return {
    id: memory.readBigInt64LE(16),
    netFn: memory.readUInt8(24),
    command: memory.readUInt8(25),
    data: Buffer.from(data),
    lun: address.readUInt8(isBehind ? 7 : 6),
    behind: isBehind ? { channel, address: address.readUInt8(6) } : null,
  };
}

/** struct ipmi_recv { int recv_type; unsigned char *addr; unsigned int addr_len; long msgid; struct ipmi_msg msg; } */
function deliver({ type = RESPONSE, id, netFn, command, data }: DriverMessage, memory: Buffer): void {
  const room = pointed(memory, 40, memory.readUInt16LE(34));
  const address = pointed(memory, 8, memory.readUInt32LE(16));
  address.writeInt32LE(SYSTEM_INTERFACE, 0);
  address.writeInt16LE(0x0f, 4);
  const fitting = data.slice(0, room.length);
  room.set(fitting);
  memory.writeInt32LE(type, 0);
  memory.writeUInt32LE(8, 16);
  memory.writeBigInt64LE(id, 24);
  memory.writeUInt8(netFn, 32);
  memory.writeUInt8(command, 33);
  memory.writeUInt16LE(fitting.length, 34);
  if (fitting.length < data.length) fail('EMSGSIZE');
}

function pointed(memory: Buffer, at: number, length: number): Buffer {
  const from = Number(memory.readBigUInt64LE(at) - MEMORY_AT);
  if (from < 0 || from + length > memory.length) fail('EFAULT');
  return Buffer.from(memory.buffer, memory.byteOffset + from, length);
}

function replyTo({ id, netFn, command }: DriverCommand, { completionCode = 0, data = [] }: BmcAnswer) {
  return { id, netFn: netFn | 1, command, data: [completionCode, ...data] };
}

function fail(code: string | undefined): void {
  if (code !== undefined) throw Object.assign(new Error(`ioctl: ${code}`), { code });
}
