/** A BMC of a made-up server that has all that /ipmi asks for, and can be told to answer otherwise. */
import { SimulatedBmc } from '../../../packages/ipmi-js/test/support/bmc/bmc.ts';
import type { BmcAnswer, BmcOptions, BmcRequest } from '../../../packages/ipmi-js/test/support/bmc/state.ts';
import {
  type Analog,
  ANALOG,
  compactRecord,
  type Discrete,
  DISCRETE,
  EVENTS,
  fullRecord,
} from '../ipmi-sim/machine.ts';

export const USER = 'monitor';
export const PASSWORD = 'hunter2';

export interface MadeUpOptions extends BmcOptions {
  readonly analog?: readonly Analog[];
  readonly discrete?: readonly Discrete[];
  /** Records behind those of the sensors: type and what follows the header. */
  readonly moreRecords?: readonly (readonly [number, readonly number[]])[];
  /** Asked before the BMC's own answer; undefined for that one, null for silence. */
  readonly instead?: (request: BmcRequest) => BmcAnswer | null | undefined;
  /** Before each answer but those of logins. */
  readonly delayMs?: number;
}

export interface MadeUpBmc {
  readonly bmc: SimulatedBmc;
  /** `127.0.0.1:port` */
  readonly target: string;
  /** Requests within sessions, as `netFn command`, both in hexadecimal. */
  readonly asked: string[];
  stop(): Promise<void>;
}

const DONE = 0;
const INVALID_COMMAND = 0xc1;
const NOT_PRESENT = 0xcb;
const FULL = 0x01;
const COMPACT = 0x02;
const LAST = 0xffff;

export async function startMadeUpBmc(options: MadeUpOptions = {}): Promise<MadeUpBmc> {
  const { instead = () => undefined, delayMs = 0 } = options;
  const answerOf = madeUpAnswers(options);
  const asked: string[] = [];
  const answer = async (request: BmcRequest) => {
    asked.push(nameOf(request));
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    const other = instead(request);
    return other === undefined ? answerOf(request) : other;
  };
  const users = [{ name: USER, password: PASSWORD }];
  const bmc = await SimulatedBmc.start({ users, answer, ...options });
  return { bmc, target: `127.0.0.1:${bmc.port}`, asked, stop: () => bmc.close() };
}

export const nameOf = ({ netFn, command }: Pick<BmcRequest, 'netFn' | 'command'>) =>
  `${netFn.toString(16)} ${command.toString(16)}`;

const code = (completionCode: number): BmcAnswer => ({ completionCode });
const data = (...bytes: number[]): BmcAnswer => ({ completionCode: DONE, data: bytes });
const le16 = (value: number) => [value & 0xff, value >> 8];
const le32 = (value: number) => [...le16(value & 0xffff), ...le16(value >>> 16)];

/** What it answers by itself. */
export function madeUpAnswers(options: MadeUpOptions = {}): (request: BmcRequest) => BmcAnswer {
  const server = serverOf(options);
  return (request) => server[nameOf(request)]?.(request.data) ?? code(INVALID_COMMAND);
}

type Server = Readonly<Record<string, (data: Buffer) => BmcAnswer>>;

function serverOf({ analog = ANALOG, discrete = DISCRETE, moreRecords = [] }: MadeUpOptions): Server {
  const records = recordsOf(analog, discrete, moreRecords);
  const readings = readingsOf(analog, discrete);
  const entries = EVENTS.map(entryOf);
  return {
    '6 1': () => data(0x20, 0x81, 2, 0x10, 2, 0xbf, ...le16(343), 0, ...le16(62)),
    '6 25': () => data(0x44, 0x11, 7, 0, ...le16(600), ...le16(123)),
    '6 59': (request) => systemInfo(request.readUInt8(1)),
    '0 1': () => data(0x21, 0, 0x04),
    '2c 2': () => data(0xdc, ...[210, 100, 300, 220].flatMap(le16), ...le32(1), ...le32(1000), 0x40),
    '30 70': () => data(2),
    'a 20': () => data(0x51, ...le16(records.length), ...le16(0), ...le32(1), ...le32(1), 0x02),
    'a 22': () => data(...le16(1)),
    'a 23': (request) => part(records, request.readUInt16LE(2), request),
    'a 40': () => data(0x51, ...le16(entries.length), ...le16(4096), ...le32(2), ...le32(1), 0x02),
    'a 42': () => data(...le16(1)),
    'a 43': (request) => part(entries, request.readUInt16LE(2), request),
    '4 2d': (request) => readings.get(request.readUInt8(0)) ?? code(NOT_PRESENT),
  };
}

/** The firmware's version and the URL. */
function systemInfo(parameter: number): BmcAnswer {
  const text = { 1: '2.10.4 rel', 6: 'https://bmc1' }[parameter];
  if (text === undefined) return code(0x80);
  return data(0x11, 0, 0, text.length, ...Buffer.from(text));
}

/** Record ids count from 1; 0 is the first. */
function part(records: readonly number[][], id: number, request: Buffer): BmcAnswer {
  const at = id === 0 ? 0 : id - 1;
  const record = records[at];
  if (record === undefined) return code(NOT_PRESENT);
  const next = at + 1 < records.length ? at + 2 : LAST;
  const [offset, count] = [request.readUInt8(4), request.readUInt8(5)];
  return data(...le16(next), ...record.slice(offset, count === 0xff ? undefined : offset + count));
}

function recordsOf(
  analog: readonly Analog[],
  discrete: readonly Discrete[],
  more: readonly (readonly [number, readonly number[]])[],
): number[][] {
  const bodies = [
    ...analog.map((sensor) => [FULL, fullRecord(sensor)] as const),
    ...discrete.map((sensor) => [COMPACT, compactRecord(sensor)] as const),
    ...more,
  ];
  return bodies.map(([type, body], at) => [...le16(at + 1), 0x51, type, body.length, ...body]);
}

function readingsOf(analog: readonly Analog[], discrete: readonly Discrete[]): Map<number, BmcAnswer> {
  const states = (bits: readonly number[]) => bits.reduce((mask, bit) => mask | (1 << bit), 0);
  return new Map([
    ...analog.map(({ number, raw }) => [number, data(raw, 0xc0, 0)] as const),
    ...discrete.map((sensor) => [sensor.number, data(0, 0xc0, ...le16(states(sensor.states)))] as const),
  ]);
}

function entryOf([time, type, sensor, eventType, bytes]: (typeof EVENTS)[number], at: number): number[] {
  return [...le16(at + 1), 2, ...le32(time), 0x20, 0, 4, type, sensor, eventType, ...bytes];
}
