/** A router that balances load: bonded and bridged devices, ARP, tracked connections, IPVS, a wireless card. */
import type { MachinePart } from '../machine-part.ts';
import { within } from '../compare.ts';

const device = (name: string, attributes: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(attributes).map(([attribute, text]) => [
      `sys/class/net/${name}/${attribute}`,
      `${text}\n`,
    ]),
  );

const ethernet = (index: number) => ({
  addr_assign_type: '0',
  addr_len: '6',
  address: `02:00:5e:10:00:0${index}`,
  broadcast: 'ff:ff:ff:ff:ff:ff',
  carrier: '1',
  carrier_changes: `${2 * index}`,
  carrier_down_count: `${index}`,
  carrier_up_count: `${index}`,
  dev_id: '0x0',
  dormant: '0',
  duplex: 'full',
  flags: '0x1003',
  ifalias: '',
  ifindex: `${index}`,
  iflink: `${index}`,
  link_mode: '0',
  mtu: '1500',
  name_assign_type: '4',
  netdev_group: '0',
  operstate: 'up',
  speed: '10000',
  tx_queue_len: '1000',
  type: '1',
});

const devices = {
  ...device('eth1', { ...ethernet(2), ifalias: 'to "core" \\ A', 'bonding_slave/mii_status': 'up' }),
  ...device('eth2', {
    ...ethernet(3),
    ifalias: 'Büro',
    'bonding_slave/mii_status': 'down',
    operstate: 'down',
    flags: '0x1002',
  }),
  ...device('bond1', { ...ethernet(4), speed: '-1', flags: '0x1403', 'bonding/slaves': 'eth1 eth2' }),
  ...device('bond2', { ...ethernet(5), 'bonding/slaves': '', operstate: 'lowerlayerdown', dev_id: '0x2a' }),
  // Of a kind that has little to tell.
  ...device('tun7', { address: '', ifindex: '6', mtu: '65535', operstate: 'unknown', type: '65534' }),
  ...device('ignored0', ethernet(7)),
  'sys/class/net/bonding_masters': 'bond1 bond2\n',
};

const protocols = {
  'proc/net/netstat': `TcpExt: SyncookiesSent SyncookiesRecv SyncookiesFailed EmbryonicRsts ListenOverflows ListenDrops TCPTimeouts TCPOFOQueue TCPRcvQDrop TCPSynRetrans
TcpExt: 1 2 18446744073709551615 4 5 6 7 8 9 10
IpExt: InNoRoutes InOctets OutOctets
IpExt: 3 6286396970 2786264347
MPTcpExt: MPCapableSYNRX
MPTcpExt: 12
`,
  'proc/net/snmp': `Ip: Forwarding DefaultTTL InReceives
Ip: 2 64 57740232
Icmp: InMsgs InErrors OutMsgs
Icmp: 104 1 120
IcmpMsg: InType3 OutType3
IcmpMsg: 104 120
Tcp: RtoAlgorithm MaxConn ActiveOpens PassiveOpens CurrEstab InSegs OutSegs RetransSegs InErrs OutRsts
Tcp: 1 -1 3556 230 7 57252008 54915039 227 5 1003
Udp: InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors SndbufErrors
Udp: 88542 120 3 53028 9 8
UdpLite: InErrors
UdpLite: 0
`,
  'proc/net/snmp6': `Ip6InReceives                   \t7
Ip6InOctets                     \t460
Ip6OutOctets                    \t536
Icmp6InMsgs                     \t17
Icmp6InErrors                   \t1
Icmp6OutType133                 \t3
Udp6InDatagrams                 \t0
Udp6RcvbufErrors                \t9
UdpLite6InErrors                \t2
Lonely
`,
  'proc/net/sockstat': `sockets: used 229
TCP: inuse 4 orphan 1 tw 5 alloc 17 mem 3
UDP: inuse 2 mem 0
UDPLITE: inuse 0
RAW: inuse 0
FRAG: inuse 0 memory 512
`,
  'proc/net/sockstat6': 'TCP6: inuse 17\nUDP6: inuse 9\nFRAG6: inuse 1 memory 2\n',
  'proc/net/softnet_stat': `00015c73 00020e76 f0000769 00000000 00000000 00000000 00000000 00000000 00000001 00000002 00000003
01663fb2 00000000 0000c91f 00000000 00000000 00000000 00000000 00000000 00000004 00000005 00000006
`,
  'proc/net/udp': `   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
  137: 00000000:0044 00000000:0000 07 00000015:00000A00 00:00000000 00000000     0        0 2740 2 0000000000000000 0
  244: 0100007F:0035 00000000:0000 07 00000001:00000000 00:00000000 00000000   101        0 2741 2 0000000000000000 7
`,
  'proc/net/udp6': `  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
  137: 00000000000000000000000001000000:0222 00000000000000000000000000000000:0000 07 00000000:00000300 00:00000000 00000000     0        0 2742 2 0000000000000000 0
`,
};

