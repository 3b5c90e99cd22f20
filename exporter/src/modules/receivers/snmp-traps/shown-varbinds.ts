import type { TrapVarbind } from '../../../contract/snmp-traps.ts';
import type { Json } from '../../../model/json.ts';
import type { OidNames } from '../../../protocols/snmp/names.ts';
import { shownValue } from './value-text.ts';

/** Half of what an event may hold: JSON needs room for quotes and escapes. */
const MAX_TOTAL_CHARACTERS = 16 * 1024;

export interface ShownVarbinds {
  /** By name: `ifDescr.3`. */
  readonly shown: Readonly<Record<string, Json>>;
  readonly leftOut: number;
}

/** As many as an event has room for, the first ones. */
export function shownVarbinds(varbinds: readonly TrapVarbind[], nameOf: OidNames): ShownVarbinds {
  const shown: [string, Json][] = [];
  let room = MAX_TOTAL_CHARACTERS;
  for (const varbind of varbinds) {
    const name = nameOf(varbind.oid);
    const value = shownValue(varbind, nameOf);
    room -= name.length + String(value).length;
    if (room < 0) break;
    shown.push([name, value]);
  }
  return { shown: Object.fromEntries(shown), leftOut: varbinds.length - shown.length };
}
