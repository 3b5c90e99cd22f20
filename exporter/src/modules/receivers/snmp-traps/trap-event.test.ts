import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SnmpTrap, TrapVarbind } from '../../../contract/snmp-traps.ts';
import { Attributes } from '../../../model/json.ts';
import { ValueType } from '../../../model/snmp.ts';
import { Devices } from '../../../protocols/snmp/devices.ts';
import { oidNames } from '../../../protocols/snmp/names.ts';
import { NOTIFICATION_NAMES } from '../../../protocols/snmp/notification.ts';
import { parseOid } from '../../../protocols/snmp/oid.ts';
import { trapEvent } from './trap-event.ts';

const oid = (text: string) => parseOid(text) ?? [];
const number = (dotted: string, value: number): TrapVarbind => ({
  oid: oid(dotted),
  type: ValueType.integer,
  value,
});
const octets = (dotted: string, value: string | Buffer): TrapVarbind => ({
  oid: oid(dotted),
  type: ValueType.octetString,
  value: Buffer.from(value),
});

const IF_INDEX = '1.3.6.1.2.1.2.2.1.1';
const IF_DESCR = '1.3.6.1.2.1.2.2.1.2';
const IF_ADMIN = '1.3.6.1.2.1.2.2.1.7';
const IF_OPER = '1.3.6.1.2.1.2.2.1.8';
const IF_NAME = '1.3.6.1.2.1.31.1.1.1.1';
const IF_ALIAS = '1.3.6.1.2.1.31.1.1.1.18';
const COLD_START = '1.3.6.1.6.3.1.1.5.1';
const LINK_DOWN = '1.3.6.1.6.3.1.1.5.3';
const LINK_UP = '1.3.6.1.6.3.1.1.5.4';

const HOST = { asset: 'host-me', name: 'me' };
const nameOf = oidNames({ modules: new Map() }, new Map([...NOTIFICATION_NAMES, [IF_DESCR, 'ifDescr']]));
const devices = new Devices(HOST, () => [{ address: '192.0.2.1' }], [
  { name: 'core', address: 'udp://10.0.0.2:1161' },
  { name: 'edge', address: '[2001:DB8:0::9]' },
]);
const deviceAt = (address: string) => devices.at(address);

function trapOf(
  dotted: string,
  varbinds: readonly TrapVarbind[] = [],
  rest: Partial<SnmpTrap> = {},
): SnmpTrap {
  return {
    version: 2,
    kind: 'trap',
    address: '10.0.0.1',
    user: null,
    engineId: null,
    trapOid: oid(dotted),
    enterprise: null,
    agentAddress: null,
    uptimeTicks: 12_345,
    varbinds,
    ...rest,
  };
}

const eventOf = (...given: Parameters<typeof trapOf>) => trapEvent(trapOf(...given), { nameOf, deviceAt });

