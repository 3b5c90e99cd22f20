/** What becomes of the cells of one metric, by its type. */
import { ValueType, type Varbinds } from '../../../model/snmp.ts';
import { escapeLabel } from '../../text-format/series.ts';
import { parseGoFloat } from '../../text-format/go-number.ts';
import type { RegexExtract, SnmpMetric, SnmpMetricType } from '../definition.ts';
import type { MetricPlan } from '../plan/plan.ts';
import type { Cells } from './cells.ts';
import { dateAndTimeSeconds, ntpSeconds } from './date-time.ts';
import type { FamilyDraft, FamilyDrafts } from './family-drafts.ts';
import { expandTemplate } from './go-template.ts';
import { subtypeOf } from './index-text.ts';
import { enumNumber, numberValue } from './number-value.ts';
import type { Row } from './row-labels.ts';
import { strptimeSeconds } from './strptime.ts';
import { valueText } from './value-text.ts';

export interface WriterContext {
  readonly cells: Cells;
  readonly drafts: FamilyDrafts;
  readonly wrapLargeCounters: boolean;
  /** A series that was there before is left out. */
  readonly onDuplicate: (metric: string) => void;
  /** A value of a type from which nothing can be made is left out. */
  readonly onUnexpected: () => void;
}

/** `key`: of the row. */
export type CellWriter = (row: Row, varbinds: Varbinds, i: number, key: string) => void;

/** Longer values are cut before they are matched: an expression may take long on them. */
const MAX_MATCHED = 4096;

export function metricWriter(plan: MetricPlan, context: WriterContext): CellWriter {
  const { metric } = plan;
  const seconds = TIMES[metric.type];
  if (seconds) return numbersWriter(plan, context, (varbinds, i) => seconds(varbinds, i, metric));
  if (NUMBERS.has(metric.type))
    return numbersWriter(plan, context, (varbinds, i) => numberValue(varbinds, i, context.wrapLargeCounters));
  // Where the metric has the name of a label already, that label says what one of its own would.
  const named = plan.labels.names.includes(metric.name);
  if (named && metric.type === 'EnumAsInfo') return namedWriter(plan, infoFamily(plan, context), 1, context);
  const enumWriter = ENUMS[metric.type];
  if (enumWriter) return named ? writesNothing : enumWriter(plan, context);
  if (metric.regexExtracts.size > 0) return extractsWriter(plan, context);
  const family = context.drafts.open(metric.name, 'gauge', metric.help);
  return named ? namedWriter(plan, family, scaled(metric, 1), context) : textWriter(plan, family, context);
}

const NUMBERS: ReadonlySet<SnmpMetricType> = new Set(['gauge', 'counter', 'Float', 'Double'] as const);
const ENUMS: Readonly<
  Partial<Record<SnmpMetricType, (plan: MetricPlan, context: WriterContext) => CellWriter>>
> = {
  EnumAsInfo: infoWriter,
  EnumAsStateSet: stateSetWriter,
  Bits: bitsWriter,
};
const writesNothing: CellWriter = () => undefined;

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
  { drafts, onDuplicate }: WriterContext,
  read: (varbinds: Varbinds, i: number) => number | null,
): CellWriter {
  const family = drafts.open(metric.name, metric.type === 'counter' ? 'counter' : 'gauge', metric.help);
  return (row, varbinds, i) => {
    const value = read(varbinds, i);
    if (value !== null && !family.addRow(row, scaled(metric, value))) onDuplicate(metric.name);
  };
}

/** The text is a label already, of this name. */
function namedWriter(
  { metric }: MetricPlan,
  family: FamilyDraft,
  value: number,
  { onDuplicate }: WriterContext,
): CellWriter {
  return (row) => {
    if (!family.addRow(row, value)) onDuplicate(metric.name);
  };
}

function textWriter(plan: MetricPlan, family: FamilyDraft, context: WriterContext): CellWriter {
  const { metric } = plan;
  const text = textReader(plan, context);
  const write = labelWriter(plan, context, family);
  return (row, varbinds, i, key) => write(row, text(varbinds, i, key), scaled(metric, 1));
}

