/** The scanner of devices on devices that answer in the test's process. */
import type { Ports } from '../../exporter/src/contract/ports.ts';
import type { AssetDraft } from '../../exporter/src/model/asset.ts';
import { SnmpConfig } from '../../exporter/src/app/config/snmp-section.ts';
import { allowLists } from '../../exporter/src/platform/allow-list.ts';
import module from '../../exporter/src/modules/scanners/snmp/module.ts';
import { config, shared } from '../../exporter/src/modules/scanners/snmp/options.ts';
import { snmpSection } from '../../exporter/src/protocols/snmp/section.ts';
import { type Scanned, scannerOf } from './scan.ts';
import { type SnmpDevice, type SnmpDevices, snmpDevices } from './snmp-devices.ts';

export const OWN_MAC = '02:00:00:00:00:99';
export const OWN_ADDRESS = '10.0.0.99';

const os = {
  addresses: () => [
    {
      interface: 'lo',
      address: '127.0.0.1',
      family: 4,
      mac: '00:00:00:00:00:00',
      cidr: null,
      internal: true,
    },
    { interface: 'eth0', address: OWN_ADDRESS, family: 4, mac: OWN_MAC, cidr: null, internal: false },
  ],
} as unknown as Ports['os'];

export interface Net {
  readonly client: SnmpDevices;
  scan(): Promise<Scanned>;
}

/** `options` are the scanner's, `section` is `snmp` of the configuration, `yml` a snmp.yml that it names. */
export function snmpNet(
  devices: Readonly<Record<string, SnmpDevice>>,
  options: object,
  section: object = {},
  yml = '',
): Net {
  const client = snmpDevices(devices);
  const files = yml === '' ? [] : [{ path: 'snmp.yml', text: yml }];
  const settings = snmpSection.read(SnmpConfig.parse(section), files, {});
  const own = config.parse({ maxPerSecond: 1000, answerTimeout: '10ms', ...options });
  const withShared = shared.apply(own, settings);
  const asIs = { ...module, config: { parse: () => withShared } } as unknown as typeof module;
  return { client, scan: scannerOf(asIs, { snmp: client, os, allowLists }) };
}

/** One device, as the scanner tells of it. */
export async function describeDevice(recording: string): Promise<AssetDraft | undefined> {
  const { assets } = await snmpNet({ '10.0.0.1': { recording } }, { ranges: ['10.0.0.1'] }).scan();
  return assets[0];
}
