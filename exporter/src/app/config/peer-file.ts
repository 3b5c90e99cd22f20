/** Whether a file is a snmp.yml of snmp_exporter: with auths and modules, or in the old form, where each key is a module. */
export function isSnmpExporters(text: string): boolean {
  return /^(auths|modules):/m.test(text) || OLD_MODULE.test(text);
}

/** A key of the first column with `walk`, `get` or `metrics` as its first key, or after its `auth` or `version`. */
const OLD_MODULE = /^[\w-]+:[ \t]*\n(?:[ \t]*(?:#.*)?\n)*[ \t]+(?:walk|get|metrics):[ \t]*(?:\n|\[|$)/m;
