/** A snmp.yml in the form that snmp_exporter read up to 0.22: a map of modules, each with its own `auth`. */
import { stringify } from 'yaml';

/** A map: YAML's keys are integers then. */
export type EnumValues = ReadonlyMap<number, string>;

export interface OldMetric {
  readonly name: string;
  readonly oid: string;
  readonly type: string;
  readonly help: string;
  readonly indexes?: readonly object[];
  readonly lookups?: readonly object[];
  readonly enum_values?: EnumValues;
  readonly regex_extracts?: Readonly<Record<string, readonly { regex: string; value: string }[]>>;
}

export interface OldModule {
  readonly walk?: readonly string[];
  readonly get?: readonly string[];
  readonly version?: number;
  readonly max_repetitions?: number;
  readonly retries?: number;
  readonly timeout?: string;
  readonly auth?: object;
  readonly metrics: readonly OldMetric[];
}

export type OldConfig = Readonly<Record<string, OldModule>>;

export function writeOldConfig(config: OldConfig): string {
  return stringify(config, { aliasDuplicateObjects: false });
}
