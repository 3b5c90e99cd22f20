/** Devices that are nothing but a table in memory, asked without a network, and what a module makes of them. */
import { stringify } from 'yaml';
import type { ModuleError } from '../../exporter/src/model/errors.ts';
import type { Oid, Version } from '../../exporter/src/model/snmp.ts';
import type { TextFamily } from '../../exporter/src/model/text-family.ts';
import { convert } from '../../exporter/src/protocols/snmp/convert/convert.ts';
import { FamilyDrafts } from '../../exporter/src/protocols/snmp/convert/family-drafts.ts';
import type { SnmpModule } from '../../exporter/src/protocols/snmp/definition.ts';
import { formatOid } from '../../exporter/src/protocols/snmp/oid.ts';
import { Plans } from '../../exporter/src/protocols/snmp/plan/plans.ts';
import { type Scrape, scrapeModule } from '../../exporter/src/protocols/snmp/scrape.ts';
import { readVarbinds } from '../../exporter/src/protocols/snmp/varbinds.ts';
import type { Agent, OpenAgent } from '../../exporter/src/protocols/snmp/walk/agent.ts';
import { DeviceMemory } from '../../exporter/src/protocols/snmp/walk/device-memory.ts';
import { answer, PDU, type Reply, type Request } from './snmp-agent/answer.ts';
import { integerContent, oidContent } from './snmp-agent/ber.ts';
import { Table, Tag } from './snmp-agent/table.ts';
import { readSnmpYml } from './snmp-files.ts';

export interface Value {
  readonly tag: number;
  readonly content: Buffer;
}
export const octets = (content: string | readonly number[]): Value => ({
  tag: Tag.octets,
  content: typeof content === 'string' ? Buffer.from(content) : Buffer.from(content),
});
const numberOf = (tag: number) => (value: number | bigint) => ({ tag, content: integerContent(value) });
export const integer = numberOf(Tag.integer);
export const counter32 = numberOf(Tag.counter32);
export const gauge32 = numberOf(Tag.gauge32);
export const timeTicks = numberOf(Tag.timeTicks);
export const counter64 = numberOf(Tag.counter64);
export const nothing: Value = { tag: Tag.null, content: Buffer.alloc(0) };
export const ipAddress = (...content: readonly number[]): Value => ({
  tag: Tag.ipAddress,
  content: Buffer.from(content),
});
export const oidValue = (oid: string): Value => ({ tag: Tag.oid, content: oidContent(numbers(oid)) });
/** A number of 32 or 64 bits as net-snmp has it. */
export const float = (value: number): Value => opaque(0x78, 4, (bytes) => bytes.writeFloatBE(value, 3));
export const double = (value: number): Value => opaque(0x79, 8, (bytes) => bytes.writeDoubleBE(value, 3));

function opaque(tag: number, size: number, write: (bytes: Buffer) => void): Value {
  const content = Buffer.alloc(3 + size);
  content.set([0x9f, tag, size]);
  write(content);
  return { tag: Tag.opaque, content };
}

const numbers = (oid: string) => oid.split('.').map(Number);

/** Values by OID. */
export type Mib = Readonly<Record<string, Value>>;

export function tableOf(mib: Mib): Table {
  return new Table(Object.entries(mib).map(([oid, value]) => ({ oid: numbers(oid), ...value })));
}

export interface Asked {
  readonly pdu: 'get' | 'getNext' | 'getBulk';
  readonly oids: readonly string[];
  /** Of GETBULK; 1 otherwise. */
  readonly repetitions: number;
}
/** What the device does with a request instead of, or with, its honest answer. */
export type Misbehave = (asked: Asked, honest: () => Reply) => Reply | Promise<Reply>;

export interface DeviceOptions {
  readonly version?: Version;
  /** Of the varbinds in a reply. */
  readonly maxBytes?: number;
  readonly misbehave?: Misbehave;
}

/** As much as fits into a datagram. */
const MAX_BYTES = 60_000;
const NO_BYTES = Buffer.alloc(0);

export class MemoryDevice {
  readonly asked: Asked[] = [];
  readonly #table: Table;
  readonly #options: Required<DeviceOptions>;
  #packets = 0;
  #inFlight = 0;
  /** The most requests that were under way at the same time. */
  mostInFlight = 0;

