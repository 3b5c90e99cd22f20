/**
 * What the command lines of node_exporter 1.12, process-exporter 0.8, snmp_exporter 0.30 and ipmi_exporter 1.10 have and the configuration
 * of Fathom does not spell the same way. Options of one collector name their other flags themselves (`flags` in their schema).
 */

/** Flag → the key it sets. */
export const OTHER_NAMES: Readonly<Record<string, string>> = {
  '--path.udev.data': 'path.udev',
  '--web.config.file': 'web.configFile',
  '--assets-dir': 'assets.dir',
  '--config.expand-environment-variables': 'snmp.expandEnvironmentVariables',
  '--config.path': 'processGroups.configFile',
  '--procfs': 'path.procfs',
  '--procnames': 'collectors.process-groups.procnames',
  '--namemapping': 'collectors.process-groups.namemapping',
  '--children': 'collectors.process-groups.children',
  '--threads': 'collectors.process-groups.threads',
  '--gather-smaps': 'collectors.process-groups.gatherSmaps',
  '--recheck': 'collectors.process-groups.recheck',
  '--recheck-with-time-limit': 'collectors.process-groups.recheckWithTimeLimit',
  '--remove-empty-groups': 'collectors.process-groups.removeEmptyGroups',
};

/** Switches that stand for a value of a key. */
export const SHORTHANDS: Readonly<Record<string, { readonly key: string; readonly value: unknown }>> = {
  '--debug': { key: 'log.level', value: 'debug' },
};

/** Taken, and said to have no effect. */
export const WITHOUT_EFFECT: Readonly<
  Record<string, { readonly takesValue: boolean; readonly reason: string }>
> = {
  '--runtime.gomaxprocs': {
    takesValue: true,
    reason: 'Fathom measures on one thread; to bound it, use the limits of systemd or the container',
  },
  '--freeipmi.path': {
    takesValue: true,
    reason: 'Fathom asks BMCs itself and runs no FreeIPMI',
  },
  '--native-ipmi': {
    takesValue: false,
    reason: 'Fathom always asks BMCs itself',
  },
  '--snmp.debug-packets': {
    takesValue: false,
    reason: 'Fathom never logs packets, which hold secrets; `tcpdump -n udp port 161` shows them',
  },
};

const OF_THE_PEERS: Readonly<Record<string, string>> = {
  '--dry-run': '`fathom config check` reads the configuration, tells every mistake and ends',
  '--man': 'see docs/guides/migrating-from-process-exporter.md',
  '--version': '`fathom --version` prints the version',
  '--once-to-stdout-delay': 'to look once, start Fathom and ask `/metrics` twice: rates need two looks',
};

/** Collectors of node_exporter that Fathom does not have. */
const ABSENT_COLLECTORS: ReadonlySet<string> = new Set([
  'drm',
  'ethtool',
  'logind',
  'network_route',
  'ntp',
  'nvmesubsystem',
  'perf',
  'runit',
  'supervisord',
  'swap',
]);

/** The collector of node_exporter that the flag is about, when Fathom does not have it. */
function absentCollector(flag: string): string | null {
  const [, collector = ''] = /^--collector\.([a-z_0-9]+)(?:\.|$)/.exec(flag) ?? [];
  return ABSENT_COLLECTORS.has(collector) ? collector : null;
}

/** Whether the flag leaves out a collector that is not there anyway. */
export function leavesOutWhatIsAbsent(flag: string): boolean {
  return flag.startsWith('--no-collector.') && absentCollector(flag.replace('--no-', '--')) !== null;
}

/** Why a flag that a peer has cannot be taken; null for one that is simply not known. */
export function reasonAgainst(flag: string): string | null {
  const collector = absentCollector(flag);
  if (collector !== null) {
    return `Fathom does not have the collector ${collector}; let node_exporter run for it (--collector.disable-defaults --collector.${collector}), or leave the flag out`;
  }
  return OF_THE_PEERS[flag] ?? null;
}
