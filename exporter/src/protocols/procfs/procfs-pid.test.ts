import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePasswd } from '../passwd.ts';
import { parseBootTime, parsePageSize, parseUptime } from './boot.ts';
import { parseCgroupPaths } from './pid-cgroup.ts';
import { parseCmdline } from './pid-cmdline.ts';
import { parseReadBytes, parseWrittenBytes } from './pid-io.ts';
import { parseOpenFilesLimit } from './pid-limits.ts';
import { parseSchedstat } from './pid-schedstat.ts';
import { parseProportionalBytes, parseProportionalSwapBytes } from './pid-smaps.ts';
import { parsePidStat, PidStatReader, statusOf } from './pid-stat.ts';
import {
  parseEffectiveUid,
  parseNonvoluntarySwitches,
  parseSwapBytes,
  parseVoluntarySwitches,
} from './pid-status.ts';
import { parseWchan } from './pid-wchan.ts';

const TAIL = 'S 1 2 3 0 -1 4194560 100 0 7 0 250 125 0 0 20 0 9 0 4321 8192000 512 18446744073709551615 1 1';

describe('parsePidStat', () => {
  it('reads what process managers want', () => {
    expect(parsePidStat(Buffer.from(`42 (nginx) ${TAIL}\n`))).toEqual({
      pid: 42,
      comm: 'nginx',
      state: 'S',
      parentPid: 1,
      minorFaults: 100,
      majorFaults: 7,
      userTicks: 250,
      systemTicks: 125,
      threads: 9,
      startTicks: 4321,
      virtualBytes: 8192000,
      residentPages: 512,
    });
  });

  it.each([
    ['a b) R 1 (c', 'parentheses and blanks'],
    ['', 'nothing'],
    ['größe', 'UTF-8'],
    ['kworker/u4:2-events_unbound_with_long_name', 'a kernel worker'],
  ])('takes %j as a name: %s', (comm) => {
    expect(parsePidStat(Buffer.from(`42 (${comm}) ${TAIL}`))?.comm).toBe(comm);
  });

  it.each([
    '',
    '42',
    '42 (a',
    '42 (a)',
    '42 (a) S',
    '42 (a) S 1 2 3',
    `x (a) ${TAIL}`,
    `42 (a) ${TAIL.replace('250', '2x0')}`,
    `42 (a) ${TAIL.replace('250', '9'.repeat(21))}`,
    `42 (${'a'.repeat(100)}) ${TAIL}`,
    '\0'.repeat(200),
  ])('refuses %j', (text) => expect(parsePidStat(Buffer.from(text))).toBeNull());

  it.each(['nginx', 'größe', '(sd-pam)', ''])('knows the name %j again by its bytes', (comm) => {
    const reader = new PidStatReader();
    expect(reader.read(Buffer.from(`42 (${comm}) ${TAIL}`))).toBe(true);
    const known = reader.commBytes;
    expect(reader.hasCommBytes(known)).toBe(true);
    expect(reader.read(Buffer.from(`42 (${comm}x) ${TAIL}`))).toBe(true);
    expect(reader.hasCommBytes(known)).toBe(false);
    expect(reader.comm).toBe(`${comm}x`);
  });

  it('reads its own process', () => {
    const stat = parsePidStat(readFileSync('/proc/self/stat'));
    expect(stat?.pid).toBe(process.pid);
    expect(stat?.parentPid).toBe(process.ppid);
  });

  it.each([
    ['R', 'running'],
    ['Z', 'zombie'],
    ['?', 'unknown'],
  ])('says %s is %s', (letter, word) => expect(statusOf(letter)).toBe(word));
});

describe('status', () => {
  const text =
    'Name:\tx\nUid:\t0\t33\t0\t0\nVmSwap:\t      12 kB\nvoluntary_ctxt_switches:\t150\nnonvoluntary_ctxt_switches:\t545\n';

  it('has user, swap and switches', () => {
    expect(parseEffectiveUid(Buffer.from(text))).toBe(33);
    expect(parseSwapBytes(Buffer.from(text))).toBe(12288);
    expect(parseVoluntarySwitches(Buffer.from(text))).toBe(150);
    expect(parseNonvoluntarySwitches(Buffer.from(text))).toBe(545);
  });

  it.each(['', 'Name:\tx\n', 'Name:\tx\nUid:\tzero\n', '\nVmSwap:', '\nVmSwap: \tx kB'])(
    'finds none in %j',
    (bad) => {
      expect(parseEffectiveUid(Buffer.from(bad))).toBeNull();
      expect(parseSwapBytes(Buffer.from(bad))).toBe(0);
      expect(parseVoluntarySwitches(Buffer.from(bad))).toBe(0);
      expect(parseNonvoluntarySwitches(Buffer.from(bad))).toBe(0);
    },
  );
});