function extractsWriter(plan: MetricPlan, context: WriterContext): CellWriter {
  const { metric } = plan;
  const text = textReader(plan, context);
  const help = `${metric.help} (regex extracted)`;
  const families = [...metric.regexExtracts].map(([suffix, extracts]) => {
    return {
      name: metric.name + suffix,
      draft: context.drafts.open(metric.name + suffix, 'gauge', help),
      extracts,
    };
  });
  // A row knows only the family that it was last written into.
  if (families.length > 1) for (const { draft } of families) draft.expectOthers();
  return (row, varbinds, i, key) => {
    const matched = text(varbinds, i, key).slice(0, MAX_MATCHED);
    for (const { name, draft, extracts } of families) {
      const value = firstNumber(extracts, matched);
      if (value !== null && !draft.addRow(row, scaled(metric, value))) context.onDuplicate(name);
    }
  };
}

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
function textReader({ metric, subtypeColumn, hint }: MetricPlan, { cells }: WriterContext) {
  if (subtypeOf(metric.type, 0) === null)
    return (varbinds: Varbinds, i: number) => valueText(varbinds, i, metric.type, hint);
  return (varbinds: Varbinds, i: number, key: string) => {
    const before = subtypeColumn && cells.at(subtypeColumn, key);
    const subtype = before && subtypeOf(metric.type, enumNumber(before.varbinds, before.i));
    return valueText(varbinds, i, subtype ?? 'OctetString', hint);
  };
}

function infoFamily({ metric }: MetricPlan, { drafts }: WriterContext): FamilyDraft {
  return drafts.open(`${metric.name}_info`, 'gauge', `${metric.help} (EnumAsInfo)`);
}

function infoWriter(plan: MetricPlan, context: WriterContext): CellWriter {
  const { metric } = plan;
  const write = labelWriter(plan, context, infoFamily(plan, context));
  return (row, varbinds, i) => write(row, stateOf(metric, enumNumber(varbinds, i)), 1);
}

function stateSetWriter(plan: MetricPlan, context: WriterContext): CellWriter {
  const { metric } = plan;
  const family = context.drafts.open(metric.name, 'gauge', `${metric.help} (EnumAsStateSet)`);
  const write = labelWriter(plan, context, family);
  return (row, varbinds, i) => {
    const number = enumNumber(varbinds, i);
    write(row, stateOf(metric, number), 1);
    for (const [other, state] of metric.enumValues) if (other !== number) write(row, state, 0);
  };
}

function bitsWriter(plan: MetricPlan, context: WriterContext): CellWriter {
  const { metric } = plan;
  const family = context.drafts.open(metric.name, 'gauge', `${metric.help} (Bits)`);
  const write = labelWriter(plan, context, family);
  return (row, varbinds, i) => {
    if (!isOctets(varbinds, i)) return context.onUnexpected();
    const octets = varbinds.octets(i);
    for (const [bit, state] of metric.enumValues) write(row, state, isSet(octets, bit) ? 1 : 0);
  };
}

const stateOf = ({ enumValues }: SnmpMetric, number: number) => enumValues.get(number) ?? String(number);

/** The first bit is the highest of the first octet. RFC 3416 */
function isSet(octets: Buffer, bit: number): boolean {
  return ((octets[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0;
}

/** Writes series that have, besides the labels of the row, one with the name of the metric. */
function labelWriter(
  { metric, labels }: MetricPlan,
  { onDuplicate }: WriterContext,
  family: FamilyDraft,
): (row: Row, text: string, value: number) => void {
  const before = labels.names.filter((name) => name < metric.name).length;
  return ({ pairs }, text, value) => {
    const own = `${metric.name}="${escapeLabel(text)}"`;
    const all = pairs.length === 0 ? own : [...pairs.slice(0, before), own, ...pairs.slice(before)].join(',');
    if (!family.addLabels(all, value)) onDuplicate(metric.name);
  };
}
