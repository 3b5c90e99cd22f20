import type { Oid } from '../../../exporter/src/model/snmp.ts';
import { expandTemplate } from '../../../exporter/src/protocols/snmp/convert/go-template.ts';
import type { RegexExtract, SnmpMetric } from '../../../exporter/src/protocols/snmp/definition.ts';

/** A value in snmpsim's format. */
export interface Told {
  readonly type: string;
  readonly text: string;
  /** What it is as part of an OID. */
  readonly number: number;
  /** Suffixes of families that expressions make of it. */
  readonly matched: readonly string[];
}

type Described = Pick<
  SnmpMetric,
  'name' | 'oid' | 'type' | 'enumValues' | 'regexExtracts' | 'datetimePattern'
>;

/** One of these fits every expression that is known. */
const NUMBERS_IN_TEXTS = ['123', '12.5 C', 'True', '4'];
/** Numbers come as several types. */
const NUMBER_TYPES = ['2', '66', '67', '65'];
const COUNTER_TYPES = ['65', '70'];

/** Another one for each row, so that no two rows are alike. */
export function valueFor(metric: Described, row: Oid): Told {
  const seed = row.reduce((sum, subId, i) => (sum * 31 + subId * (i + 1)) % 250, 7) + metric.oid.length;
  if (metric.type === 'DisplayString' && metric.regexExtracts.size > 0) return extractedFrom(metric);
  return valueOf(metric, seed);
}

const told = (type: string, text: string | number, number = 0): Told => ({
  type,
  text: String(text),
  number,
  matched: [],
});
const hex = (...octets: readonly number[]) => Buffer.from(octets).toString('hex');

function valueOf({ name, oid, type, enumValues, datetimePattern }: Described, seed: number): Told {
  const column = oid.at(-1) ?? 0;
  const states = [...enumValues.keys()];
  switch (type) {
    case 'counter':
      return told(COUNTER_TYPES[column % 2] ?? '65', seed * 1000, seed * 1000);
    case 'gauge':
    case 'EnumAsInfo':
    case 'EnumAsStateSet': {
      const number = states[seed % states.length] ?? seed;
      return told(number < 0 || states.length > 0 ? '2' : (NUMBER_TYPES[column % 4] ?? '2'), number, number);
    }
    case 'Float':
      return told('68x', `9f7804${float(seed + 0.1)}`);
    case 'Double':
      return told('68x', `9f7908${double(seed + 0.1)}`);
    case 'DisplayString':
      return told('4', `${name} ${seed}`);
    case 'OctetString':
      return told('4x', hex(0, 255, seed));
    case 'PhysAddress48':
    case 'LldpPortId':
      return told('4x', hex(2, 0, 0, 0, 0, seed % 256));
    case 'InetAddressIPv4':
      return column % 2 === 0 ? told('64', `192.0.2.${seed % 256}`) : told('4x', hex(192, 0, 2, seed % 256));
    case 'InetAddress':
    case 'InetAddressMissingSize':
      return told('4x', hex(198, 51, 100, seed % 256));
    case 'InetAddressIPv6':
      return told('4x', hex(32, 1, 13, 184, ...Array<number>(11).fill(0), seed % 256));
    case 'DateAndTime':
      return told('4x', hex(7, 234, 1 + (seed % 12), 2, 3, 4, 5, 6, 0x2b, 1, 0));
    case 'NTPTimeStamp':
      return told('4x', hex(232, 0, 0, seed % 256, 0, 0, 0, 0));
    case 'ParseDateAndTime':
      return told('4', dateBy(datetimePattern));
    case 'Bits':
      return told('4x', hex(seed % 256, 0xa5));
  }
}

const float = (value: number) => {
  const octets = Buffer.alloc(4);
  octets.writeFloatBE(value);
  return octets.toString('hex');
};
const double = (value: number) => {
  const octets = Buffer.alloc(8);
  octets.writeDoubleBE(value);
  return octets.toString('hex');
};

/** The second of March of 2026, 04:05:06. */
const DATE_PARTS: Readonly<Record<string, string>> = {
  a: 'Mon',
  b: 'Mar',
  d: '02',
  m: '03',
  Y: '2026',
  H: '04',
  M: '05',
  S: '06',
};

function dateBy(pattern: string): string {
  return pattern.replace(/%(.)/g, (directive, letter: string) => {
    const part = DATE_PARTS[letter];
    if (part === undefined) throw new Error(`no date is made up for ${directive}`);
    return part;
  });
}

function extractedFrom({ name, regexExtracts }: Described): Told {
  const text = NUMBERS_IN_TEXTS.find((each) => [...regexExtracts.values()].some((some) => fits(some, each)));
  if (text === undefined) throw new Error(`no text is made up for the expressions of ${name}`);
  const matched = [...regexExtracts].filter(([, some]) => fits(some, text)).map(([suffix]) => suffix);
  return { ...told('4', text), matched };
}

/** Of the expressions of one suffix the first counts that gives a number. */
function fits(extracts: readonly RegexExtract[], text: string): boolean {
  return extracts.some(({ regex, value }) => {
    const match = regex.exec(text);
    return match !== null && /^-?\d+(\.\d+)?$/.test(expandTemplate(value, match));
  });
}
