/** What a sensor says now (IPMI 2.0, 35.14 and 35.16). */
import {
  ask,
  type BridgeTarget,
  type CommandChannel,
  type IpmiRequest,
  NET_FN,
  type SendOptions,
} from '../command.ts';
import { ReplyBytes } from '../reply-bytes.ts';
import type { FullSensorRecord, SensorOwner, SensorRecord } from '../sdr/record.ts';
import { factorsAt } from '../sdr/sensor-record.ts';
import { EVENT_TYPE } from '../tables/generic-states.ts';
import { type Conversion, convertReading, isNonLinear } from './conversion.ts';

const GET_SENSOR_READING = 0x2d;
const GET_READING_FACTORS = 0x23;
const BMC_ADDRESS = 0x20;
/** The highest bit of the states is reserved and comes as 1. */
const DISCRETE_STATES = 0x7fff;
const THRESHOLD_STATES = 0x3f;

export interface RawReading {
  readonly raw: number;
  /** False: the sensor is not scanned, and the rest says nothing. */
  readonly isScanning: boolean;
  readonly sendsEvents: boolean;
  /** False: not yet read since the BMC started or the entity came. */
  readonly isAvailable: boolean;
  /** As they came; 0 for the bytes that some firmware leaves out. */
  readonly states: number;
}

export interface SensorReading extends RawReading {
  /** Only bits that mean something: comparisons for threshold sensors, states for discrete ones. */
  readonly states: number;
  /** In the record's unit; null for discrete sensors, unavailable readings and what cannot be converted. */
  readonly value: number | null;
}

/** @param data of a Get Sensor Reading reply */
export function decodeReading(data: Uint8Array): RawReading {
  const reply = new ReplyBytes(data, 'Get Sensor Reading').atLeast(2);
  return {
    raw: reply.u8(0),
    sendsEvents: reply.bit(1, 7),
    isScanning: reply.bit(1, 6),
    isAvailable: !reply.bit(1, 5),
    states: (data[2] ?? 0) | ((data[3] ?? 0) << 8),
  };
}

/**
 * Asks the controller that owns the sensor.
 * @throws IpmiError 'completion_code' with `notPresent` (0xcb) for a sensor that is not there
 */
export async function readSensor(
  channel: CommandChannel,
  sensor: SensorRecord,
  options?: SendOptions,
): Promise<SensorReading> {
  const reading = decodeReading(await ask(channel, sensorRequest(sensor, GET_SENSOR_READING), options));
  const isThreshold = sensor.eventType === EVENT_TYPE.threshold;
  const states = reading.states & (isThreshold ? THRESHOLD_STATES : DISCRETE_STATES);
  if (sensor.kind !== 'full' || !isThreshold || !reading.isScanning || !reading.isAvailable) {
    return { ...reading, states, value: null };
  }
  const conversion = await conversionFor(channel, sensor, reading.raw, options);
  return { ...reading, states, value: convertReading(reading.raw, conversion) };
}

/** The factors for this reading: the record's, or asked for where they change with it. */
export async function conversionFor(
  channel: CommandChannel,
  sensor: FullSensorRecord,
  raw: number,
  options?: SendOptions,
): Promise<Conversion> {
  if (!isNonLinear(sensor.linearization) || sensor.analogFormat === 'none') return sensor;
  const data = await ask(channel, sensorRequest(sensor, GET_READING_FACTORS, raw), options);
  const reply = new ReplyBytes(data, 'Get Sensor Reading Factors').atLeast(7);
  return { ...sensor, factors: factorsAt(reply, 1) };
}

/** A command of the sensor's owner about it, with its number as the first byte. */
export function sensorRequest(sensor: SensorRecord, command: number, ...more: number[]): IpmiRequest {
  const { owner, sensorNumber } = sensor;
  const data = Uint8Array.of(sensorNumber, ...more);
  const request = { netFn: NET_FN.sensor, command, data, lun: owner.lun };
  const target = targetOf(owner);
  return target === null ? request : { ...request, target };
}

/** Null for what the BMC has itself. Sensors of software cannot be asked: no controller answers for them. */
export function targetOf({ address, channel }: SensorOwner): BridgeTarget | null {
  return address === BMC_ADDRESS ? null : { channel, address };
}