describe('the other files of a process', () => {
  it('io', () => {
    const text =
      'rchar: 1\nwchar: 2\nsyscr: 3\nsyscw: 4\nread_bytes: 4096\nwrite_bytes: 8192\ncancelled_write_bytes: 1\n';
    expect(parseReadBytes(Buffer.from(text))).toBe(4096);
    expect(parseWrittenBytes(Buffer.from(text))).toBe(8192);
    expect(parseReadBytes(Buffer.from('rchar: 1\nread_bytes: x\n'))).toBeNull();
    expect(parseWrittenBytes(Buffer.from(''))).toBeNull();
  });

  it.each([
    ['Limit   Soft\nMax open files            1024                 1048576              files     \n', 1024],
    [
      'Limit   Soft\nMax open files            unlimited            unlimited            files     \n',
      Infinity,
    ],
    ['Limit   Soft\nMax open files            soon                 never                files     \n', null],
    ['Max open files', null],
    ['', null],
  ])('limits %j', (text, limit) => expect(parseOpenFilesLimit(Buffer.from(text))).toBe(limit));

  it('smaps_rollup', () => {
    const text =
      '55d-7ff ---p 0 00:00 0 [rollup]\nRss: 10 kB\nPss:  7 kB\nPss_Dirty: 1 kB\nSwapPss:   2 kB\n';
    expect(parseProportionalBytes(Buffer.from(text))).toBe(7168);
    expect(parseProportionalSwapBytes(Buffer.from(text))).toBe(2048);
    expect(parseProportionalBytes(Buffer.from('Rss: 1 kB'))).toBeNull();
    expect(parseProportionalSwapBytes(Buffer.from(''))).toBe(0);
  });

  it.each([
    ['123 45 6\n', '123 45 6\n'],
    ['0 0 0\n', ''],
    ['', ''],
  ])('schedstat %j', (text, known) => expect(parseSchedstat(Buffer.from(text))).toBe(known));

  it.each([
    ['do_poll', '', 'do_poll'],
    ['do_poll', 'do_poll', 'do_poll'],
    ['do_poll', 'do_pole', 'do_poll'],
    ['do_poll', 'do_pol', 'do_poll'],
    ['0', 'do_poll', ''],
    ['', 'do_poll', ''],
    ['0x0', '', '0x0'],
  ])('wchan %j after %j', (text, before, wchan) => expect(parseWchan(Buffer.from(text), before)).toBe(wchan));

  it.each([
    ['', 100, []],
    ['\0\0', 100, []],
    ['ls\0-l\0', 100, ['ls', '-l']],
    ['ls\0\0-l\0', 100, ['ls', '', '-l']],
    ['nginx: master process', 100, ['nginx: master process']],
    ['a\0bbbb\0cccc\0', 6, ['a', 'bbbb']],
  ])('cmdline %j within %d bytes', (text, max, args) =>
    expect(parseCmdline(Buffer.from(text), max)).toEqual(args),
  );

  it.each([
    ['0::/user.slice/a:b\n', ['/user.slice/a:b']],
    ['2:cpu,cpuacct:/x\n1:name=systemd:/y\n', ['/x', '/y']],
    ['nonsense\n::', []],
  ])('cgroup %j', (text, paths) => expect(parseCgroupPaths(Buffer.from(text))).toEqual(paths));

  it('boot time, uptime and page size', () => {
    expect(parseBootTime(Buffer.from('cpu 1\nbtime 1795225100\nprocesses 3\n'))).toBe(1795225100);
    expect(parseBootTime(Buffer.from('cpu 1\n'))).toBeNull();
    expect(parseUptime(Buffer.from('350735.47 234388.90\n'))).toBe(350735.47);
    expect(parseUptime(Buffer.from('soon\n'))).toBeNull();
    expect(parsePageSize(readFileSync('/proc/self/auxv'))).toBe(4096);
    expect(parsePageSize(Buffer.alloc(64))).toBeNull();
    expect(parsePageSize(Buffer.from('short'))).toBeNull();
  });

  it('passwd', () => {
    const text =
      'root:x:0:0:root:/root:/bin/bash\nbroken\ntoor:x:0:0::/:\nwww-data:x:33:33::/var/www:/x\nbad:x:y:1::\n';
    expect([...parsePasswd(Buffer.from(text))]).toEqual([
      [0, 'root'],
      [33, 'www-data'],
    ]);
  });
});

describe('any bytes', () => {
  const parsers = [
    parsePidStat,
    parseEffectiveUid,
    parseSwapBytes,
    parseVoluntarySwitches,
    parseNonvoluntarySwitches,
    parseReadBytes,
    parseWrittenBytes,
    parseOpenFilesLimit,
    parseProportionalBytes,
    parseProportionalSwapBytes,
    parseSchedstat,
    (bytes: Buffer) => parseWchan(bytes, 'do_poll'),
    parseCgroupPaths,
    parseBootTime,
    parseUptime,
    parsePageSize,
    parsePasswd,
    (bytes: Buffer) => parseCmdline(bytes, 50),
  ];
  const samples = ['stat', 'status', 'io', 'limits', 'smaps_rollup', 'cgroup', 'auxv', 'cmdline'].map(
    (name) => readFileSync(`/proc/self/${name}`),
  );

  it('give a value and never throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        for (const parse of parsers) parse(Buffer.from(bytes));
      }),
    );
  });

  it('even when a real file is cut or damaged', () => {
    fc.assert(
      fc.property(fc.constantFrom(...samples), fc.nat(), fc.nat(), fc.nat(255), (file, cut, at, byte) => {
        const damaged = Buffer.from(file.subarray(0, cut % (file.length + 1)));
        if (damaged.length > 0) damaged[at % damaged.length] = byte;
        for (const parse of parsers) parse(damaged);
      }),
      { numRuns: 500 },
    );
  });
});
