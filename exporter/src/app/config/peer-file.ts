/** Files of other exporters, which have one flag for what is two here: `--config.file`. */

type Peer = 'snmp' | 'ipmi';

/** Whose configuration a file is; null when it may be Fathom's own. */
export function peerOf(text: string): Peer | null {
  if (isIpmiExporters(text)) return 'ipmi';
  return isSnmpExporters(text) ? 'snmp' : null;
}

export function namedElsewhere(peer: Peer): string {
  return `a configuration of ${peer}_exporter: it is named by --${peer}.config-files, or ${peer}.configFiles in fathom.yml; --config.file names fathom.yml`;
}

/** Modules that have what only BMCs have, and not what only walks have. */
function isIpmiExporters(text: string): boolean {
  return /^modules:/m.test(text) && IPMI_MODULE.test(text) && !/^[ \t]+(?:walk|get|metrics):/m.test(text);
}

const IPMI_MODULE = /^[ \t]+(?:collectors|privilege|driver|pass|workaround_flags):/m;

/** Whether a file is a snmp.yml of snmp_exporter: with auths and modules, or in the old form, where each key is a module. */
function isSnmpExporters(text: string): boolean {
  return /^(auths|modules):/m.test(text) || OLD_MODULE.test(text);
}

/** A key of the first column with `walk`, `get` or `metrics` as its first key, or after its `auth` or `version`. */
const OLD_MODULE = /^[\w-]+:[ \t]*\n(?:[ \t]*(?:#.*)?\n)*[ \t]+(?:walk|get|metrics):[ \t]*(?:\n|\[|$)/m;
