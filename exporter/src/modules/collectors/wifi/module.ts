import { z } from 'zod';
import { counter, gauge } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { type Interface, modeOf, parseBss, parseInterfaces, parseStations } from './fixtures.ts';

const Config = z.object({
  fixtures: z
    .string()
    .default('')
    .describe(
      'For tests: a folder below `path.rootfs` with `interfaces.json`, `<device>/bss.json` and ' +
        '`<device>/stationinfo.json`, as node_exporter reads them. Without it there is nothing to show: only ' +
        'netlink (nl80211) tells about stations, no file of the kernel does.',
    ),
});

const OF_STATION = ['device', 'mac_address'] as const;

export default defineCollector({
  id: 'wifi',
  summary:
    'Wireless devices and stations; from files of a test only, since the kernel tells by netlink alone.',
  defaultEnabled: false,
  config: Config,
  metrics: {
    node_wifi_interface_frequency_hertz: gauge(
      'The current frequency a WiFi interface is operating at, in hertz.',
      ['device'],
    ),
    node_wifi_station_info: gauge(
      'Labeled WiFi interface station information as provided by the operating system.',
      ['device', 'bssid', 'ssid', 'mode'],
    ),
    node_wifi_station_connected_seconds_total: counter(
      'The total number of seconds a station has been connected to an access point.',
      OF_STATION,
    ),
    node_wifi_station_inactive_seconds: gauge(
      'The number of seconds since any wireless activity has occurred on a station.',
      OF_STATION,
    ),
    node_wifi_station_receive_bits_per_second: gauge(
      'The current WiFi receive bitrate of a station, in bits per second.',
      OF_STATION,
    ),
    node_wifi_station_transmit_bits_per_second: gauge(
      'The current WiFi transmit bitrate of a station, in bits per second.',
      OF_STATION,
    ),
    node_wifi_station_receive_bytes_total: counter(
      'The total number of bytes received by a WiFi station.',
      OF_STATION,
    ),
    node_wifi_station_transmit_bytes_total: counter(
      'The total number of bytes transmitted by a WiFi station.',
      OF_STATION,
    ),
    node_wifi_station_signal_dbm: gauge(
      'The current WiFi signal strength, in decibel-milliwatts (dBm).',
      OF_STATION,
    ),
    node_wifi_station_transmit_retries_total: counter(
      'The total number of times a station has had to retry while sending a packet.',
      OF_STATION,
    ),
    node_wifi_station_transmit_failed_total: counter(
      'The total number of times a station has failed to send a packet.',
      OF_STATION,
    ),
    node_wifi_station_beacon_loss_total: counter(
      'The total number of times a station has detected a beacon loss.',
      OF_STATION,
    ),
    node_wifi_station_transmitted_packets_total: counter(
      'The total number of packets transmitted by a station.',
      OF_STATION,
    ),
    node_wifi_station_received_packets_total: counter(
      'The total number of packets received by a station.',
      OF_STATION,
    ),
  },
  needs: ['rootfs', 'sysfs'],
  collect({ rootfs, sysfs }, { fixtures }, out) {
    if (fixtures === '') throw new ModuleError('unsupported', reasonOf(sysfs));
    for (const { name, frequency } of readInterfaces(rootfs, fixtures)) {
      out.node_wifi_interface_frequency_hertz(frequency * 1e6, name);
      const bss = rootfs.readIfPresent(`${fixtures}/${name}/bss.json`);
      if (bss !== null) {
        const { bssid, ssid, status } = parseBss(bss);
        out.node_wifi_station_info(1, name, bssid, ssid, modeOf(status));
      }
      const stations = rootfs.readIfPresent(`${fixtures}/${name}/stationinfo.json`);
      if (stations === null) continue;
      for (const station of parseStations(stations)) {
        const labels = [name, station.hardwareAddr] as const;
        out.node_wifi_station_connected_seconds_total(station.connected / 1e9, ...labels);
        out.node_wifi_station_inactive_seconds(station.inactive / 1e9, ...labels);
        out.node_wifi_station_receive_bits_per_second(station.receiveBitrate, ...labels);
        out.node_wifi_station_transmit_bits_per_second(station.transmitBitrate, ...labels);
        out.node_wifi_station_receive_bytes_total(station.receivedBytes, ...labels);
        out.node_wifi_station_transmit_bytes_total(station.transmittedBytes, ...labels);
        out.node_wifi_station_signal_dbm(station.signal, ...labels);
        out.node_wifi_station_transmit_retries_total(station.transmitRetries, ...labels);
        out.node_wifi_station_transmit_failed_total(station.transmitFailed, ...labels);
        out.node_wifi_station_beacon_loss_total(station.beaconLoss, ...labels);
        out.node_wifi_station_transmitted_packets_total(station.transmittedPackets, ...labels);
        out.node_wifi_station_received_packets_total(station.receivedPackets, ...labels);
      }
    }
  },
});

function readInterfaces(rootfs: FileTree, fixtures: string): Interface[] {
  return parseInterfaces(rootfs.read(`${fixtures}/interfaces.json`));
}

function reasonOf(sysfs: FileTree): string {
  return sysfs.listIfPresent('class/ieee80211').length === 0
    ? 'no wireless device: class/ieee80211 is empty'
    : 'wireless devices tell of their stations by netlink (nl80211) only';
}
