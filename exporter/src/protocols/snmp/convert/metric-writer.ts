/** What becomes of the cells of one metric, by its type. */
import { ValueType, type Varbinds } from '../../../model/snmp.ts';
import { escapeLabel } from '../../text-format/series.ts';
import { parseGoFloat } from '../../text-format/go-number.ts';
import type { RegexExtract, SnmpMetric, SnmpMetricType } from '../definition.ts';
import type { MetricPlan, Plan } from '../plan/plan.ts';
import type { Cells } from './cells.ts';
import { dateAndTimeSeconds, ntpSeconds } from './date-time.ts';
import { type FamilyDraft, FamilyHead } from './family-draft.ts';
import { expandTemplate } from './go-template.ts';
import { subtypeOf } from './index-text.ts';
import { enumNumber, numberValue } from './number-value.ts';
import type { Row } from './row-labels.ts';
import { strptimeSeconds } from './strptime.ts';
import { valueText } from './value-text.ts';

/** Where a conversion writes to. */
export interface Destination {
  readonly cells: Cells;
  readonly wrapLargeCounters: boolean;
  /** Of the metric that is being written, as its writer names them. */
  families: readonly FamilyDraft[];
  /** A series that was there before is left out. */
  readonly onDuplicate: (metric: string) => void;
  /** A value of a type from which nothing can be made is left out. */
  readonly onUnexpected: () => void;
}

export type CellWriter = (row: Row, varbinds: Varbinds, i: number, to: Destination) => void;

export interface MetricWriter {
  readonly heads: readonly FamilyHead[];
  readonly write: CellWriter;
}

/** Longer values are cut before they are matched: an expression may take long on them. */
const MAX_MATCHED = 4096;

const known = new WeakMap<Plan, readonly MetricWriter[]>();

/** Of the plan's metrics: made once for all scrapes. */
export function metricWriters(plan: Plan): readonly MetricWriter[] {
  const made = known.get(plan) ?? plan.metrics.map(metricWriter);
  known.set(plan, made);
  return made;
}

function metricWriter(plan: MetricPlan): MetricWriter {
  const { metric } = plan;
  const seconds = TIMES[metric.type];
  if (seconds) return numbersWriter(plan, (varbinds, i) => seconds(varbinds, i, metric));
  if (NUMBERS.has(metric.type)) return numbersWriter(plan, numberValue);
  // Where the metric has the name of a label already, that label says what one of its own would.
  const named = plan.labels.names.includes(metric.name);
  if (named && metric.type === 'EnumAsInfo') return namedWriter(plan, infoHead(plan), 1);
  const enumWriter = ENUMS[metric.type];
  if (enumWriter) return named ? WRITES_NOTHING : enumWriter(plan);
  if (metric.regexExtracts.size > 0) return extractsWriter(plan);
  const head = new FamilyHead(metric.name, 'gauge', metric.help);
  return named ? namedWriter(plan, head, scaled(metric, 1)) : textWriter(plan, head);
}

const NUMBERS: ReadonlySet<SnmpMetricType> = new Set(['gauge', 'counter', 'Float', 'Double'] as const);
const ENUMS: Readonly<Partial<Record<SnmpMetricType, (plan: MetricPlan) => MetricWriter>>> = {
  EnumAsInfo: infoWriter,
  EnumAsStateSet: stateSetWriter,
  Bits: bitsWriter,
};
const WRITES_NOTHING: MetricWriter = { heads: [], write: () => undefined };

type Seconds = (varbinds: Varbinds, i: number, metric: SnmpMetric) => number | null;
/** Unix seconds; null for a value that is no time. */
const TIMES: Readonly<Partial<Record<SnmpMetricType, Seconds>>> = {
  DateAndTime: (varbinds, i) => (isOctets(varbinds, i) ? dateAndTimeSeconds(varbinds.octets(i)) : null),
  NTPTimeStamp: (varbinds, i) => (isOctets(varbinds, i) ? ntpSeconds(varbinds.octets(i)) : null),
  ParseDateAndTime: (varbinds, i, { datetimePattern }) =>
    strptimeSeconds(valueText(varbinds, i, 'DisplayString', null), datetimePattern),
};
const isOctets = (varbinds: Varbinds, i: number) => varbinds.type(i) === ValueType.octetString;

function scaled({ scale, offset }: SnmpMetric, value: number): number {
  return (scale === 0 ? value : value * scale) + offset;
}

function numbersWriter(
  { metric }: MetricPlan,
  read: (varbinds: Varbinds, i: number, wrap: boolean) => number | null,
): MetricWriter {
  const type = metric.type === 'counter' ? 'counter' : 'gauge';
  return {
    heads: [new FamilyHead(metric.name, type, metric.help)],
    write(row, varbinds, i, to) {
      const value = read(varbinds, i, to.wrapLargeCounters);
      if (value !== null && !familyIn(to).addRow(row, scaled(metric, value))) to.onDuplicate(metric.name);
    },
  };
}

