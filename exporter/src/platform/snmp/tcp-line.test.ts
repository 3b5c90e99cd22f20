import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { snmpAuth } from '../../../../test/support/snmp-auth.ts';
import { integerReply } from '../../../../test/support/snmp-script.ts';
import type { SnmpSession } from '../../contract/snmp.ts';
import { ModuleError } from '../../model/errors.ts';
import { hostLookup } from '../host-lookup.ts';
import { snmpClient } from './client.ts';

const OID = [1, 3, 6, 1, 2, 1, 1, 3, 0];
const client = snmpClient({ hosts: hostLookup(() => performance.now()) });
let servers: Server[] = [];
const sockets = new Set<Socket>();

afterEach(() => {
  client.close();
  expect(client.stats()).toMatchObject({ sessions: 0, waiting: 0 });
  servers.forEach((server) => server.close());
  sockets.forEach((socket) => socket.destroy());
  sockets.clear();
  servers = [];
});

/** `handle` gets each chunk that comes, and the how manyth connection it is. */
async function serve(handle: (socket: Socket, request: Buffer, connection: number) => void): Promise<number> {
  let connections = 0;
  const server = createServer((socket) => {
    const connection = (connections += 1);
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => handle(socket, chunk, connection));
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function open(port: number, retries = 1, timeoutMs = 2000): SnmpSession {
  const target = { transport: 'tcp' as const, host: '127.0.0.1', port };
  const { signal } = new AbortController();
  return client.open({ target, auth: snmpAuth(), timeoutMs, retries, signal });
}

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no failure',
    (error: unknown) => (error instanceof ModuleError ? { code: error.code, message: error.message } : error),
  );

/** What came in one piece may be several messages. */
function messagesIn(chunk: Buffer): Buffer[] {
  const messages: Buffer[] = [];
  for (let at = 0; at < chunk.length; at += 2 + chunk.readUInt8(at + 1))
    messages.push(chunk.subarray(at, at + 2 + chunk.readUInt8(at + 1)));
  return messages;
}

describe('over TCP', () => {
  it('messages are found whole, however they are cut', async () => {
    const port = await serve((socket, chunk) => {
      const bytes = Buffer.concat(messagesIn(chunk).map((request, i) => integerReply(request, i)));
      for (const octet of bytes) socket.write(Buffer.of(octet));
    });
    const session = open(port);
    const replies = await Promise.all([session.get([OID]), session.get([OID]), session.get([OID])]);
    expect(replies.every(({ varbinds }) => varbinds.count === 1)).toBe(true);
    expect(session.traffic).toMatchObject({ packetsSent: 3, repliesRefused: 0 });
  });

  it('a connection that is lost is made again for the next attempt', async () => {
    const port = await serve((socket, request, connection) => {
      if (connection === 1) socket.destroy();
      else socket.write(integerReply(request, connection));
    });
    const session = open(port);
    expect((await session.get([OID])).varbinds.number(0)).toBe(2);
    expect(session.traffic).toMatchObject({ packetsSent: 2, packetsRetried: 1 });
  });

  it.each<[string, (socket: Socket) => void, string]>([
    ['is closed again and again', (socket) => socket.end(), 'it closed the connection'],
    ['says something else', (socket) => socket.write('HTTP/1.1 400'), 'not SNMP'],
    [
      'says more than anybody can hold',
      (socket) => socket.write(Buffer.from('3084010000003084', 'hex')),
      'not SNMP',
    ],
  ])('that %s is unreachable', async (_, handle, text) => {
    const port = await serve(handle);
    expect(await failure(open(port).get([OID]))).toEqual({
      code: 'unreachable',
      message: expect.stringMatching(new RegExp(`^tcp://127.0.0.1:${port}: .*${text}`)) as string,
    });
  });

  it('a port that refuses is unreachable', async () => {
    const port = await serve(() => undefined);
    servers.forEach((server) => server.close());
    expect(await failure(open(port, 5).get([OID]))).toEqual({
      code: 'unreachable',
      message: `tcp://127.0.0.1:${port}: it refuses the connection: does the agent listen on TCP, on this port? (ECONNREFUSED)`,
    });
  });

  it('one that only listens has not answered in time', async () => {
    const port = await serve(() => undefined);
    expect(await failure(open(port, 1, 50).get([OID]))).toMatchObject({ code: 'timeout' });
  });

  it('an answer to no request is refused', async () => {
    const port = await serve((socket, request) => {
      socket.write(integerReply(request, 1));
      socket.write(integerReply(request, 2));
    });
    const session = open(port);
    await session.get([OID]);
    await expect.poll(() => session.traffic.repliesRefused).toBe(1);
  });
});
