import { z } from 'zod';
import { regex } from '../../../contract/config.ts';
import { pattern } from '../../../contract/metrics.ts';
import { defineCollector } from '../../../contract/module.ts';
import { type Layout, readPairs } from './pairs.ts';
import { type KnownKey, readSnmp6 } from './snmp6.ts';
import { Statistics } from './statistics.ts';

const DEFAULT_FIELDS =
  '^(.*_(InErrors|InErrs)|Ip_Forwarding|Ip(6|Ext)_(InOctets|OutOctets)|Icmp6?_(InMsgs|OutMsgs)|' +
  'TcpExt_(Listen.*|Syncookies.*|TCPSynRetrans|TCPTimeouts|TCPOFOQueue|TCPRcvQDrop)|' +
  'Tcp_(ActiveOpens|InSegs|OutSegs|OutRsts|PassiveOpens|RetransSegs|CurrEstab)|' +
  'Udp6?_(InDatagrams|OutDatagrams|NoPorts|RcvbufErrors|SndbufErrors))$';

const Config = z.object({
  fields: regex(DEFAULT_FIELDS).describe(
    'Statistics to show, such as `TcpExt_ListenDrops`: the protocol, an underscore and the name that it has ' +
      'in /proc/net/netstat, snmp or snmp6.',
  ),
});

/** The kernel writes the same names each time, so which of them are wanted is found out once. */
interface State {
  readonly netstat: Layout[];
  readonly snmp: Layout[];
  readonly snmp6: KnownKey[];
}

export default defineCollector({
  id: 'netstat',
  summary: "Statistics of the kernel's network protocols.",
  config: Config,
  metrics: {
    netstat: pattern({
      prefix: 'node_netstat_',
      variable: 'protocol_name',
      type: 'untyped',
      help: (variable) => `Statistic ${variable.replace('_', '')}.`,
    }),
  },
  needs: ['procfs'],
  init: (): State => ({ netstat: [], snmp: [], snmp6: [] }),
  collect({ procfs, state }, { fields }, out) {
    const statistics = new Statistics(fields, out.netstat);
    readPairs(procfs.read('net/netstat'), state.netstat, statistics, 'net/netstat');
    readPairs(procfs.read('net/snmp'), state.snmp, statistics, 'net/snmp');
    // Missing when IPv6 is off.
    const snmp6 = procfs.readIfPresent('net/snmp6');
    if (snmp6 !== null) readSnmp6(snmp6, state.snmp6, statistics);
  },
});