describe('what a notification means', () => {
  it.each([
    ['coldStart', COLD_START, 'snmp.cold_start', 'info', '10.0.0.1 has started'],
    ['warmStart', '1.3.6.1.6.3.1.1.5.2', 'snmp.warm_start', 'info', '10.0.0.1 has started again'],
    ['linkDown of nothing', LINK_DOWN, 'snmp.link_down', 'warning', '10.0.0.1: an interface is down'],
    ['linkUp of nothing', LINK_UP, 'snmp.link_up', 'info', '10.0.0.1: an interface is up'],
    [
      'authenticationFailure',
      '1.3.6.1.6.3.1.1.5.5',
      'snmp.authentication_failure',
      'warning',
      '10.0.0.1 was asked with a wrong community or password',
    ],
    [
      'egpNeighborLoss',
      '1.3.6.1.6.3.1.1.5.6',
      'snmp.egp_neighbor_loss',
      'warning',
      '10.0.0.1 has lost an EGP neighbour',
    ],
    ['a well-known one', '1.3.6.1.2.1.33.2.1', 'snmp.trap', 'warning', '10.0.0.1 tells upsTrapOnBattery'],
    ['an unknown one', '1.3.6.1.4.1.9.1.0.7', 'snmp.trap', 'info', '10.0.0.1 tells 1.3.6.1.4.1.9.1.0.7'],
  ])('%s', (_, dotted, kind, severity, message) =>
    expect(eventOf(dotted)).toMatchObject({ kind, severity, message, asset: 'device-10.0.0.1' }),
  );

  it.each([
    ['its index alone', [number(`${IF_INDEX}.3`, 3)], 'interface 3 is down', { if_index: 3 }],
    [
      'its description',
      [number(`${IF_INDEX}.3`, 3), octets(`${IF_DESCR}.3`, 'eth1'), number(`${IF_OPER}.3`, 2)],
      'eth1 is down',
      { if_index: 3, if_descr: 'eth1', if_oper_status: 'down' },
    ],
    [
      'its name and what people say of it',
      [
        octets(`${IF_NAME}.3`, 'Gi0/1'),
        octets(`${IF_DESCR}.3`, 'GigabitEthernet0/1'),
        octets(`${IF_ALIAS}.3`, 'uplink'),
      ],
      'Gi0/1 (uplink) is down',
      { if_index: 3, if_name: 'Gi0/1', if_descr: 'GigabitEthernet0/1', if_alias: 'uplink' },
    ],
    ['columns without a row', [octets(IF_DESCR, 'eth1')], 'eth1 is down', { if_descr: 'eth1' }],
    [
      'a status that nobody knows',
      [number(`${IF_OPER}.3`, 9)],
      'interface 3 is down',
      { if_index: 3, if_oper_status: '9' },
    ],
    ['an empty alias', [octets(`${IF_ALIAS}.3`, '')], 'interface 3 is down', { if_index: 3 }],
  ])('an interface is told by %s', (_, varbinds, text, attributes) => {
    const event = eventOf(LINK_DOWN, varbinds);
    expect(event.message).toBe(`10.0.0.1: ${text}`);
    const shown = Object.entries(event.attributes).filter(([name]) => name.startsWith('if_'));
    expect(Object.fromEntries(shown)).toEqual(attributes);
  });

  it('an interface that somebody turned off is no warning', () => {
    const event = eventOf(LINK_DOWN, [number(`${IF_INDEX}.3`, 3), number(`${IF_ADMIN}.3`, 2)]);
    expect(event).toMatchObject({ severity: 'info', message: '10.0.0.1: interface 3 is down, turned off' });
  });

  it('all that is known of it', () => {
    const event = eventOf('1.3.6.1.4.1.318.0.5', [octets('1.3.6.1.4.1.318.2.3.3.0', 'on battery')], {
      version: 3,
      kind: 'inform',
      user: 'ops',
      engineId: '8000000001',
      enterprise: oid('1.3.6.1.4.1.318'),
      agentAddress: '10.9.8.7',
    });
    expect(event.attributes).toEqual({
      trap: 'upsOnBattery',
      trap_oid: '1.3.6.1.4.1.318.0.5',
      version: '3',
      inform: true,
      source_address: '10.0.0.1',
      agent_address: '10.9.8.7',
      enterprise: '1.3.6.1.4.1.318',
      user: 'ops',
      engine_id: '8000000001',
      uptime_seconds: 123.45,
      varbinds: { '1.3.6.1.4.1.318.2.3.3.0': 'on battery' },
    });
  });
});

describe('whose it is', () => {
  it.each([
    ['a stranger', '10.0.0.1', 'device-10.0.0.1', '10.0.0.1'],
    ['a configured target', '10.0.0.2', 'device-10.0.0.2', 'core'],
    ['a configured target of IPv6', '2001:db8::9', 'device-2001:db8::9', 'edge'],
    ['this host, on loopback', '127.0.0.1', 'host-me', 'me'],
    ['this host, on loopback of IPv6', '::1', 'host-me', 'me'],
    ['this host, on an address of its own', '192.0.2.1', 'host-me', 'me'],
  ])('%s', (_, address, asset, name) => {
    const event = eventOf(COLD_START, [], { address, agentAddress: '10.0.0.2' });
    expect(event).toMatchObject({ asset, message: `${name} has started` });
  });
});

