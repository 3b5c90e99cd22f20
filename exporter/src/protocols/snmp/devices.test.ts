import { expect, it } from 'vitest';
import { Devices } from './devices.ts';

const HOST = { asset: 'host-me', name: 'me' };
const targets = [
  { name: 'core', address: 'udp://10.0.0.2:1161' },
  { name: 'edge', address: '[2001:DB8:0::9]', asset: 'router-9' },
  { name: 'named', address: 'switch.example' },
  { name: 'neighbour', address: '127.0.0.1:1162', asset: 'jail-1' },
  { name: 'self', address: '192.0.2.1' },
];
const devices = new Devices(HOST, () => [{ address: '192.0.2.1' }, { address: 'fe80::1%eth0' }], targets);

it.each([
  ['10.0.0.1', 'device-10.0.0.1', '10.0.0.1'],
  ['10.0.0.2', 'device-10.0.0.2', 'core'],
  ['::ffff:10.0.0.2', 'device-10.0.0.2', 'core'],
  ['2001:db8::9', 'router-9', 'edge'],
  ['192.0.2.1', 'host-me', 'me'],
  ['::ffff:192.0.2.1', 'host-me', 'me'],
  ['fe80::1%eth0', 'host-me', 'me'],
  ['fe80::1%eth1', 'device-fe80::1@eth1', 'fe80::1%eth1'],
  ['127.0.0.7', 'host-me', 'me'],
  ['127.0.0.1', 'jail-1', 'neighbour'],
])('at %s is %s', (address, asset, name) => expect(devices.at(address)).toEqual({ asset, name }));

it.each([
  ['core', 'device-10.0.0.2', 'core'],
  ['edge', 'router-9', 'edge'],
  ['named', 'device-switch.example', 'named'],
  ['neighbour', 'jail-1', 'neighbour'],
  ['self', 'host-me', 'me'],
])('the target %s is %s', (target, asset, name) => {
  const found = targets.find((each) => each.name === target);
  expect(found && devices.ofTarget(found)).toEqual({ asset, name });
});
