import { execFileSync } from 'node:child_process';
import os from 'node:os';
import { describe, expect, it } from 'vitest';
import { operatingSystem } from './operating-system.ts';

const date = (format: string, time: number) =>
  execFileSync('date', ['-d', `@${time}`, format], { encoding: 'utf8' }).trim();

describe('operatingSystem', () => {
  it('agrees with uname(1)', () => {
    const uname = (flag: string) => execFileSync('uname', [flag], { encoding: 'utf8' }).trim();
    expect(operatingSystem().uname()).toEqual({
      sysname: uname('-s'),
      nodename: uname('-n'),
      release: uname('-r'),
      version: uname('-v'),
      machine: uname('-m'),
    });
  });

  it.each([1768000000, 1784000000])('agrees with date(1) on the zone at %d', (time) => {
    const { name, offsetSeconds } = operatingSystem().timeZone(time * 1000);
    expect(name).toBe(date('+%Z', time));
    const [, sign = '', hours = '', minutes = ''] = /^([+-])(\d\d)(\d\d)$/.exec(date('+%z', time)) ?? [];
    expect(offsetSeconds).toBe(Number(`${sign}1`) * (Number(hours) * 3600 + Number(minutes) * 60));
  });

  it('knows a name that starts with the hostname', async () => {
    expect(await operatingSystem().fqdn()).toSatisfy((name: string) => name.startsWith(os.hostname()));
  });

  it('lists addresses and sizes', () => {
    const system = operatingSystem();
    expect(system.addresses()).toContainEqual(
      expect.objectContaining({ address: '127.0.0.1', family: 4, cidr: '127.0.0.1/8', internal: true }),
    );
    expect(system.platform()).toBe('linux');
    expect(system.cpuCount()).toBeGreaterThan(0);
    expect(system.uptimeSeconds()).toBeGreaterThan(0);
    expect(system.totalMemoryBytes()).toBeGreaterThan(0);
  });
});
