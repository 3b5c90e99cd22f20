import {
  type EnumValues,
  INDEX_TYPES,
  METRIC_TYPES,
  type RegexExtract,
  type SnmpIndex,
  type SnmpLookup,
  type SnmpMetric,
  type SnmpMetricType,
} from '../definition.ts';
import {
  choice,
  type Field,
  flag,
  identifier,
  integer,
  list,
  number,
  oid,
  regex,
  text,
  texts,
} from './fields.ts';
import type { Interner } from './interner.ts';
import { parseInteger } from './scalars.ts';
import type { Value } from './yaml-value.ts';

/** https://prometheus.io/docs/concepts/data_model */
const METRIC_NAME = /^[A-Za-z_:][A-Za-z0-9_:]*$/;
const LABEL_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** RFC 2578 section 3.5: an OID has at most 128 numbers. */
const FIXED_SIZES = { min: 0, max: 128 };
const ANY_TEXT: SnmpMetricType = 'OctetString';

const METRIC_KEYS = [
  'name',
  'oid',
  'type',
  'help',
  'indexes',
  'lookups',
  'regex_extracts',
  'datetime_pattern',
  'enum_values',
  'offset',
  'scale',
  'display_hint',
] as const;
const INDEX_KEYS = ['labelname', 'type', 'fixed_size', 'implied', 'enum_values'] as const;
const LOOKUP_KEYS = ['labels', 'labelname', 'oid', 'type', 'display_hint', 'enum_values'] as const;
const EXTRACT_KEYS = ['regex', 'value'] as const;

export function readMetric(value: Value, interner: Interner): SnmpMetric {
  const fields = value.fields(METRIC_KEYS);
  const indexes = list(fields.indexes).map((each) => readIndex(each, interner));
  const lookups = list(fields.lookups).map((each) => readLookup(each, interner));
  return {
    name: interner.text(identifier(value, fields.name, 'name', METRIC_NAME)),
    oid: oid(value, fields.oid, 'oid'),
    type: choice(value, fields.type, 'type', METRIC_TYPES) ?? 'gauge',
    help: interner.text(text(fields.help)),
    indexes: interner.value('indexes', indexes),
    lookups: interner.value('lookups', lookups),
    regexExtracts: readExtracts(fields.regex_extracts, interner),
    datetimePattern: interner.text(text(fields.datetime_pattern)),
    enumValues: readEnum(fields.enum_values, interner),
    offset: number(fields.offset, 0),
    scale: number(fields.scale, 0),
    displayHint: interner.text(text(fields.display_hint)),
  };
}

function readIndex(value: Value, interner: Interner): SnmpIndex {
  const fields = value.fields(INDEX_KEYS);
  return {
    labelname: interner.text(identifier(value, fields.labelname, 'labelname', LABEL_NAME)),
    type: choice(value, fields.type, 'type', INDEX_TYPES) ?? 'gauge',
    fixedSize: integer(fields.fixed_size, FIXED_SIZES, 0),
    implied: flag(fields.implied),
    enumValues: readEnum(fields.enum_values, interner),
  };
}

/** A lookup without `labels` deletes its label and looks nothing up. */
function readLookup(value: Value, interner: Interner): SnmpLookup {
  const fields = value.fields(LOOKUP_KEYS);
  const labels = texts(fields.labels).map((each) => interner.text(each));
  const deletes = labels.length === 0;
  return {
    labels,
    labelname: interner.text(identifier(value, fields.labelname, 'labelname', LABEL_NAME)),
    oid: deletes ? null : oid(value, fields.oid, 'oid'),
    type: fields.type ? (choice(value, fields.type, 'type', METRIC_TYPES) ?? ANY_TEXT) : ANY_TEXT,
    displayHint: interner.text(text(fields.display_hint)),
    enumValues: readEnum(fields.enum_values, interner),
  };
}

function readExtracts(field: Field, interner: Interner): SnmpMetric['regexExtracts'] {
  const extracts = [...(field?.entries() ?? [])].map(
    ([suffix, value]) => [interner.text(suffix), list(value).map(readExtract)] as const,
  );
  return extracts.length === 0 ? interner.value('extracts', new Map()) : new Map(extracts);
}

function readExtract(value: Value): RegexExtract {
  const fields = value.fields(EXTRACT_KEYS);
  if (!fields.regex) value.mistake('regex is missing');
  const pattern = fields.regex ? regex(fields.regex) : { text: '', regex: /(?:)/ };
  return { ...pattern, regex: anchored(pattern.regex), value: text(fields.value, '$1') };
}

/** At the ends of the text, whatever `^` and `$` mean to the expression. */
function anchored(pattern: RegExp): RegExp {
  return new RegExp(`(?<![\\s\\S])(?:${pattern.source})(?![\\s\\S])`, pattern.flags);
}

function readEnum(field: Field, interner: Interner): EnumValues {
  const values = new Map<number, string>();
  for (const [key, value] of field?.entries() ?? []) {
    const number = parseInteger(key);
    if (number === null) value.mistake('expected a whole number as key');
    else values.set(number, interner.text(text(value)));
  }
  return interner.value('enum', values);
}
