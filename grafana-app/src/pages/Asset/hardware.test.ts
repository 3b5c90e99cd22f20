import { describe, expect, it } from 'vitest';
import { hardwareOf } from './hardware';

const bmc = {
  protocol: 'redfish',
  target: 'db1',
  address: '10.0.0.9',
  model: 'iDRAC 9',
  firmware: '5.10',
  power: 'on',
  health: 'Warning',
  place: { rack: 'B07', unit: 12 },
  parts: [
    {
      kind: 'drive',
      name: 'Disk 0:1:3',
      health: 'OK',
      vendor: 'Toshiba',
      model: 'AL15',
      mediaType: 'HDD',
      serial: 'S3',
      slot: '3',
      storage: 'PERC',
      capacityBytes: 1024 ** 3,
      volumes: ['os (RAID1)', 'data'],
    },
    { kind: 'fan', name: 'Fan 1' },
    'no part',
  ],
};
const fan = { kind: 'fan', name: 'Fan 1' };

describe('hardwareOf', () => {
  it('reads parts with what is known of them', () => {
    const none = { health: '', model: '', serial: '', partNumber: '', slot: '', size: '', volumes: '' };
    expect(hardwareOf({ bmc })?.parts).toEqual([
      {
        kind: 'drive',
        name: 'Disk 0:1:3',
        health: 'OK',
        model: 'Toshiba AL15 HDD',
        serial: 'S3',
        partNumber: '',
        slot: '3, PERC',
        size: '1 GiB',
        volumes: 'os (RAID1), data',
      },
      { ...none, ...fan },
    ]);
  });

  it('reads a BMC that answers by two protocols', () => {
    const ipmi = { address: '10.0.0.9', vendor: 'Dell Inc.', firmware: '5.10' };
    const hardware = hardwareOf({ bmc: { ...bmc, ipmi } });
    expect(hardware).toMatchObject({
      power: 'on',
      health: 'Warning',
      place: [
        ['rack', 'B07'],
        ['unit', '12'],
      ],
    });
    expect(hardware?.bmcs).toEqual([
      { protocol: 'redfish', address: '10.0.0.9', model: 'iDRAC 9', firmware: '5.10' },
      { protocol: 'ipmi', address: '10.0.0.9', model: 'Dell Inc.', firmware: '5.10' },
    ]);
  });

  it.each([[{}], [{ bmc: null }], [{ bmc: '10.0.0.9' }], [{ bmc: [] }]])('finds none in %j', (attributes) => {
    expect(hardwareOf(attributes)).toBeNull();
  });

  it('takes whatever came', () => {
    expect(hardwareOf({ bmc: { parts: {}, place: 'B07', power: 1, health: {} } })).toEqual({
      bmcs: [{ protocol: '', address: '', model: '', firmware: '' }],
      power: '1',
      health: '',
      place: [],
      certificateEnds: '',
      parts: [],
    });
  });
});