describe('what counts as the same', () => {
  const alarm = (value: number, sensor = 1) =>
    eventOf('1.3.6.1.4.1.9.0.1', [number(`1.3.6.1.4.1.9.2.${sensor}`, value)]).fingerprint;
  const link = (dotted: string, index: number, rest: Partial<SnmpTrap> = {}) =>
    eventOf(dotted, [number(`${IF_INDEX}.${index}`, index)], rest).fingerprint;

  it.each([
    ['one sensor, another value', alarm(40), alarm(41), true],
    ['another sensor', alarm(40, 1), alarm(40, 2), false],
    ['one interface', link(LINK_DOWN, 3), link(LINK_DOWN, 3, { uptimeTicks: 1 }), true],
    ['another interface', link(LINK_DOWN, 3), link(LINK_DOWN, 4), false],
    ['down and up', link(LINK_DOWN, 3), link(LINK_UP, 3), false],
    ['another device', link(LINK_DOWN, 3), link(LINK_DOWN, 3, { address: '10.0.0.9' }), false],
  ])('%s', (_, one, other, same) => expect(one === other).toBe(same));

  it('long keys are cut, and are not mistaken for one another', () => {
    const many = (last: number) =>
      eventOf('1.3.6.1.4.1.9.0.1', [
        ...Array.from({ length: 40 }, (_, i) => number(`1.3.6.1.4.1.9.2.${i}`, 0)),
        number(`1.3.6.1.4.1.9.3.${last}`, 0),
      ]).fingerprint ?? '';
    expect(many(1)).toHaveLength(256);
    expect(many(1)).not.toBe(many(2));
  });
});

describe('values', () => {
  it.each([
    ['text', octets('1.3', 'Ünlü text\n'), 'Ünlü text\n'],
    ['text of a C program', octets('1.3', 'eth0\0'), 'eth0'],
    [
      'an address of a card',
      octets('1.3', Buffer.from([0, 0x1b, 0x21, 0xab, 0xcd, 0xef])),
      '00:1B:21:AB:CD:EF',
    ],
    ['what is no UTF-8', octets('1.3', Buffer.from([0x41, 0xff])), '41:FF'],
    ['nothing', octets('1.3', ''), ''],
    [
      'an OID with a name',
      { oid: oid('1.3'), type: ValueType.oid, value: oid(`${IF_DESCR}.3`) },
      'ifDescr.3',
    ],
    [
      'a large counter',
      { oid: oid('1.3'), type: ValueType.counter64, value: 2n ** 64n - 1n },
      '18446744073709551615',
    ],
    ['opaque', { oid: oid('1.3'), type: ValueType.opaque, value: Buffer.from('AB') }, '41:42'],
    ['null', { oid: oid('1.3'), type: ValueType.null, value: null }, null],
    ['a long text', octets('1.3', 'x'.repeat(600)), `${'x'.repeat(511)}…`],
    ['a text cut within a pair', octets('1.3', `${'x'.repeat(510)}😀😀`), `${'x'.repeat(510)}…`],
    ['many bytes', octets('1.3', Buffer.alloc(200)), `${'00:'.repeat(127)}00…`],
  ] as const)('%s', (_, varbind, shown) =>
    expect(eventOf(COLD_START, [varbind]).attributes['varbinds']).toEqual({ '1.3': shown }),
  );

  it('as many as an event has room for', () => {
    const varbinds = Array.from({ length: 200 }, (_, i) => octets(`1.3.6.1.4.1.9.${i}`, '"'.repeat(500)));
    const { attributes } = eventOf(COLD_START, varbinds);
    const shown = Object.keys(attributes['varbinds'] ?? {}).length;
    expect(shown).toBeGreaterThan(10);
    expect(attributes['varbinds_left_out']).toBe(200 - shown);
  });

  it('whatever a device sends is an event that can be stored', () => {
    const value = fc.oneof(
      fc.integer(),
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      fc.string({ maxLength: 40 }),
      fc.uint8Array({ maxLength: 2000 }).map((bytes) => Buffer.from(bytes)),
      fc.array(fc.nat(), { maxLength: 128 }),
      fc.constant(null),
    );
    const part = fc.constantFrom(0, 1, 2, 3, 6, 31, 4_294_967_295);
    const column = fc.constantFrom(IF_INDEX, IF_DESCR, IF_ALIAS, IF_OPER, '1.3').map(oid);
    const oids = fc
      .tuple(column, fc.array(part, { maxLength: 110 }))
      .map(([head, tail]) => [...head, ...tail]);
    const varbind = fc.record({ oid: oids, type: fc.constantFrom(...Object.values(ValueType)), value });
    fc.assert(
      fc.property(oids, fc.array(varbind, { maxLength: 100 }), (trapOid, varbinds) => {
        const trap = { ...trapOf(COLD_START, varbinds), trapOid };
        const event = trapEvent(trap, { nameOf, deviceAt });
        expect(Attributes.safeParse(event.attributes).error).toBeUndefined();
        expect(event.fingerprint?.length).toBeLessThanOrEqual(256);
      }),
      { numRuns: 200 },
    );
  });
});
