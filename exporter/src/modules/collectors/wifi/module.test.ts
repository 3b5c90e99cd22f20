import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import { fuzzBytes } from '../../../../../test/support/fuzz-bytes.ts';
import { modeOf, parseBss, parseInterfaces, parseStations } from './fixtures.ts';
import wifi from './module.ts';

const FILES = {
  'w/interfaces.json': '[{"Name": "wlan0", "type": 2, "frequency": 2412}, {"name": "wlan1"}, {"type": 10}]',
  'w/wlan0/bss.json': '{"SSID": "Example", "bssid": "AgBeEAAB", "status": 1}',
  'w/wlan0/stationinfo.json': `[{"hardwareaddr": "AgBeEAAC", "Connected": 30000000000, "inactive": 400000000,
    "ReceivedBytes": 1, "transmittedbytes": 2, "receivedpackets": 3, "transmittedpackets": 4,
    "receivebitrate": 128000000, "transmitbitrate": 164000000, "signal": -52, "transmitretries": 10,
    "transmitfailed": 5, "beaconloss": 6}]`,
};
const run = (files: Record<string, string>) =>
  collect(wifi, { rootfs: fileTree(files), sysfs: fileTree({}) }, { fixtures: 'w' });

describe('wifi', () => {
  it('shows the devices and stations of the fixtures', async () => {
    const station = 'device="wlan0",mac_address="02:00:5e:10:00:02"';
    expect((await run(FILES)).lines).toEqual([
      'node_wifi_interface_frequency_hertz{device="wlan0"} 2412000000',
      'node_wifi_interface_frequency_hertz{device="wlan1"} 0',
      `node_wifi_station_beacon_loss_total{${station}} 6`,
      `node_wifi_station_connected_seconds_total{${station}} 30`,
      `node_wifi_station_inactive_seconds{${station}} 0.4`,
      'node_wifi_station_info{bssid="02:00:5e:10:00:01",device="wlan0",mode="client",ssid="Example"} 1',
      `node_wifi_station_receive_bits_per_second{${station}} 128000000`,
      `node_wifi_station_receive_bytes_total{${station}} 1`,
      `node_wifi_station_received_packets_total{${station}} 3`,
      `node_wifi_station_signal_dbm{${station}} -52`,
      `node_wifi_station_transmit_bits_per_second{${station}} 164000000`,
      `node_wifi_station_transmit_bytes_total{${station}} 2`,
      `node_wifi_station_transmit_failed_total{${station}} 5`,
      `node_wifi_station_transmit_retries_total{${station}} 10`,
      `node_wifi_station_transmitted_packets_total{${station}} 4`,
    ]);
  });

  it.each([
    [0, 'client'],
    [1, 'client'],
    [2, 'unknown'],
    [3, 'ad-hoc'],
    [4, 'unknown'],
  ])('takes the status %d for %s', (status, mode) => expect(modeOf(status)).toBe(mode));

  it.each([
    [{}, 'no wireless device'],
    [{ 'class/ieee80211/phy0/index': '0\n' }, 'netlink (nl80211) only'],
  ])('says why it shows nothing of the machine, with %j', async (sysfs, reason) => {
    const attempt = collectorOf(wifi, { rootfs: fileTree({}), sysfs: fileTree(sysfs) }).attempt();
    const { error } = await attempt;
    expect(error).toMatchObject({ code: 'unsupported' });
    expect(String(error)).toContain(reason);
  });

  it('is off by default', () => expect(wifi.defaultEnabled).toBe(false));

  it.each<readonly [string, Record<string, string>]>([
    ['unsupported', {}],
    ...[
      { 'w/interfaces.json': '' },
      { 'w/interfaces.json': '{}' },
      { 'w/interfaces.json': '[1]' },
      { 'w/interfaces.json': '[{"name": "../wlan0"}]' },
      { 'w/interfaces.json': '[{"name": "wlan0", "frequency": "fast"}]' },
      { ...FILES, 'w/wlan0/bss.json': '{"bssid": "?"}' },
      { ...FILES, 'w/wlan0/stationinfo.json': '[{"signal": 1e999}]' },
      { ...FILES, 'w/wlan0/stationinfo.json': FILES['w/wlan0/stationinfo.json'].slice(0, -2) },
    ].map((files): [string, Record<string, string>] => ['malformed_reply', files]),
  ])('says %s of %j', async (code, files) => {
    await expect(run(files)).rejects.toMatchObject({ code });
  });

  it('fuzz', () => {
    const json = fc.json();
    fuzzBytes(parseInterfaces, json);
    fuzzBytes(parseBss, json);
    fuzzBytes(parseStations, json);
  });
});
