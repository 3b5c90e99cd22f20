import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  diagMessage,
  type DiagFields,
  done,
  fakeLibrary,
  message,
  refused,
} from '../../../test/support/netlink.ts';
import { kernelClock } from './kernel-clock.ts';
import { type NativeLibrary, nativeLibrary } from './native-library.ts';
import { netlink } from './netlink.ts';
import { SocketSource } from './socket-source.ts';
import { timeSlice } from './time-slice.ts';

const onLinux = process.platform === 'linux';
const RTM_GETLINK = 18;
/** asm-generic/ioctls.h: how many bytes are left to read. */
const FIONREAD = 0x541b;

describe.runIf(onLinux)('the C library of this machine', () => {
  const native = nativeLibrary();

  it('tells the state of the clock', () => {
    const { state, timex, wordBytes } = kernelClock(native).adjtimex();
    expect(state).toBeGreaterThanOrEqual(0);
    expect(state).toBeLessThanOrEqual(5);
    // `tick`, in microseconds: 10,000 give or take a tenth.
    const tick = wordBytes === 8 ? Number(timex.readBigInt64LE(88)) : timex.readInt32LE(44);
    expect(tick).toBeGreaterThanOrEqual(9000);
    expect(tick).toBeLessThanOrEqual(11_000);
  });

  it('lists network devices, the loopback among them', () => {
    const payloads: Buffer[] = [];
    netlink(native).routeDump(RTM_GETLINK, Buffer.alloc(16), (_type, payload) =>
      payloads.push(Buffer.from(payload)),
    );
    expect(payloads.some((payload) => payload.includes('lo\0'))).toBe(true);
  });

  it('says so when the kernel does not know what it is asked for', () => {
    expect(() => netlink(native).routeDump(9999, Buffer.alloc(16), () => undefined)).toThrow(
      expect.objectContaining({ code: 'unsupported' }),
    );
  });

  it('hands the kernel memory of ours, and tells where it is', () => {
    const { ioctl, addressOf } = native();
    const memory = Buffer.from(new ArrayBuffer(8));
    const path = fileURLToPath(import.meta.url);
    const descriptor = openSync(path, 'r');
    ioctl(descriptor, FIONREAD, memory);
    expect(memory.readInt32LE(0)).toBe(statSync(path).size);
    expect(() => ioctl(descriptor, 0xc030690b, memory)).toThrow(expect.objectContaining({ code: 'ENOTTY' }));
    closeSync(descriptor);
    const [own, seen] = [openSync('/proc/self/mem', 'r'), Buffer.alloc(8)];
    readSync(own, seen, 0, 8, addressOf(memory));
    closeSync(own);
    expect(seen).toEqual(memory);
  });

  it('reports a failed call as Node does', () => {
    expect(() => native().socket(9999, 0, 0)).toThrow(expect.objectContaining({ code: 'EAFNOSUPPORT' }));
  });
});

describe.runIf(onLinux)('without koffi', () => {
  it('says why, having tried once', () => {
    let tries = 0;
    const native = nativeLibrary(() => {
      tries += 1;
      throw new Error("Cannot find module 'koffi'\nRequire stack:\n- x");
    });
    const expected = {
      code: 'unsupported',
      message: "the npm package koffi cannot be loaded: Cannot find module 'koffi'",
    };
    for (let i = 0; i < 2; i += 1) expect(native).toThrow(expect.objectContaining(expected));
    expect(() => kernelClock(native).adjtimex()).toThrow(expect.objectContaining(expected));
    expect(() => netlink(native).routeDump(18, Buffer.alloc(16), () => undefined)).toThrow(
      expect.objectContaining(expected),
    );
    expect(tries).toBe(1);
  });
});

describe('a dump', () => {
  const dumpOf = (datagrams: readonly Buffer[]) => {
    const { library, open } = fakeLibrary(() => datagrams);
    const seen: number[] = [];
    const dump = () =>
      netlink(() => library).routeDump(18, Buffer.alloc(16), (type, payload) =>
        seen.push(type, payload.length),
      );
    return { dump, seen, open };
  };

  it('is read to its end', () => {
    const { dump, seen, open } = dumpOf([message(16, Buffer.alloc(4)), Buffer.concat([message(17), done()])]);
    dump();
    expect(seen).toEqual([16, 4, 17, 0]);
    expect(open()).toBe(0);
  });

  it.each<[string, Buffer[], string]>([
    ['has no end', [message(16)], 'unreachable'],
    ['is refused', [refused(1)], 'permission_denied'],
    ['is larger than the buffer', [Buffer.alloc(40_000)], 'malformed_reply'],
  ])('that %s fails, and leaves nothing open', (_, datagrams, code) => {
    const { dump, open } = dumpOf(datagrams);
    expect(dump).toThrow(expect.objectContaining({ code }));
    expect(open()).toBe(0);
  });

  it('whose system call fails has the code of that', () => {
    const { library } = fakeLibrary(() => []);
    const deny = (call: keyof NativeLibrary) => ({
      ...library,
      [call]: () => {
        throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
      },
    });
    for (const call of ['socket', 'send'] as const)
      expect(() => netlink(() => deny(call)).routeDump(18, Buffer.alloc(16), () => undefined)).toThrow(
        expect.objectContaining({ code: 'permission_denied' }),
      );
  });
});

