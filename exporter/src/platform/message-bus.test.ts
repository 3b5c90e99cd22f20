import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeSystemd, startFakeSystemd } from '../../../test/support/fake-systemd.ts';
import { hasCommand } from '../../../test/support/peer.ts';
import { unixSocketsOf } from './bus-address.ts';
import { type ClosableBus, systemBus, systemdSocket } from './message-bus.ts';

it.each([
  [undefined, ['/var/run/dbus/system_bus_socket']],
  ['', ['/var/run/dbus/system_bus_socket']],
  ['unix:path=/a%20b,guid=1;unix:abstract=x;tcp:host=h,port=1', ['/a b', '\0x']],
  ['unix:runtime=yes;nonsense', []],
])('the address %j has the sockets %j', (address, paths) => expect(unixSocketsOf(address)).toEqual(paths));

const MANAGER = {
  destination: 'org.freedesktop.systemd1',
  path: '/org/freedesktop/systemd1',
  interface: 'org.freedesktop.systemd1.Manager',
};
const soon = (ms: number) => AbortSignal.timeout(ms);

describe('without a bus', () => {
  it('says that nothing listens, each time', async () => {
    const bus = systemBus({ DBUS_SYSTEM_BUS_ADDRESS: 'unix:path=/none' });
    for (let i = 0; i < 2; i += 1)
      await expect(bus.property(MANAGER, 'Version', soon(1000))).rejects.toMatchObject({
        code: 'unreachable',
        message: expect.stringContaining('ENOENT /none') as string,
      });
    bus.close();
  });

  it('says that it cannot go where the address leads', async () => {
    const bus = systemBus({ DBUS_SYSTEM_BUS_ADDRESS: 'tcp:host=h,port=1' });
    await expect(bus.property(MANAGER, 'Version', soon(1000))).rejects.toMatchObject({ code: 'unsupported' });
  });
});

/** What a server may do to its client after the handshake; without a greeting, as systemd's own socket. */
describe('with a server that misbehaves', () => {
  let folder: string;
  let server: Server;
  let bus: ClosableBus;
  const sockets = new Set<Socket>();
  async function serve(afterHandshake: (socket: Socket) => void, handshake = 'OK 1234\r\n') {
    server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('data', (bytes) => {
        if (bytes.includes('AUTH')) socket.write(handshake);
        if (bytes.includes('BEGIN')) afterHandshake(socket);
      });
    });
    const path = join(folder, 'private');
    await new Promise<void>((resolve) => server.listen(path, resolve));
    bus = systemdSocket(path);
  }
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fathom-bus-'));
  });
  afterEach(() => {
    bus.close();
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    server.close();
    rmSync(folder, { recursive: true });
  });

  const GARBAGE = Buffer.alloc(4096, 0xff);
  /** A header that promises a signature of a type that there is not. */
  const STRANGE = Buffer.from(
    '6c02000104000000010000000f0000000801670001210000050175000100000041414141',
    'hex',
  );
  it.each<[string, (socket: Socket) => void]>([
    ['hangs up', (socket) => socket.end()],
    ['resets', (socket) => socket.destroy()],
    ['sends what is no message', (socket) => socket.write(GARBAGE)],
    ['sends a strange message', (socket) => socket.write(STRANGE)],
  ])('that %s', async (_, behaviour) => {
    await serve(behaviour);
    await expect(bus.property(MANAGER, 'Version', soon(300))).rejects.toMatchObject({
      code: expect.stringMatching(/^(unreachable|timeout)$/) as string,
    });
  });

  it('that refuses who asks', async () => {
    await serve(() => undefined, 'REJECTED EXTERNAL\r\n');
    await expect(bus.property(MANAGER, 'Version', soon(1000))).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('REJECTED') as string,
    });
  });

  it('that says nothing: all who wait get an error, and the next call a new connection', async () => {
    await serve(() => undefined);
    const signal = soon(50);
    const calls = ['A', 'B', 'C'].map((name) => bus.property(MANAGER, name, signal));
    for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'timeout' });
    await expect(bus.property(MANAGER, 'D', signal)).rejects.toMatchObject({ code: 'timeout' });
    expect(sockets.size).toBe(1);
    await expect(bus.property(MANAGER, 'E', soon(50))).rejects.toMatchObject({ code: 'timeout' });
    expect(sockets.size).toBe(2);
  });
});

const missing = !(await hasCommand('dbus-daemon'));
if (missing && process.env['CI'] === 'true') throw new Error('dbus-daemon is not installed');

describe.skipIf(missing)('on a bus (skipped when dbus-daemon is not installed)', () => {
  let fake: FakeSystemd;
  let bus: ClosableBus;
  beforeEach(async () => {
    const manager = {
      Version: ['s', '252'],
      Most: ['t', '18446744073709551615'],
      Few: ['as', ['a']],
    } as const;
    fake = await startFakeSystemd({ units: [{ name: 'a.service' }], manager });
    bus = systemBus({ DBUS_SYSTEM_BUS_ADDRESS: fake.address });
  });
  afterEach(async () => {
    bus.close();
    await fake.stop();
  });

  it('takes values of any type, over one connection', async () => {
    const signal = soon(5000);
    expect(await bus.property(MANAGER, 'Version', signal)).toBe('252');
    expect(await bus.property(MANAGER, 'Most', signal)).toBe(2 ** 64);
    expect(await bus.property(MANAGER, 'Few', signal)).toEqual(['a']);
    const [units] = await bus.call({ ...MANAGER, member: 'ListUnits' }, soon(5000));
    expect(units).toEqual([expect.arrayContaining(['a.service', 'loaded'])]);
    await Promise.all(Array.from({ length: 100 }, () => bus.property(MANAGER, 'Version', signal)));
    expect(fake.clients.size).toBe(1);
  });

  it('tells what is refused from who is not there', async () => {
    await expect(bus.property(MANAGER, 'None', soon(5000))).rejects.toMatchObject({
      code: 'unsupported',
      message: 'D-Bus: Get: org.freedesktop.DBus.Error.UnknownProperty: Unknown property None',
    });
    const nobody = { ...MANAGER, destination: 'org.example.Nobody' };
    await expect(bus.property(nobody, 'Version', soon(5000))).rejects.toMatchObject({ code: 'unreachable' });
    expect(await bus.property(MANAGER, 'Version', soon(5000))).toBe('252');
  });

  it('tells when the bus has enough', async () => {
    const signal = soon(5000);
    await bus.property(MANAGER, 'Version', signal);
    fake.silent = true;
    const calls = Array.from({ length: 129 }, () => bus.property(MANAGER, 'Version', signal));
    for (const call of calls.slice(0, 128)) call.catch(() => undefined);
    await expect(calls[128]).rejects.toMatchObject({ code: 'limit_exceeded' });
  });

  it('leaves a systemd that does not answer in time, and comes back', async () => {
    fake.silent = true;
    await expect(bus.property(MANAGER, 'Version', soon(50))).rejects.toMatchObject({ code: 'timeout' });
    fake.silent = false;
    expect(await bus.property(MANAGER, 'Version', soon(5000))).toBe('252');
    expect(fake.clients.size).toBe(2);
  });
});
