/** Makers by their number in sysObjectID. https://www.iana.org/assignments/enterprise-numbers */
import type { Oid } from '../../../model/snmp.ts';

const ENTERPRISES = [1, 3, 6, 1, 4, 1] as const;

const VENDORS: ReadonlyMap<number, string> = new Map([
  [2, 'IBM'],
  [9, 'Cisco'],
  [11, 'HP'],
  [36, 'DEC'],
  [42, 'Oracle'],
  [43, '3Com'],
  [63, 'Apple'],
  [99, 'SNMP Research'],
  [119, 'NEC'],
  [161, 'Motorola'],
  [171, 'D-Link'],
  [207, 'Allied Telesis'],
  [211, 'Fujitsu'],
  [231, 'Fujitsu Technology Solutions'],
  [232, 'HPE'],
  [236, 'Samsung'],
  [253, 'Xerox'],
  [311, 'Microsoft'],
  [318, 'APC'],
  [343, 'Intel'],
  [367, 'Ricoh'],
  [476, 'Vertiv'],
  [534, 'Eaton'],
  [641, 'Lexmark'],
  [674, 'Dell'],
  [789, 'NetApp'],
  [850, 'Tripp Lite'],
  [890, 'Zyxel'],
  [1139, 'Dell EMC'],
  [1248, 'Epson'],
  [1347, 'Kyocera'],
  [1588, 'Brocade'],
  [1602, 'Canon'],
  [1916, 'Extreme Networks'],
  [1991, 'Ruckus ICX'],
  [2011, 'Huawei'],
  [2021, 'UCD-SNMP'],
  [2435, 'Brother'],
  [2604, 'Sophos'],
  [2620, 'Check Point'],
  [2636, 'Juniper'],
  [3375, 'F5'],
  [3417, 'Blue Coat'],
  [3808, 'CyberPower'],
  [3902, 'ZTE'],
  [4526, 'Netgear'],
  [5624, 'Enterasys'],
  [5951, 'Citrix'],
  [6027, 'Dell Networking'],
  [6141, 'Ciena'],
  [6486, 'Alcatel-Lucent Enterprise'],
  [6527, 'Nokia'],
  [6574, 'Synology'],
  [6876, 'VMware'],
  [8072, 'net-snmp'],
  [8741, 'SonicWall'],
  [11863, 'TP-Link'],
  [12356, 'Fortinet'],
  [12740, 'EqualLogic'],
  [13742, 'Raritan'],
  [14179, 'Cisco Wireless'],
  [14823, 'Aruba'],
  [14988, 'MikroTik'],
  [15497, 'Cisco IronPort'],
  [18334, 'Konica Minolta'],
  [19046, 'Lenovo'],
  [22610, 'A10 Networks'],
  [24681, 'QNAP'],
  [25053, 'Ruckus'],
  [25461, 'Palo Alto Networks'],
  [25506, 'H3C'],
  [29671, 'Cisco Meraki'],
  [30065, 'Arista'],
  [33049, 'Mellanox'],
  [35265, 'Eltex'],
  [40310, 'Cumulus'],
  [41112, 'Ubiquiti'],
  [47196, 'HPE Aruba'],
  [55062, 'QNAP'],
]);

/** Null when it is no number of a maker. */
export function enterpriseOf(sysObjectID: Oid): number | null {
  if (!ENTERPRISES.every((subId, i) => sysObjectID[i] === subId)) return null;
  return sysObjectID[ENTERPRISES.length] ?? null;
}

/** Those who wrote the agent and not the device are no makers of it. */
const AGENTS: ReadonlySet<number> = new Set([99, 2021, 8072]);

export function vendorOf(enterprise: number | null): string | null {
  if (enterprise === null || AGENTS.has(enterprise)) return null;
  return VENDORS.get(enterprise) ?? `enterprise ${enterprise}`;
}