/** The text is a label already, of this name. */
function namedWriter({ metric }: MetricPlan, head: FamilyHead, value: number): MetricWriter {
  return {
    heads: [head],
    write(row, _varbinds, _i, to) {
      if (!familyIn(to).addRow(row, value)) to.onDuplicate(metric.name);
    },
  };
}

function textWriter(plan: MetricPlan, head: FamilyHead): MetricWriter {
  const { metric } = plan;
  const text = textReader(plan);
  const write = labelWriter(plan);
  return {
    heads: [head],
    write: (row, varbinds, i, to) => write(row, text(varbinds, i, row.key, to), scaled(metric, 1), to),
  };
}

function extractsWriter(plan: MetricPlan): MetricWriter {
  const { metric } = plan;
  const text = textReader(plan);
  const help = `${metric.help} (regex extracted)`;
  const extracts = [...metric.regexExtracts.values()];
  const heads = [...metric.regexExtracts.keys()].map(
    (suffix) => new FamilyHead(metric.name + suffix, 'gauge', help),
  );
  return {
    heads,
    write(row, varbinds, i, to) {
      const matched = text(varbinds, i, row.key, to).slice(0, MAX_MATCHED);
      extracts.forEach((each, k) => {
        const value = firstNumber(each, matched);
        const family = to.families[k] as FamilyDraft;
        if (value !== null && !family.addRow(row, scaled(metric, value))) to.onDuplicate(family.name);
      });
    },
  };
}

const familyIn = ({ families }: Destination) => families[0] as FamilyDraft;

/** What the first expression gives that matches and gives a number. */
function firstNumber(extracts: readonly RegexExtract[], text: string): number | null {
  for (const { regex, value } of extracts) {
    const match = regex.exec(text);
    const number = match && parseGoFloat(expandTemplate(value, match));
    if (number !== null) return number;
  }
  return null;
}

/** Values as text; where the column before tells what they are, it is asked. */
function textReader({ metric, subtypeColumn, hint }: MetricPlan) {
  if (subtypeOf(metric.type, 0) === null)
    return (varbinds: Varbinds, i: number) => valueText(varbinds, i, metric.type, hint);
  return (varbinds: Varbinds, i: number, key: string, { cells }: Destination) => {
    const before = subtypeColumn && cells.at(subtypeColumn, key);
    const subtype = before && subtypeOf(metric.type, enumNumber(before.varbinds, before.i));
    return valueText(varbinds, i, subtype ?? 'OctetString', hint);
  };
}

function infoHead({ metric }: MetricPlan): FamilyHead {
  return new FamilyHead(`${metric.name}_info`, 'gauge', `${metric.help} (EnumAsInfo)`);
}

function infoWriter(plan: MetricPlan): MetricWriter {
  const { metric } = plan;
  const write = labelWriter(plan);
  return {
    heads: [infoHead(plan)],
    write: (row, varbinds, i, to) => write(row, stateOf(metric, enumNumber(varbinds, i)), 1, to),
  };
}

function stateSetWriter(plan: MetricPlan): MetricWriter {
  const { metric } = plan;
  const write = labelWriter(plan);
  return {
    heads: [new FamilyHead(metric.name, 'gauge', `${metric.help} (EnumAsStateSet)`)],
    write(row, varbinds, i, to) {
      const number = enumNumber(varbinds, i);
      write(row, stateOf(metric, number), 1, to);
      for (const [other, state] of metric.enumValues) if (other !== number) write(row, state, 0, to);
    },
  };
}

function bitsWriter(plan: MetricPlan): MetricWriter {
  const { metric } = plan;
  const write = labelWriter(plan);
  return {
    heads: [new FamilyHead(metric.name, 'gauge', `${metric.help} (Bits)`)],
    write(row, varbinds, i, to) {
      if (!isOctets(varbinds, i)) return to.onUnexpected();
      const octets = varbinds.octets(i);
      for (const [bit, state] of metric.enumValues) write(row, state, isSet(octets, bit) ? 1 : 0, to);
    },
  };
}

const stateOf = ({ enumValues }: SnmpMetric, number: number) => enumValues.get(number) ?? String(number);

/** The first bit is the highest of the first octet. RFC 3416 */
function isSet(octets: Buffer, bit: number): boolean {
  return ((octets[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0;
}

/** Writes series that have, besides the labels of the row, one with the name of the metric. */
function labelWriter({ metric, labels }: MetricPlan) {
  const before = labels.names.filter((name) => name < metric.name).length;
  const label = { start: `${metric.name}="`, before };
  return (row: Row, text: string, value: number, to: Destination): void => {
    if (!familyIn(to).addRowWith(row, label, escapeLabel(text), value)) to.onDuplicate(metric.name);
  };
}
