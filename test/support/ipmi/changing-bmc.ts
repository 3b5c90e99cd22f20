/** A made-up BMC whose sensors, chassis, log and clock a test changes while it is looked at. */
import type { BmcAnswer, BmcRequest } from '../../../packages/ipmi-js/test/support/bmc/state.ts';
import { type Analog, ANALOG, type Discrete, DISCRETE } from '../ipmi-sim/machine.ts';
import { type MadeUpBmc, type MadeUpOptions, nameOf, startMadeUpBmc } from './made-up-bmc.ts';

const NOT_PRESENT = 0xcb;
const LAST = 0xffff;
const WHOLE = 0xff;

const le16 = (value: number) => [value & 0xff, value >> 8];
const le32 = (value: number) => [...le16(value & 0xffff), ...le16(value >>> 16)];
const done = (...data: number[]): BmcAnswer => ({ completionCode: 0, data });

export interface Logged {
  readonly id: number;
  /** Seconds since 1970, or since the start of the BMC. */
  readonly time: number;
  readonly sensorType: number;
  readonly sensor: number;
  /** Event type; with 0x80 for what goes away. */
  readonly eventType?: number;
  readonly data: readonly [number, number, number];
}

/** An entry of the log. */
export function logged({ id, time, sensorType, sensor, eventType = 0x6f, data }: Logged): number[] {
  return [...le16(id), 2, ...le32(time), 0x20, 0, 4, sensorType, sensor, eventType, ...data];
}

export class ChangingBmc {
  /** Answers to Get Sensor Reading by sensor number, in place of those of the made-up machine. */
  readonly readings = new Map<number, BmcAnswer>();
  /** Get Sensor Thresholds by sensor number. */
  readonly thresholds = new Map<number, readonly number[]>();
  /** Get Sensor Hysteresis by sensor number: raw counts. */
  readonly hysteresis = new Map<number, number>();
  /** The first three bytes of Get Chassis Status: on, and nothing else. */
  chassis: readonly [number, number, number] = [0x21, 0, 0];
  log: readonly number[][] = [];
  added = 1;
  erased = 1;
  /** What its clock says, in seconds; null for a BMC that does not tell. */
  clock: (() => number) | null = () => Math.floor(Date.now() / 1000);
  isSilent = false;
  made!: MadeUpBmc;

  /** @param states those that are set */
  setStates(sensor: number, ...states: readonly number[]): void {
    const bits = states.reduce((mask, state) => mask | (1 << state), 0);
    this.readings.set(sensor, done(0, 0xc0, ...le16(bits)));
  }

  /** @param comparisons bits that a threshold sensor has set by its own account */
  setRaw(sensor: number, raw: number, comparisons = 0): void {
    this.readings.set(sensor, done(raw, 0xc0, comparisons));
  }

  /** Adds entries as the BMC does. */
  write(...entries: readonly Logged[]): void {
    this.log = [...this.log, ...entries.map(logged)];
    this.added += 1;
  }

  clear(): void {
    this.log = [];
    this.erased += 1;
  }

  get target(): string {
    return this.made.target;
  }

  answer({ netFn, command, data }: BmcRequest): BmcAnswer | null | undefined {
    if (this.isSilent) return null;
    const sensor = data[0] ?? 0;
    switch (nameOf({ netFn, command })) {
      case '4 2d':
        return this.readings.get(sensor);
      case '4 27':
        return limited(this.thresholds.get(sensor));
      case '4 25':
        return limited(this.hysteresis.has(sensor) ? [this.hysteresis.get(sensor) ?? 0, 0] : undefined);
      case '0 1':
        return done(...this.chassis);
      case 'a 40':
        return done(
          0x51,
          ...le16(this.log.length),
          ...le16(4096),
          ...le32(this.added),
          ...le32(this.erased),
          2,
        );
      case 'a 43':
        return this.#entry(data.readUInt16LE(2), data.readUInt8(4), data.readUInt8(5));
      case 'a 48':
        return this.clock === null ? undefined : done(...le32(this.clock()));
      default:
        return undefined;
    }
  }

  #entry(id: number, offset: number, count: number): BmcAnswer {
    const idOf = ([low = 0, high = 0]: readonly number[]) => low | (high << 8);
    const at = id === 0 ? 0 : this.log.findIndex((each) => idOf(each) === id);
    const [entry, next] = [this.log[at], this.log[at + 1]];
    if (entry === undefined) return { completionCode: NOT_PRESENT };
    const part = entry.slice(offset, count === WHOLE ? undefined : offset + count);
    return done(...le16(next === undefined ? LAST : idOf(next)), ...part);
  }
}

const limited = (bytes: readonly number[] | undefined) => (bytes === undefined ? undefined : done(...bytes));

/** Nothing is wrong with it: a test makes what it is about. */
export const GOOD_ANALOG: readonly Analog[] = ANALOG.map((sensor) => {
  const raw = { 'CPU0 Temp': 50, 'CPU1 Temp': 50, 'FAN 2': 96 }[sensor.name];
  return raw === undefined ? sensor : { ...sensor, raw };
});
export const GOOD_DISCRETE: readonly Discrete[] = DISCRETE.map((sensor) => {
  const isRedundancy = sensor.name === 'PSU Redundancy';
  const isPresent = /^PSU\d|Disk|DIMM/.test(sensor.name);
  return {
    ...sensor,
    states: isRedundancy ? [0] : isPresent ? [sensor.name.startsWith('DIMM') ? 6 : 0] : [],
  };
});

export async function startChangingBmc(options: MadeUpOptions = {}): Promise<ChangingBmc> {
  const bmc = new ChangingBmc();
  bmc.made = await startMadeUpBmc({
    analog: GOOD_ANALOG,
    discrete: GOOD_DISCRETE,
    ...options,
    instead: (request) => {
      const own = bmc.answer(request);
      return own === undefined ? options.instead?.(request) : own;
    },
  });
  return bmc;
}
