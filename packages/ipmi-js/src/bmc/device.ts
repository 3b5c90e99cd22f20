/** What controller it is (IPMI 2.0, sections 20 and 22). */
import { ask, type CommandChannel, NET_FN, type SendOptions } from '../command.ts';
import { ReplyBytes } from '../reply-bytes.ts';
import { hexDigits } from '../text-field.ts';

const GET_DEVICE_ID = 0x01;
const GET_SELF_TEST = 0x04;
const GET_DEVICE_GUID = 0x08;
const GET_SYSTEM_GUID = 0x37;
const GUID_LENGTH = 16;

export interface DeviceId {
  readonly deviceId: number;
  readonly deviceRevision: number;
  readonly hasDeviceSdrs: boolean;
  /** False while firmware or SDRs are being updated, or the controller starts. */
  readonly isAvailable: boolean;
  /** As `9.08`: the minor number is BCD. */
  readonly firmwareRevision: string;
  /** As `2.0`. */
  readonly ipmiVersion: string;
  readonly supports: DeviceSupport;
  /** IANA enterprise number. */
  readonly manufacturerId: number;
  readonly productId: number;
  /** The maker's own four bytes; empty when left out. */
  readonly auxiliaryRevision: Uint8Array;
}

export interface DeviceSupport {
  readonly sensors: boolean;
  readonly sdrRepository: boolean;
  readonly sel: boolean;
  readonly fruInventory: boolean;
  readonly ipmbEventReceiver: boolean;
  readonly ipmbEventGenerator: boolean;
  readonly bridge: boolean;
  readonly chassis: boolean;
}

export async function getDeviceId(channel: CommandChannel, options?: SendOptions): Promise<DeviceId> {
  return decodeDeviceId(await ask(channel, { netFn: NET_FN.app, command: GET_DEVICE_ID }, options));
}

/** @param data of a Get Device ID reply */
export function decodeDeviceId(data: Uint8Array): DeviceId {
  const reply = new ReplyBytes(data, 'Get Device ID').atLeast(11);
  const version = reply.u8(4);
  return {
    deviceId: reply.u8(0),
    deviceRevision: reply.u8(1) & 0x0f,
    hasDeviceSdrs: reply.bit(1, 7),
    isAvailable: !reply.bit(2, 7),
    firmwareRevision: `${reply.u8(2) & 0x7f}.${reply.u8(3).toString(16).padStart(2, '0')}`,
    ipmiVersion: `${version & 0x0f}.${version >> 4}`,
    supports: {
      sensors: reply.bit(5, 0),
      sdrRepository: reply.bit(5, 1),
      sel: reply.bit(5, 2),
      fruInventory: reply.bit(5, 3),
      ipmbEventReceiver: reply.bit(5, 4),
      ipmbEventGenerator: reply.bit(5, 5),
      bridge: reply.bit(5, 6),
      chassis: reply.bit(5, 7),
    },
    manufacturerId: reply.u24(6) & 0xfffff,
    productId: reply.u16(9),
    auxiliaryRevision: reply.bytes.slice(11, 15),
  };
}

/** 0x55 is "passed", 0x56 "not implemented"; others say with `detail` what failed. */
export interface SelfTest {
  readonly result: number;
  readonly detail: number;
}

export async function getSelfTest(channel: CommandChannel, options?: SendOptions): Promise<SelfTest> {
  const data = await ask(channel, { netFn: NET_FN.app, command: GET_SELF_TEST }, options);
  const reply = new ReplyBytes(data, 'Get Self Test Results').atLeast(2);
  return { result: reply.u8(0), detail: reply.u8(1) };
}

/** Of the managed system. */
export function getSystemGuid(channel: CommandChannel, options?: SendOptions): Promise<Guid> {
  return getGuid(channel, GET_SYSTEM_GUID, options);
}

/** Of the controller. */
export function getDeviceGuid(channel: CommandChannel, options?: SendOptions): Promise<Guid> {
  return getGuid(channel, GET_DEVICE_GUID, options);
}

/**
 * One GUID in the orders that firmware has it in: nothing in the reply says which.
 * Both are lower-case, as `efcdab89-6745-23a1-efcd-ab89674523a1`.
 */
export interface Guid {
  /** Bytes reversed, as the specification has it (20.8). */
  readonly specification: string;
  /** As SMBIOS has it: the first three groups reversed, the rest in order. What most servers mean. */
  readonly smbios: string;
}

async function getGuid(channel: CommandChannel, command: number, options?: SendOptions): Promise<Guid> {
  return decodeGuid(await ask(channel, { netFn: NET_FN.app, command }, options));
}

export function decodeGuid(data: Uint8Array): Guid {
  const bytes = new ReplyBytes(data, 'GUID').slice(0, GUID_LENGTH);
  const smbios = [bytes.slice(0, 4).reverse(), bytes.slice(4, 6).reverse(), bytes.slice(6, 8).reverse()];
  return {
    specification: dashed(hexDigits(bytes.toReversed())),
    smbios: dashed([...smbios, bytes.slice(8)].map(hexDigits).join('')),
  };
}

function dashed(digits: string): string {
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
