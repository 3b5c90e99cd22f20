import { describe, expect, it } from 'vitest';
import { snmpAuth } from '../../../../test/support/snmp-auth.ts';
import { snmpDevices } from '../../../../test/support/snmp-devices.ts';
import type { Version } from '../../model/snmp.ts';
import { parseOid } from './oid.ts';
import { readColumns, rowIndex } from './table.ts';
import { DeviceMemory } from './walk/device-memory.ts';

const oid = (text: string) => parseOid(text) ?? [];
const DESCR = oid('1.3.6.1.2.1.2.2.1.2');
const STATUS = oid('1.3.6.1.2.1.2.2.1.8');
const HIGH = oid('1.3.6.1.2.1.31.1.1.1.6');
const NOTHING = oid('1.3.6.1.2.1.2.2.1.9');
const UP_TIME = oid('1.3.6.1.2.1.1.3.0');
const NO_NAME = oid('1.3.6.1.2.1.1.5.0');

const ROWS = 60;
const rows = Array.from({ length: ROWS }, (_, i) => [
  `1.3.6.1.2.1.2.2.1.2.${i + 1}|4|port ${i + 1}`,
  // The last one has no status.
  ...(i + 1 < ROWS ? [`1.3.6.1.2.1.2.2.1.8.${i + 1}|2|${(i % 2) + 1}`] : []),
]).flat();
const recording = [
  '1.3.6.1.2.1.1.3.0|67|4711',
  ...rows,
  '1.3.6.1.2.1.31.1.1.1.6.3|70|18446744073709551615',
].join('\n');

const read = (version: Version, maxReplyBytes = 60_000, host = 'switch') => {
  const client = snmpDevices({ switch: { recording, maxReplyBytes } });
  const auth = snmpAuth({ version });
  const target = { transport: 'udp', host, port: 161 } as const;
  const tables = readColumns(
    { columns: [DESCR, STATUS, HIGH, NOTHING], instances: [UP_TIME, NO_NAME] },
    {
      host,
      version,
      patience: { timeoutMs: 1000, retries: 0 },
      open: (patience) => client.open({ target, auth, signal: new AbortController().signal, ...patience }),
      memory: new DeviceMemory(() => 0),
      requestsInFlight: 2,
    },
  );
  return { client, tables };
};

describe('columns of a device', () => {
  it.each([
    ['version 2', 2, 60_000, '18446744073709551615'],
    ['version 2, little at a time', 2, 200, '18446744073709551615'],
    ['version 1, which has no Counter64', 1, 60_000, ''],
  ] as const)('%s', async (_, version, maxReplyBytes, high) => {
    const tables = await read(version, maxReplyBytes).tables;
    const all = tables.rows([DESCR, STATUS]);
    expect(all.map((row) => rowIndex(row)[0])).toEqual(Array.from({ length: ROWS }, (_, i) => i + 1));
    expect(all.map((row) => tables.text(DESCR, row)).at(-1)).toBe(`port ${ROWS}`);
    expect(all.slice(-2).map((row) => tables.number(STATUS, row))).toEqual([1, NaN]);
    expect(String(tables.bigint(HIGH, '\x03') ?? '')).toBe(high);
    expect(tables.column(NOTHING).size).toBe(0);
    expect(tables.number(UP_TIME)).toBe(4711);
    expect([tables.text(NO_NAME), tables.bigint(NO_NAME), tables.cell(DESCR, '\x7f')]).toEqual([
      '',
      null,
      null,
    ]);
  });

  it('takes fewer requests than a walk through each column', async () => {
    const { client, tables } = read(2);
    await tables;
    expect(client.asked.length).toBeLessThan(9);
  });

  it('fails when nobody answers', async () => {
    await expect(read(2, 60_000, 'nobody').tables).rejects.toMatchObject({
      code: 'timeout',
      message: expect.stringContaining('nobody') as unknown,
    });
  });
});
