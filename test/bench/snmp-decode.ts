/**
 * What an answer of version 2c costs that has 250 varbinds: making the request, reading the answer, and a key and a
 * number of each varbind; by our own client and by net-snmp, whose objects have all of it as texts. Without the kernel:
 * sockets are made up. In turns, CPU time of the process.
 */
import { createRequire } from 'node:module';
import { type Oid, PduType } from '../../exporter/src/model/snmp.ts';
import { communityDialogue } from '../../exporter/src/platform/snmp/dialogue.ts';
import { Exchange, OpenExchanges } from '../../exporter/src/platform/snmp/exchange.ts';
import type { Line } from '../../exporter/src/platform/snmp/line.ts';
import { answeredId } from '../../exporter/src/protocols/snmp/message.ts';
import { formatOid, packOid } from '../../exporter/src/protocols/snmp/oid.ts';
import { element, integerContent, readInteger, tlv } from '../support/snmp-agent/ber.ts';
import { Tag, varbind } from '../support/snmp-agent/table.ts';
import { snmpAuth } from '../support/snmp-auth.ts';
import { median } from './interleaved.ts';
import type { BenchResult } from './result.ts';

const COLUMNS: readonly Oid[] = Array.from({ length: 10 }, (_, i) => [1, 3, 6, 1, 2, 1, 2, 2, 1, 10 + i]);
const ROWS = 25;
const ANSWERS_PER_ROUND = 2000;
const ROUNDS = 9;
const TARGET_RATIO = 0.25;

const SEQUENCE = 0x30;
const ANSWER = answerTemplate();

function answerTemplate(): { readonly bytes: Buffer; readonly idAt: number } {
  const varbinds = Array.from({ length: ROWS }, (_, row) =>
    COLUMNS.map((column, i) =>
      varbind([...column, row + 1], tlv(Tag.counter32, integerContent(row * 65_537 + i))),
    ),
  ).flat();
  const integer = (value: number) => tlv(Tag.integer, integerContent(value));
  const id = tlv(Tag.integer, Buffer.alloc(4));
  const fields = [id, integer(0), integer(0), tlv(SEQUENCE, Buffer.concat(varbinds))];
  const pdu = tlv(PduType.response, Buffer.concat(fields));
  const bytes = tlv(SEQUENCE, Buffer.concat([integer(1), tlv(Tag.octets, Buffer.from('public')), pdu]));
  return { bytes, idAt: bytes.indexOf(id) + 2 };
}

/** As it comes from a socket: in memory of its own. */
function answerTo(request: Buffer): Buffer {
  const version = element(request, element(request, 0).start);
  const pdu = element(request, element(request, version.end).end);
  const bytes = Buffer.from(ANSWER.bytes);
  bytes.writeInt32BE(readInteger(request, element(request, pdu.start)), ANSWER.idAt);
  return bytes;
}

/** One answer; the sum of all its numbers, so that each is read. */
type Client = () => Promise<number>;

function ownClient(): Client {
  const open = new OpenExchanges();
  const traffic = { packetsSent: 0, packetsRetried: 0, pdusReturned: 0, repliesRefused: 0 };
  const options = { label: '', timeoutMs: 5000, retries: 0, traffic, advice: '', lost: () => undefined };
  const send = (request: Buffer) => {
    const answer = answerTo(request);
    const id = answeredId(answer);
    if (id !== null) open.find(id)?.deliver(answer, id);
  };
  const line: Line = { options, send, close: () => undefined };
  const dialogue = communityDialogue(snmpAuth(), (question) => new Exchange(line, open, question).answer);
  const request = { type: PduType.getBulk, oids: COLUMNS, nonRepeaters: 0, maxRepetitions: ROWS };
  const prefix = packOid(COLUMNS[0] ?? []).length;
  return async () => {
    const { varbinds } = await dialogue.ask(request);
    let sum = 0;
    for (let i = 0; i < varbinds.count; i += 1)
      if (varbinds.suffix(i, prefix) !== '') sum += varbinds.number(i);
    return sum;
  };
}

interface NetSnmpVarbind {
  readonly oid: string;
  readonly value: number;
}
interface NetSnmp {
  readonly Version2c: number;
  createSession(
    host: string,
    community: string,
    options: object,
  ): {
    getBulk(
      oids: string[],
      nonRepeaters: number,
      maxRepetitions: number,
      done: (error: Error | null, rows: NetSnmpVarbind[][]) => void,
    ): void;
    close(): void;
  };
}

function netSnmpClient(): { readonly ask: Client; readonly close: () => void } {
  const netSnmp = createRequire(import.meta.url)('net-snmp') as NetSnmp;
  let receive: (bytes: Buffer) => void = () => undefined;
  let sent: Buffer = Buffer.alloc(0);
  const socket = {
    on: (event: string, listener: (bytes: Buffer) => void) => {
      if (event === 'message') receive = listener;
    },
    bind: () => undefined,
    ref: () => undefined,
    unref: () => undefined,
    close: () => undefined,
    send: (bytes: Buffer, ...[, , , , done]: [number, number, number, string, (error: null) => void]) => {
      sent = bytes;
      done(null);
    },
  };
  const dgramModule = { createSocket: () => socket };
  const session = netSnmp.createSession('127.0.0.1', 'public', { version: netSnmp.Version2c, dgramModule });
  const oids = COLUMNS.map(formatOid);
  const prefix = `${oids[0] ?? ''}.`.length;
  const ask = () =>
    new Promise<number>((resolve, reject) => {
      session.getBulk(oids, 0, ROWS, (error, columns) => {
        if (error) return reject(error);
        let sum = 0;
        for (const column of columns)
          for (const { oid, value } of column) if (oid.slice(prefix) !== '') sum += value;
        resolve(sum);
      });
      receive(answerTo(sent));
    });
  return {
    ask,
    close: () => session.close(),
  };
}

async function microseconds(client: Client): Promise<number> {
  const before = process.cpuUsage();
  for (let i = 0; i < ANSWERS_PER_ROUND; i += 1) await client();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / ANSWERS_PER_ROUND;
}

export async function run(): Promise<BenchResult[]> {
  const own = ownClient();
  const netSnmp = netSnmpClient();
  if ((await own()) !== (await netSnmp.ask())) throw new Error('the two do not read the same');
  for (const client of [own, netSnmp.ask]) await microseconds(client);
  const taken = { own: [] as number[], netSnmp: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    taken.own.push(await microseconds(own));
    taken.netSnmp.push(await microseconds(netSnmp.ask));
  }
  netSnmp.close();
  const [ours, theirs] = [median(taken.own), median(taken.netSnmp)];
  return [
    {
      name: 'an answer of 250 varbinds, of what net-snmp takes',
      value: ours / theirs,
      unit: '',
      target: TARGET_RATIO,
      better: 'lower',
      note: `${ours.toFixed(1)} µs and ${theirs.toFixed(1)} µs of CPU`,
    },
  ];
}
