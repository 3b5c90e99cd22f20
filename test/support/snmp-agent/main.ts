/** The agent's process: `main.ts <AgentOptions as JSON>`. Listens until its parent lets go of it. */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { readRequest, type Request } from './answer.ts';
import { type Answerer, answererFor } from './faults.ts';
import { interfacesDevice } from './interfaces.ts';
import type { AgentOptions, Ready, Seen } from './options.ts';
import { readRecording } from './recording.ts';
import { Table } from './table.ts';

/** As much as fits into a datagram, with room for what is around the varbinds. */
const MAX_REPLY_BYTES = 60_000;
/** Requests of many scrapes may wait while the agent sleeps. */
const RECEIVE_BUFFER_BYTES = 4 << 20;

const options = JSON.parse(process.argv[2] ?? '{}') as AgentOptions;
const { interfaces = 0, recording, addresses = ['127.0.0.1'], community = 'public', delayMs = 0 } = options;

const table = new Table([
  ...(interfaces > 0 ? interfacesDevice(interfaces) : []),
  ...(recording === undefined ? [] : readRecording(recording)),
]);
const seen = { requests: 0, varbinds: 0 } satisfies Seen;
const sleeper = new Int32Array(new SharedArrayBuffer(4));

function listener(answerer: Answerer, replyFrom: Socket) {
  return (bytes: Buffer, from: RemoteInfo) => {
    const request = requestIn(bytes);
    if (request?.community !== community) return;
    seen.requests += 1;
    seen.varbinds += request.oids.length;
    const reply = answerer(request);
    if (delayMs > 0) Atomics.wait(sleeper, 0, 0, delayMs);
    if (reply !== null) replyFrom.send(reply, from.port, from.address);
  };
}

function requestIn(bytes: Buffer): Request | null {
  try {
    return readRequest(bytes);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

async function bound(address: string, port = 0): Promise<Socket> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: RECEIVE_BUFFER_BYTES });
  socket.bind(port, address);
  await once(socket, 'listening');
  return socket;
}

async function listen(address: string): Promise<string> {
  const socket = await bound(address, options.port);
  const replyFrom = options.fault === 'other-port' ? await bound(address) : socket;
  const device = { table, maxReplyBytes: options.maxReplyBytes ?? MAX_REPLY_BYTES };
  socket.on('message', listener(answererFor(device, options.fault), replyFrom));
  return `${address}:${socket.address().port}`;
}

const targets = await Promise.all(addresses.map(listen));
process.on('disconnect', () => process.exit(0));
process.on('message', () => process.send?.(seen));
process.send?.({ targets } satisfies Ready);