const TCP_REQUEST = 18;
const isFor = (request: Buffer) =>
  request.readUInt16LE(4) === TCP_REQUEST
    ? request.readUInt32LE(68) === 1 << 10
      ? 'listeners'
      : 'connections'
    : request[16] === 2
      ? 'udp'
      : 'udp6';

function sourceOf(answers: Partial<Record<ReturnType<typeof isFor>, readonly DiagFields[] | number>>) {
  const asked: string[] = [];
  const { library, open } = fakeLibrary((request) => {
    asked.push(isFor(request));
    const answer = answers[isFor(request)] ?? [];
    return [
      typeof answer === 'number' ? refused(answer) : Buffer.concat([...answer.map(diagMessage), done()]),
    ];
  });
  const source = new SocketSource({ procfs: '/proc', native: () => library, protocols: ['tcp', 'udp'] });
  return { source, asked, open };
}

describe('sockets by netlink', () => {
  it('are counted, with what only netlink tells', async () => {
    const { source, asked, open } = sourceOf({
      listeners: [{ state: 10, localPort: 80, receiveQueue: 3, sendQueue: 511, inode: 1, uid: 33, drops: 9 }],
      connections: [
        { state: 1, localPort: 80, remotePort: 50_000, receiveQueue: 10, sendQueue: 20, inode: 2 },
        { state: 6, localPort: 50_001, remotePort: 443 },
      ],
      udp: [
        { state: 7, localPort: 514, receiveQueue: 768, sendQueue: 256, inode: 3, drops: 4 },
        { state: 7, localPort: 514, inode: 4, family: 1 },
        { state: 1, localPort: 40_000, inode: 5 },
        { state: 7, localPort: 0, inode: 6 },
      ],
    });
    const sockets = await source.read(true, timeSlice());
    expect(asked).toEqual(['listeners', 'connections', 'udp', 'udp6']);
    expect(open()).toBe(0);
    const place = { family: 4, localAddress: '127.0.0.1' };
    expect(sockets.listening).toEqual([
      {
        ...place,
        protocol: 'tcp',
        localPort: 80,
        uid: 33,
        inode: 1,
        receiveQueue: 3,
        sendQueue: 0,
        backlog: 511,
        drops: 9,
      },
      {
        ...place,
        protocol: 'udp',
        localPort: 514,
        uid: 0,
        inode: 3,
        receiveQueue: 768,
        sendQueue: 256,
        backlog: null,
        drops: 4,
      },
    ]);
    expect(sockets.connectionsByPort).toEqual(new Map([[80, new Map([['established', 1]])]]));
    expect(sockets.queuedByPort).toEqual(new Map([[80, { receive: 10, send: 20 }]]));
    expect(sockets.outboundByPort).toEqual(new Map([[443, new Map([['time_wait', 1]])]]));
    expect(sockets.tcp).toEqual({
      byState: new Map(Object.entries({ established: 1, time_wait: 1, listen: 1 })),
      queued: { receive: 13, send: 531 },
    });
    expect([2, 5, 1].map((inode) => sockets.connectionInodes?.has(inode))).toEqual([true, true, false]);
    // One of the sockets had no address that anyone knows.
    expect(sockets.complete).toBe(false);
  });

  it.runIf(existsSync('/proc/net/tcp'))(
    'that the kernel refuses are read from files, from then on',
    async () => {
      const { source, asked } = sourceOf({ listeners: [{ state: 10, localPort: 80, inode: 1 }], udp: 2 });
      const ports = ({ listening }: { listening: readonly { localPort: number }[] }) =>
        listening.filter(({ localPort }) => localPort === 80).length;
      expect(ports(await source.read(false, timeSlice()))).toBe(1);
      expect(asked).toEqual(['listeners', 'connections', 'udp', 'listeners', 'connections']);
      await source.read(false, timeSlice());
      expect(asked.slice(5)).toEqual(['listeners', 'connections']);
    },
  );
});