  constructor(mib: Mib, options: DeviceOptions = {}) {
    this.#table = tableOf(mib);
    this.#options = { version: 2, maxBytes: MAX_BYTES, misbehave: (_, honest) => honest(), ...options };
  }

  open: OpenAgent = () => {
    const traffic = () => ({ packetsSent: this.#packets, packetsRetried: 0, pdusReturned: 0 });
    const ask = (pdu: Asked['pdu'], oids: readonly Oid[], repetitions = 1) =>
      this.#answer({ pdu, oids: oids.map(formatOid), repetitions });
    return {
      get traffic() {
        return traffic();
      },
      get: (oids) => ask('get', oids),
      getNext: (oids) => ask('getNext', oids),
      getBulk: (oids, _, repetitions) => ask('getBulk', oids, repetitions),
      close: () => undefined,
    } satisfies Agent;
  };

  async #answer(asked: Asked) {
    this.asked.push(asked);
    this.#packets += 1;
    this.#inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.#inFlight);
    try {
      const { misbehave } = this.#options;
      const { status, index, varbinds } = await misbehave(asked, () => this.#honest(asked));
      const bytes = Buffer.concat(varbinds);
      return { errorStatus: status, errorIndex: index, varbinds: readVarbinds(bytes, 0, bytes.length) };
    } finally {
      this.#inFlight -= 1;
    }
  }

  #honest({ pdu, oids, repetitions }: Asked): Reply {
    const { version, maxBytes } = this.#options;
    const request: Request = {
      version: version - 1,
      community: 'public',
      envelope: NO_BYTES,
      requestId: NO_BYTES,
      pdu: PDU[pdu],
      nonRepeaters: 0,
      maxRepetitions: pdu === 'getBulk' ? repetitions : 0,
      oids: oids.map(numbers),
    };
    return answer(request, this.#table, maxBytes);
  }
}

/** A module as a snmp.yml has it. */
export function snmpModule(definition: object): SnmpModule {
  const module = readSnmpYml(stringify({ modules: { m: definition } })).modules.get('m');
  if (!module) throw new Error('the module is not there');
  return module;
}

export interface ScrapeSurroundings extends DeviceOptions {
  readonly requestsInFlight?: number;
  readonly wrapLargeCounters?: boolean;
  readonly memory?: DeviceMemory;
  readonly plans?: Plans;
  readonly module?: SnmpModule;
}

export interface Scraped extends Scrape {
  readonly device: MemoryDevice;
  readonly families: readonly Pick<TextFamily, 'name' | 'type' | 'help' | 'lines'>[];
  /** The lines of all families. */
  readonly lines: readonly string[];
  readonly duplicates: ReadonlyMap<string, number>;
  readonly unexpected: number;
}

/** What a module, in the words of a snmp.yml, makes of a device. */
export async function scraped(
  definition: object,
  mib: Mib,
  surroundings: ScrapeSurroundings = {},
): Promise<Scraped> {
  const { wrapLargeCounters = true } = surroundings;
  const device = new MemoryDevice(mib, surroundings);
  const scrape = await scrapeDevice(surroundings.module ?? snmpModule(definition), device, surroundings);
  const drafts = new FamilyDrafts();
  const outcome = converted(scrape, drafts, wrapLargeCounters);
  const families = drafts.finish().map(({ name, type, help, lines }) => ({ name, type, help, lines }));
  const lines = families.flatMap(({ lines }) => lines.trimEnd().split('\n'));
  return { ...scrape, ...outcome, device, families, lines };
}

export function scrapeDevice(
  module: SnmpModule,
  device: MemoryDevice,
  { version = 2, requestsInFlight = 1, memory, plans }: ScrapeSurroundings = {},
): Promise<Scrape> {
  return scrapeModule({
    module,
    version,
    host: 'device',
    requestsInFlight,
    open: device.open,
    memory: memory ?? new DeviceMemory(() => performance.now()),
    plans: plans ?? new Plans(),
    onReply: () => undefined,
  });
}

export function converted(scrape: Scrape, drafts: FamilyDrafts, wrapLargeCounters = true) {
  const steps = convert(scrape.plan, scrape.readings, drafts, { wrapLargeCounters });
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

/** What `error` says; empty for none. */
export const messageIn = (error: ModuleError | null): string => error?.message ?? '';
