import { describe, expect, it } from 'vitest';
import { IpmiConfig } from './ipmi-section.ts';

describe('the section ipmi', () => {
  it('asks private addresses only, unless told otherwise', () => {
    const section = IpmiConfig.parse(undefined);
    expect(section).toMatchObject({ configFiles: [], targets: [] });
    expect(section.allow).toContain('10.0.0.0/8');
  });

  it('asks targets by the default module', () => {
    const { targets } = IpmiConfig.parse({ targets: [{ name: 'db1', address: 'bmc1' }] });
    expect(targets).toEqual([
      { name: 'db1', address: 'bmc1', module: 'default', interval: 60_000, labels: {} },
    ]);
  });

  it.each<[object]>([
    [{ configFiles: 'ipmi.yml' }],
    [{ allow: ['10.0.0.0/99'] }],
    [{ targets: [{ name: 'db1' }] }],
    [{ targets: [{ name: '', address: 'bmc1' }] }],
    [{ targets: [{ name: 'db1', address: 'bmc1', user: 'x' }] }],
    [{ targets: [{ name: 'db1', address: 'bmc1', interval: '1s' }] }],
    [{ targets: ['a', 'b'].map((address) => ({ name: 'db1', address })) }],
  ])('refuses %j', (section) => {
    expect(IpmiConfig.safeParse(section).success).toBe(false);
  });
});
