import { describe, expect, it } from 'vitest';
import type { MachineInCare } from '../contract/machine-care.ts';
import { machineCare } from './machine-care.ts';

const MACHINE = { bmc: '10.0.0.9', asset: 'host-db1' };
const setup = (...bmcs: string[]) => {
  let nowMs = 0;
  const machines = machineCare(() => nowMs);
  const care = machines.begin('redfish-devices', bmcs);
  return {
    care,
    machines,
    later: (ms: number) => (nowMs += ms),
    isWith: (machine: MachineInCare = MACHINE) => machines.isWith('redfish-devices', machine),
  };
};

describe('a machine is with a watcher', () => {
  it('that has looked at its BMC', () => {
    const { care, isWith } = setup('10.0.0.9');
    care.looked('10.0.0.9', 'device-10.0.0.9');
    expect(isWith()).toBe(true);
  });

  it('but not one behind the same address that is known to be another', () => {
    const { care, isWith } = setup('10.0.0.9');
    care.looked('10.0.0.9', 'host-db2');
    expect(isWith()).toBe(false);
    expect(isWith({ bmc: '10.0.0.9', asset: null })).toBe(true);
    expect(isWith({ bmc: '10.0.0.9', asset: 'device-10.0.0.9' })).toBe(true);
  });

  it('that has found it behind another name', () => {
    const { care, isWith } = setup('BMC-db1');
    care.looked('bmc-DB1', 'host-db1');
    expect(isWith()).toBe(true);
    expect(isWith({ bmc: '10.0.0.8', asset: 'host-db2' })).toBe(false);
  });

  it('until it fails look after look', () => {
    const { care, isWith } = setup('10.0.0.9');
    care.looked('10.0.0.9', 'host-db1');
    care.looked('10.0.0.9', null);
    care.looked('10.0.0.9', null);
    expect(isWith()).toBe(true);
    care.looked('10.0.0.9', null);
    expect(isWith()).toBe(false);
    care.looked('10.0.0.9', 'host-db1');
    expect(isWith()).toBe(true);
  });

  it('until that ends', () => {
    const { care, isWith } = setup('10.0.0.9');
    care.looked('10.0.0.9', 'host-db1');
    care.end();
    expect(isWith()).toBe(false);
  });

  it('that goes on where another of its kind has ended: the configuration was read again', () => {
    const { care, machines, isWith } = setup('10.0.0.9');
    machines.begin('redfish-devices', ['10.0.0.9']).looked('10.0.0.9', 'host-db1');
    care.end();
    expect(isWith()).toBe(true);
  });
});

describe('it is not known yet', () => {
  it.each<[string, string[]]>([
    ['before the first look at its BMC', ['10.0.0.9']],
    ['before the first look at any that may be its BMC', ['bmc-db1']],
  ])('%s, for some minutes', (_, bmcs) => {
    const { isWith, later } = setup(...bmcs);
    expect(isWith()).toBeNull();
    later(3 * 60_000);
    expect(isWith()).toBeNull();
    later(2 * 60_000);
    expect(isWith()).toBe(false);
  });

  it('and that it is not once all have been looked at', () => {
    const { care, isWith } = setup('bmc-db1', 'bmc-db2');
    care.looked('bmc-db1', 'host-x');
    expect(isWith()).toBeNull();
    care.looked('bmc-db2', null);
    expect(isWith()).toBe(false);
  });
});

it('nobody looks at machines where there is no such watcher', () => {
  expect(machineCare().isWith('redfish-devices', MACHINE)).toBe(false);
});
