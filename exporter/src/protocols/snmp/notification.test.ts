import { describe, expect, it } from 'vitest';
import { plainAddress } from '../plain-address.ts';
import { deviceId } from './device-id.ts';
import type { SnmpDefinitions } from './definition.ts';
import { oidNames } from './names.ts';
import { NOTIFICATION_NAMES, trapOidOf } from './notification.ts';
import { formatOid, parseOid } from './oid.ts';
import { AssetId } from '../../model/asset.ts';

const oid = (text: string) => parseOid(text) ?? [];

describe('what version 1 calls a trap, as RFC 3584 translates it', () => {
  it.each([
    ['coldStart', 0, 0, '1.3.6.1.6.3.1.1.5.1'],
    ['linkDown', 2, 0, '1.3.6.1.6.3.1.1.5.3'],
    ['egpNeighborLoss', 5, 0, '1.3.6.1.6.3.1.1.5.6'],
    ['of an enterprise', 6, 17, '1.3.6.1.4.1.318.0.17'],
    ['of an enterprise, number 0', 6, 0, '1.3.6.1.4.1.318.0.0'],
    ['a generic code that does not exist', 7, 0, null],
    ['a negative generic code', -1, 0, null],
    ['a negative specific code', 6, -1, null],
  ])('%s', (_, generic, specific, expected) => {
    const translated = trapOidOf(oid('1.3.6.1.4.1.318'), generic, specific);
    expect(translated && formatOid(translated)).toBe(expected);
  });
});

it.each([...NOTIFICATION_NAMES])('%s (%s) is an OID', (dotted) => expect(parseOid(dotted)).not.toBeNull());

describe('addresses and the assets they stand for', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1', 'device-10.0.0.1'],
    ['::ffff:10.0.0.1', '10.0.0.1', 'device-10.0.0.1'],
    ['::FFFF:0a00:0001', '10.0.0.1', 'device-10.0.0.1'],
    ['2001:DB8:0:0::1', '2001:db8::1', 'device-2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1%eth0', 'device-fe80::1@eth0'],
    ['fe80::1%wan#1', 'fe80::1%wan#1', 'device-fe80::1@wan_1'],
    ['Core-1.example.com', 'core-1.example.com', 'device-core-1.example.com'],
  ])('%s', (given, plain, asset) => {
    expect(plainAddress(given)).toBe(plain);
    expect(deviceId(given)).toBe(asset);
    expect(AssetId.safeParse(asset).success).toBe(true);
  });
});

describe('names of objects', () => {
  const metric = (name: string, dotted: string, lookups: object[] = []) => ({
    name,
    oid: oid(dotted),
    lookups,
  });
  const definitions = {
    modules: new Map([
      [
        'if_mib',
        {
          metrics: [
            metric('ifMtu', '1.3.6.1.2.1.2.2.1.4', [
              { labelname: 'ifDescr', oid: oid('1.3.6.1.2.1.2.2.1.2') },
              { labelname: 'ifIndex', oid: null },
            ]),
            metric('ifEntry', '1.3.6.1.2.1.2.2.1'),
          ],
        },
      ],
      ['other', { metrics: [metric('another', '1.3.6.1.2.1.2.2.1.4')] }],
    ]),
  } as unknown as SnmpDefinitions;
  const nameOf = oidNames(definitions, new Map([['1.3.6.1.6.3.1.1.5.3', 'linkDown']]));

  it.each([
    ['a column and its row', '1.3.6.1.2.1.2.2.1.4.17', 'ifMtu.17'],
    ['of two names the first', '1.3.6.1.2.1.2.2.1.4', 'ifMtu'],
    ['what only labels are made of', '1.3.6.1.2.1.2.2.1.2.3', 'ifDescr.3'],
    ['the longest that is known', '1.3.6.1.2.1.2.2.1.9.3', 'ifEntry.9.3'],
    ['no part of a number', '1.3.6.1.2.1.2.2.1.44.1', 'ifEntry.44.1'],
    ['what was known beforehand', '1.3.6.1.6.3.1.1.5.3', 'linkDown'],
    ['what nobody knows', '1.3.6.1.4.1.9.9.1', '1.3.6.1.4.1.9.9.1'],
    ['nothing', '', ''],
  ])('%s', (_, dotted, name) => expect(nameOf(oid(dotted))).toBe(name));
});
