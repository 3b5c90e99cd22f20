import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseIpOctets, parseSoftLimit } from './own-files.ts';

const LIMITS = `Limit                     Soft Limit           Hard Limit           Units
Max open files            1024                 524288               files
Max address space         unlimited            unlimited            bytes
Max locked memory         none                 1                    bytes
`;

it.each([
  ['Max open files', 1024],
  ['Max address space', 18446744073709552000],
  ['Max locked memory', null],
  ['Max open', null],
  ['Max processes', null],
])('the soft limit %j is %j', (name, limit) => {
  expect(parseSoftLimit(Buffer.from(LIMITS), name)).toBe(limit);
});

const NETSTAT =
  'TcpExt: A B\nTcpExt: 1 2\nIpExt: InNoRoutes InOctets OutOctets\nIpExt: 0 18446744073709551615 7\n';

it.each([
  [NETSTAT, { received: 18446744073709552000, sent: 7 }],
  [NETSTAT.replace('OutOctets', 'Other'), null],
  [NETSTAT.replace(' 7\n', '\n'), null],
  [NETSTAT.replace(' 7\n', ' x\n'), null],
  [NETSTAT.slice(0, NETSTAT.indexOf('\nIpExt: 0')), null],
  ['', null],
])('the octets of %j are %j', (text, octets) => {
  expect(parseIpOctets(Buffer.from(text))).toEqual(octets);
});

it('takes any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      parseSoftLimit(Buffer.from(bytes), 'Max open files');
      parseIpOctets(Buffer.concat([Buffer.from('\nIpExt: InOctets'), bytes]));
    }),
  );
});
