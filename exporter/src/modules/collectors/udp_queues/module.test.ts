import { describe, expect, it } from 'vitest';
import { collect } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import { fuzzBytes, linesOf } from '../../../../../test/support/fuzz-bytes.ts';
import udpQueues from './module.ts';
import { sumQueues } from './parse.ts';

const HEAD =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';
const socket = (queues: string) =>
  `  244: 0100007F:0035 00000000:0000 07 ${queues} 00:00000000 00000000   101        0 2741 2 0000 0\n`;
const TABLE = HEAD + socket('00000015:00000A00') + socket('00000001:00000000');
const run = (files: Record<string, string>) => collect(udpQueues, { procfs: fileTree(files) });

describe('udp_queues', () => {
  it('sums the queues of all sockets', async () => {
    const { lines, families } = await run({
      'net/udp': TABLE,
      'net/udp6': HEAD + socket('00000000:00000300'),
    });
    expect(lines).toEqual([
      'node_udp_queues{ip="v4",queue="tx"} 22',
      'node_udp_queues{ip="v4",queue="rx"} 2560',
      'node_udp_queues{ip="v6",queue="tx"} 0',
      'node_udp_queues{ip="v6",queue="rx"} 768',
    ]);
    expect(families[0]).toMatchObject({ type: 'gauge' });
  });

  it.each([
    [{ 'net/udp': TABLE }, ['v4', 'v4']],
    [{ 'net/udp6': TABLE }, ['v6', 'v6']],
    [{ 'net/udp': '', 'net/udp6': HEAD }, ['v4', 'v4', 'v6', 'v6']],
  ])('with %j it shows %j', async (files, expected) => {
    const { lines } = await run(files);
    expect(lines.map((line) => /ip="(v\d)"/.exec(line)?.[1])).toEqual(expected);
  });

  it('is not supported where there is neither IPv4 nor IPv6', () =>
    expect(run({})).rejects.toMatchObject({ code: 'unsupported' }));

  it.each([
    `${HEAD}\n`,
    `${HEAD}x`,
    HEAD + socket('00000015'),
    HEAD + socket('00000015:'),
    HEAD + socket(':00000015'),
    HEAD + socket('0000001g:00000000'),
    HEAD + socket(`${'f'.repeat(17)}:0`),
    HEAD + socket('00000000:-1'),
    TABLE.slice(0, -40),
    `${HEAD}\xff\xff\0`,
  ])('refuses %j', (text) =>
    expect(run({ 'net/udp': text })).rejects.toMatchObject({ code: 'malformed_reply' }),
  );

  it('fuzz', () => {
    fuzzBytes(
      (bytes) => sumQueues(bytes, 'net/udp'),
      linesOf(['1:', '0:0', '00000001:0000000F', '07'], { maxWords: 9 }),
      ({ transmit, receive }) => expect(transmit + receive).toBeGreaterThanOrEqual(0),
    );
  });
});
