/** Devices that answer in this process: a client of SNMP without a network. */
import type { SnmpClient, SnmpOptions, SnmpReply } from '../../exporter/src/contract/snmp.ts';
import { ModuleError } from '../../exporter/src/model/errors.ts';
import type { Oid } from '../../exporter/src/model/snmp.ts';
import { readVarbinds } from '../../exporter/src/protocols/snmp/varbinds.ts';
import { answer, PDU, type Request } from './snmp-agent/answer.ts';
import { recordedRows } from './snmp-agent/recording.ts';
import { Table } from './snmp-agent/table.ts';

const MAX_REPLY_BYTES = 60_000;
const WIRE_VERSION = { 1: 0, 2: 1, 3: 3 } as const;

export interface SnmpDevice {
  /** Lines as snmpsim has them: `OID|TYPE|VALUE`. */
  readonly recording: string;
  /** Whoever names another hears nothing. Default: `public`. */
  readonly community?: string;
  readonly maxReplyBytes?: number;
}

export interface SnmpDevices extends SnmpClient {
  /** Addresses in the order in which they were asked, one for each request. */
  readonly asked: string[];
  /** Most requests that were under way together. */
  readonly mostTogether: number;
}

/** By address. What is at no other address is silent: it is asked, and `timeout` is all there is. */
export function snmpDevices(devices: Readonly<Record<string, SnmpDevice>>): SnmpDevices {
  const tables = new Map(
    Object.entries(devices).map(([address, { recording }]) => [address, new Table(recordedRows(recording))]),
  );
  const asked: string[] = [];
  let together = 0;
  let mostTogether = 0;

  async function ask(
    { target, auth }: SnmpOptions,
    request: Pick<Request, 'pdu' | 'oids' | 'nonRepeaters' | 'maxRepetitions'>,
  ): Promise<SnmpReply> {
    asked.push(target.host);
    together += 1;
    mostTogether = Math.max(mostTogether, together);
    await new Promise((resolve) => setImmediate(resolve));
    together -= 1;
    const device = devices[target.host];
    const table = tables.get(target.host);
    if (!device || !table || auth.community !== (device.community ?? 'public'))
      throw new ModuleError('timeout', `${target.host}: no answer`);
    const unused = { community: auth.community, envelope: Buffer.alloc(0), requestId: Buffer.alloc(0) };
    const whole = { ...request, ...unused, version: WIRE_VERSION[auth.version] };
    const { status, index, varbinds } = answer(whole, table, device.maxReplyBytes ?? MAX_REPLY_BYTES);
    const bytes = Buffer.concat(varbinds);
    return { errorStatus: status, errorIndex: index, varbinds: readVarbinds(bytes, 0, bytes.length) };
  }

  return {
    asked,
    get mostTogether() {
      return mostTogether;
    },
    open(options) {
      const one = (pdu: number) => (oids: readonly Oid[]) =>
        ask(options, { pdu, oids, nonRepeaters: 0, maxRepetitions: 0 });
      return {
        traffic: { packetsSent: 0, packetsRetried: 0, pdusReturned: 0, repliesRefused: 0 },
        get: one(PDU.get),
        getNext: one(PDU.getNext),
        getBulk: (oids, nonRepeaters, maxRepetitions) =>
          ask(options, { pdu: PDU.getBulk, oids, nonRepeaters, maxRepetitions }),
        close: () => undefined,
      };
    },
  };
}
