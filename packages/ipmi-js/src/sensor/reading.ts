/** What a sensor says now (IPMI 2.0, 35.14 and 35.16). */
import {
  ask,
  type BridgeTarget,
  type CommandChannel,
  completionError,
  type IpmiRequest,
  NET_FN,
  type SendOptions,
} from '../command.ts';
import { COMPLETION } from '../completion-codes.ts';
import { ReplyBytes } from '../reply-bytes.ts';
import type { FullSensorRecord, SensorOwner, SensorRecord } from '../sdr/record.ts';
import { factorsAt } from '../sdr/sensor-record.ts';
import { EVENT_TYPE } from '../tables/generic-states.ts';
import { type Conversion, convertReading, isNonLinear } from './conversion.ts';

const GET_SENSOR_READING = 0x2d;
const GET_READING_FACTORS = 0x23;
const BMC_ADDRESS = 0x20;
/** With these, boards say that a sensor is not there at the moment: its module is absent, or the system is off. */
const UNAVAILABLE: readonly number[] = [
  COMPLETION.notPresent,
  COMPLETION.illegalForRecord,
  COMPLETION.parameterOutOfRange,
  COMPLETION.invalidField,
  COMPLETION.noResponse,
  COMPLETION.notInThisState,
  COMPLETION.destinationUnavailable,
];
/** The highest bit of the states is reserved and comes as 1. */
const DISCRETE_STATES = 0x7fff;
const THRESHOLD_STATES = 0x3f;

export interface RawReading {
  readonly raw: number;
  /** False: the sensor is not scanned, and the rest says nothing. */
  readonly isScanning: boolean;
  readonly sendsEvents: boolean;
  /** False: not read since the BMC started or the entity came, or the sensor is not there at the moment. */
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

/** Asks the controller that owns the sensor. */
export async function readSensor(
  channel: CommandChannel,
  sensor: SensorRecord,
  options?: SendOptions,
): Promise<SensorReading> {
  const reading = await readRaw(channel, sensor, options);
  const isThreshold = sensor.eventType === EVENT_TYPE.threshold;
  const states = reading.states & (isThreshold ? THRESHOLD_STATES : DISCRETE_STATES);
  if (sensor.kind !== 'full' || !isThreshold || !reading.isScanning || !reading.isAvailable) {
    return { ...reading, states, value: null };
  }
  const conversion = await conversionFor(channel, sensor, reading.raw, options);
  return { ...reading, states, value: convertReading(reading.raw, conversion) };
}

async function readRaw(
  channel: CommandChannel,
  sensor: SensorRecord,
  options?: SendOptions,
): Promise<RawReading> {
  const request = sensorRequest(sensor, GET_SENSOR_READING);
  const { completionCode, data } = await channel.send(request, options);
  if (completionCode === COMPLETION.done) return decodeReading(data);
  if (!UNAVAILABLE.includes(completionCode)) throw completionError(request, completionCode);
  return { raw: 0, isScanning: false, sendsEvents: false, isAvailable: false, states: 0 };
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

/** False for sensors of other controllers, which have to be bridged to, and of software, which nobody can be asked for. */
export function isOwnedByBmc({ owner }: SensorRecord): boolean {
  return owner.address === BMC_ADDRESS && !owner.isSoftware;
}

/** Null for what the BMC has itself. */
export function targetOf({ address, channel }: SensorOwner): BridgeTarget | null {
  return address === BMC_ADDRESS ? null : { channel, address };
}
