/** What a module's definition comes to: which columns to ask for, and what becomes of their cells. */
import type { Oid } from '../../../model/snmp.ts';
import type { DisplayHint } from '../convert/display-hint.ts';
import type { EnumValues, SnmpIndex, SnmpMetric } from '../definition.ts';

/** An OID below which cells are wanted: of a metric, of a label, or of what tells the type of another. */
export interface Column {
  readonly index: number;
  readonly oid: Oid;
  /** The OID's content octets. */
  readonly packed: Buffer;
  /** OID of its table's entry: columns of one table tend to have the same rows. */
  readonly table: string;
  /** Has one instance at most: `.0`. */
  readonly scalar: boolean;
}

/** A subtree to walk through for a column. */
export interface Ask {
  readonly column: Column;
  /** The column's OID, or one below it. */
  readonly root: Oid;
  readonly packed: Buffer;
  /** Whether the root itself may be an instance: it is asked for where a walk finds nothing below it. */
  readonly mayBeInstance: boolean;
}

/** One OID that is asked for by its full name, and the columns that it is a cell of. */
export interface Instance {
  readonly oid: Oid;
  readonly packed: Buffer;
  readonly columns: readonly Column[];
}

export interface LookupPlan {
  readonly labelname: string;
  /** Labels whose sub-identifiers, one behind the other, are the row to look for. */
  readonly labels: readonly string[];
  /** Null where the walks do not cover it: the label is then empty. */
  readonly column: Column | null;
  /** Tells the type of a value that is one of several. */
  readonly subtypeColumn: Column | null;
  readonly type: string;
  readonly hint: DisplayHint | null;
  readonly enumValues: EnumValues;
}

/** Labels of rows: metrics with the same indexes and lookups share them. */
export interface LabelPlan {
  readonly index: number;
  readonly indexes: readonly SnmpIndex[];
  readonly lookups: readonly (LookupPlan | { readonly remove: string })[];
  /** Of all labels that there are at any time, each once. */
  readonly slots: readonly string[];
  /** All that is left in the end, in alphabetical order. */
  readonly names: readonly string[];
}

export interface MetricPlan {
  readonly metric: SnmpMetric;
  readonly column: Column;
  readonly labels: LabelPlan;
  readonly subtypeColumn: Column | null;
  readonly hint: DisplayHint | null;
}

export interface Plan {
  readonly columns: readonly Column[];
  readonly asks: readonly Ask[];
  readonly gets: readonly Instance[];
  readonly metrics: readonly MetricPlan[];
  readonly labelPlans: readonly LabelPlan[];
  /** Instances of rows of a filtered subtree, as far as anything is made of them. */
  instances(target: Oid, rows: readonly number[]): readonly Instance[];
}
