/** Thresholds, hysteresis and events of a sensor as the BMC has them now (IPMI 2.0, 35.7, 35.9, 35.11, 35.13). */
import { ask, type CommandChannel, type SendOptions } from '../command.ts';
import { ReplyBytes } from '../reply-bytes.ts';
import type { SensorRecord, Thresholds } from '../sdr/record.ts';
import { sensorRequest } from './reading.ts';

const GET_HYSTERESIS = 0x25;
const GET_THRESHOLDS = 0x27;
const GET_EVENT_ENABLE = 0x29;
const GET_EVENT_STATUS = 0x2b;
/** Reserved byte of Get Sensor Hysteresis. */
const HYSTERESIS_MASK = 0xff;

/** Raw. */
export async function getThresholds(
  channel: CommandChannel,
  sensor: SensorRecord,
  options?: SendOptions,
): Promise<Thresholds> {
  return decodeThresholds(await ask(channel, sensorRequest(sensor, GET_THRESHOLDS), options));
}

/** @param data of a Get Sensor Thresholds reply */
export function decodeThresholds(data: Uint8Array): Thresholds {
  const reply = new ReplyBytes(data, 'Get Sensor Thresholds').atLeast(7);
  const raw = (bit: number) => (reply.bit(0, bit) ? reply.u8(1 + bit) : null);
  return {
    lowerNonCritical: raw(0),
    lowerCritical: raw(1),
    lowerNonRecoverable: raw(2),
    upperNonCritical: raw(3),
    upperCritical: raw(4),
    upperNonRecoverable: raw(5),
  };
}

export interface Hysteresis {
  /** Raw counts, 0 for none. */
  readonly positive: number;
  readonly negative: number;
}

export async function getHysteresis(
  channel: CommandChannel,
  sensor: SensorRecord,
  options?: SendOptions,
): Promise<Hysteresis> {
  const data = await ask(channel, sensorRequest(sensor, GET_HYSTERESIS, HYSTERESIS_MASK), options);
  const reply = new ReplyBytes(data, 'Get Sensor Hysteresis').atLeast(2);
  return { positive: reply.u8(0), negative: reply.u8(1) };
}

export interface SensorEvents {
  readonly sendsEvents: boolean;
  readonly isScanning: boolean;
  /** Bits by offset; 0 for bytes that the BMC leaves out. */
  readonly assertions: number;
  readonly deassertions: number;
}

/** Which events the sensor sends. */
export async function getEventEnable(
  channel: CommandChannel,
  sensor: SensorRecord,
  options?: SendOptions,
): Promise<SensorEvents> {
  return decodeEvents(await ask(channel, sensorRequest(sensor, GET_EVENT_ENABLE), options));
}

/** Which events have occurred and are not re-armed. */
export async function getEventStatus(
  channel: CommandChannel,
  sensor: SensorRecord,
  options?: SendOptions,
): Promise<SensorEvents> {
  return decodeEvents(await ask(channel, sensorRequest(sensor, GET_EVENT_STATUS), options));
}

/** Both replies have one form. */
export function decodeEvents(data: Uint8Array): SensorEvents {
  const reply = new ReplyBytes(data, 'events of a sensor').atLeast(1);
  return {
    sendsEvents: reply.bit(0, 7),
    isScanning: reply.bit(0, 6),
    assertions: (data[1] ?? 0) | ((data[2] ?? 0) << 8),
    deassertions: (data[3] ?? 0) | ((data[4] ?? 0) << 8),
  };
}
