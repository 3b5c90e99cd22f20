import type { Oid } from '../../model/snmp.ts';
import type { SnmpDefinitions } from './definition.ts';
import { formatOid } from './oid.ts';

/** What an object is called: the name of the longest known OID it begins with, then the rest: `ifDescr.3`. */
export type OidNames = (oid: Oid) => string;

export const noNames: OidNames = formatOid;

/**
 * Names of the objects that the modules ask for, and `known` ones by dotted OID. Where several modules have a name
 * for one OID, the first does.
 */
export function oidNames(
  definitions: Pick<SnmpDefinitions, 'modules'>,
  known: ReadonlyMap<string, string> = new Map(),
): OidNames {
  const names = new Map(known);
  const add = (oid: Oid, name: string) => {
    const key = formatOid(oid);
    if (!names.has(key)) names.set(key, name);
  };
  const metrics = [...definitions.modules.values()].flatMap((module) => module.metrics);
  for (const { oid, name } of metrics) add(oid, name);
  // What only labels are made of has no metric of its own.
  for (const { lookups } of metrics) {
    for (const { oid, labelname } of lookups) if (oid) add(oid, labelname);
  }
  return (oid) => nameIn(names, formatOid(oid));
}

function nameIn(names: ReadonlyMap<string, string>, oid: string): string {
  for (let end = oid.length; end > 0; end = oid.lastIndexOf('.', end - 1)) {
    const name = names.get(oid.slice(0, end));
    if (name !== undefined) return name + oid.slice(end);
  }
  return oid;
}
