/** An agent that does with each datagram what a test tells it to. */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { encodeReply, readRequest } from './snmp-agent/answer.ts';
import { integerContent, tlv } from './snmp-agent/ber.ts';
import { Tag, varbind } from './snmp-agent/table.ts';

export interface ScriptedRequest {
  readonly bytes: Buffer;
  /** From 0: the how manyth it is. */
  readonly number: number;
  /** The address that asks. */
  readonly from: string;
  reply(bytes: Buffer): void;
  /** From a socket that nobody asked. */
  replyFromElsewhere(bytes: Buffer): void;
}

export interface ScriptedAgent {
  readonly port: number;
  readonly requests: readonly Buffer[];
  close(): void;
}

export async function startScriptedAgent(
  handle: (request: ScriptedRequest) => void,
  address = '127.0.0.1',
): Promise<ScriptedAgent> {
  const [socket, elsewhere] = await Promise.all([bound(address), bound(address)]);
  const requests: Buffer[] = [];
  socket.on('message', (bytes, { address: to, port }) => {
    requests.push(bytes);
    const through = (sender: Socket) => (reply: Buffer) => sender.send(reply, port, to);
    handle({
      bytes,
      number: requests.length - 1,
      from: to,
      reply: through(socket),
      replyFromElsewhere: through(elsewhere),
    });
  });
  return {
    port: socket.address().port,
    requests,
    close() {
      socket.close();
      elsewhere.close();
    },
  };
}

async function bound(address: string): Promise<Socket> {
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  socket.bind(0, address);
  await once(socket, 'listening');
  return socket;
}

/** An answer of version 1 or 2c to a request: all that it asked for has this value. */
export function integerReply(request: Buffer, value: number): Buffer {
  const asked = readRequest(request);
  const varbinds = asked.oids.map((oid) => varbind(oid, tlv(Tag.integer, integerContent(value))));
  return encodeReply(asked, { status: 0, index: 0, varbinds });
}