const tables = {
  'proc/net/arp': `IP address       HW type     Flags       HW address            Mask     Device
192.0.2.1        0x1         0x2         02:00:5e:10:00:05     *        eth1
192.0.2.2        0x1         0x0         00:00:00:00:00:00     *        eth1
192.0.2.3        0x1         0x6         02:00:5e:10:00:07     *        eth2
198.51.100.1     0x20        0x2         80:00:02:08:fe:80:00:00:00     *        ib0
203.0.113.1      0x1         0x2         02:00:5e:10:00:08     *        ignored0
`,
  'proc/sys/net/netfilter/nf_conntrack_count': '123\n',
  'proc/sys/net/netfilter/nf_conntrack_max': '65536\n',
  'proc/net/stat/nf_conntrack': `entries  clashres found new invalid ignore delete chainlength insert insert_failed drop early_drop icmp_error  expect_new expect_create expect_delete search_restart
0000007b  00000001 00000002 00000003 00000004 0000588a 00000005 00000006 00000007 00000008 00000009 0000000a 0000000b  0000000c 0000000d 0000000e 0000000f
0000007b  00000010 00000011 00000012 00000013 000056a4 00000014 00000015 00000016 00000017 00000018 00000019 0000001a  0000001b 0000001c 0000001d 0000001e
`,
  'proc/net/stat/arp_cache': `entries  allocs   destroys hash_grows lookups
0000000e 00000001 ffffffff 00000003   00000004
0000000e 00000005 00000006 00000007   00000008
`,
  'proc/net/stat/synproxy': 'entries\t\tsyn_received\tcookie_invalid\n00000000\t00000001\t00000002\n',
  'proc/net/ip_vs_stats': `   Total Incoming Outgoing         Incoming         Outgoing
   Conns  Packets  Packets            Bytes            Bytes
 16AA370 E33656E5        7     51D8C8883AB3               AB

 Conns/s   Pkts/s   Pkts/s          Bytes/s          Bytes/s
       4    1FB3C        0          1282A8F                0
`,
  'proc/net/ip_vs': `IP Virtual Server version 1.2.1 (size=4096)
Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port Forward Weight ActiveConn InActConn
TCP  C0000201:0050 wlc
  -> C0000216:1F90      Tunnel  100    248        2
  -> C0000217:1F90      Tunnel  0      0          0
UDP  C0000201:0035 rr
FWM  10001000 wlc
  -> C0000218:0CEA      Route   20     64         1
TCP  [2001:0DB8:0000:0000:0000:0000:0000:0001]:0050 sh
  -> [2001:0DB8:0000:0000:0001:0000:0000:0002]:1F90      Masq    1      3          4
`,
};

const wireless = {
  'wifi/interfaces.json':
    '[{"name": "wlan0", "frequency": 2412}, {"NAME": "wlan1", "Frequency": 5180}, {"type": 10}]',
  'wifi/wlan0/bss.json': '{"ssid": "Caf\\u00e9 \\"A\\"", "bssid": "AgBeEAAB", "status": 1}',
  'wifi/wlan0/stationinfo.json': `[{"hardwareaddr": "AgBeEAAC", "connected": 30000000000, "inactive": 400000000,
    "receivebitrate": 128000000, "transmitbitrate": 164000000, "signal": -52, "receivedbytes": 17,
    "transmittedbytes": 18, "transmitretries": 10, "transmitfailed": 2, "beaconloss": 1}, {"signal": -26}]`,
  'wifi/wlan1/bss.json': '{"status": 9}',
};

/** The default of node_exporter's current release, which has more than that of 1.5.0. */
const NETSTAT_FIELDS =
  '^(.*_(InErrors|InErrs)|Ip_Forwarding|Ip(6|Ext)_(InOctets|OutOctets)|Icmp6?_(InMsgs|OutMsgs)|TcpExt_(Listen.*|' +
  'Syncookies.*|TCPSynRetrans|TCPTimeouts|TCPOFOQueue|TCPRcvQDrop)|Tcp_(ActiveOpens|InSegs|OutSegs|OutRsts|' +
  'PassiveOpens|RetransSegs|CurrEstab)|Udp6?_(InDatagrams|OutDatagrams|NoPorts|RcvbufErrors|SndbufErrors))$';
const CAME_LATER = 'came after 1.5.0';

export default {
  files: { ...devices, ...protocols, ...tables, ...wireless },
  links: {
    'sys/class/net/bond1/lower_eth1': '../eth1',
    'sys/class/net/bond1/slave_eth2': '../eth2',
  },
  peerArgs: (root) => [
    `--collector.netstat.fields=${NETSTAT_FIELDS}`,
    '--collector.netclass.ignored-devices=^ignored',
    '--collector.arp.device-exclude=^ignored',
    ...(root === '/' ? [] : [`--collector.wifi.fixtures=${root}/wifi`]),
  ],
  config: (root) => ({
    netclass: { ignoredDevices: '^ignored' },
    arp: { deviceExclude: '^ignored' },
    wifi: { fixtures: root === '/' ? '' : 'wifi' },
  }),
  differs: {
    node_network_info: `its label adminstate ${CAME_LATER}`,
    node_softnet_backlog_len: CAME_LATER,
    node_softnet_cpu_collision_total: CAME_LATER,
    node_softnet_flow_limit_count_total: CAME_LATER,
    node_softnet_received_rps_total: CAME_LATER,
    node_wifi_station_received_packets_total: CAME_LATER,
    node_wifi_station_transmitted_packets_total: CAME_LATER,
  },
  /** Others may open and close connections in the milliseconds between the two scrapes of the peer. */
  tolerance(family) {
    if (/^node_sockstat_.*mem/.test(family)) return within(16 * 1024 * 1024);
    if (/^node_(sockstat|udp_queues|arp_entries|nf_conntrack_entries|netstat_Tcp_CurrEstab)/.test(family))
      return within(50);
    return null;
  },
} satisfies MachinePart;
