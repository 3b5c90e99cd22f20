import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import { attribute, netlinkOf, u32, u64 } from '../../../../../test/support/netlink.ts';
import { ModuleError } from '../../../contract/module.ts';
import { parseFixtures } from './fixtures.ts';
import { linkRequest, parseLink, parseQdisc, RTM_GETLINK, RTM_GETQDISC } from './messages.ts';
import qdisc from './module.ts';

const ROOT = 0xffffffff;
const INGRESS = 0xfffffff1;

function link(index: number, name: string): Buffer {
  return Buffer.concat([
    u32(0, index, 0, 0),
    attribute(4, u32(1500)),
    attribute(3, Buffer.from(`${name}\0`)),
  ]);
}

interface Figures {
  readonly bytes?: bigint;
  readonly packets?: number;
  readonly queue?: readonly number[];
}

function discipline(index: number, parent: number, kind: string, figures: Figures | null = {}): Buffer {
  const { bytes = 0n, packets = 0, queue = [0, 0, 0, 0, 0] } = figures ?? {};
  const stats = attribute(
    7,
    attribute(1, u64(bytes), u32(packets, 0)),
    attribute(2, u64(0n)),
    attribute(3, u32(...queue)),
  );
  return Buffer.concat([
    u32(0, index, 0x80010000, parent, 2),
    attribute(1, Buffer.from(`${kind}\0`)),
    ...(figures ? [stats] : []),
    attribute(3, Buffer.alloc(40, 0xff)),
  ]);
}

const netlink = (links: readonly Buffer[], disciplines: readonly Buffer[]) =>
  netlinkOf({
    [RTM_GETLINK]: links.map((payload) => ({ type: 16, payload })),
    [RTM_GETQDISC]: disciplines.map((payload) => ({ type: 36, payload })),
  });
const rootfs = fileTree({});
const MACHINE = netlink(
  [link(1, 'lo'), link(2, 'eth0'), link(3, 'wlan0')],
  [
    discipline(1, ROOT, 'noqueue'),
    discipline(2, ROOT, 'mq', {
      bytes: 18_446_744_073_709_551_615n,
      packets: 4_294_967_295,
      queue: [1, 2, 3, 4, 5],
    }),
    discipline(2, 0x80010001, 'fq_codel', { bytes: 5n }),
    discipline(2, INGRESS, 'ingress', { bytes: 5n }),
    discipline(3, 0, 'noqueue', { bytes: 7n }),
    discipline(9, ROOT, 'fq'),
  ],
);
const devicesOf = (lines: readonly string[]) =>
  lines.filter((line) => line.startsWith('node_qdisc_bytes')).map((line) => /device="(.*?)"/.exec(line)?.[1]);

describe('qdisc', () => {
  it('shows the discipline at the root of each device', async () => {
    const { lines } = await collect(qdisc, { netlink: MACHINE, rootfs }, { deviceExclude: '^(lo|wlan)' });
    expect(lines).toEqual([
      'node_qdisc_backlog{device="eth0",kind="mq"} 2',
      'node_qdisc_bytes_total{device="eth0",kind="mq"} 18446744073709552000',
      'node_qdisc_current_queue_length{device="eth0",kind="mq"} 1',
      'node_qdisc_drops_total{device="eth0",kind="mq"} 3',
      'node_qdisc_overlimits_total{device="eth0",kind="mq"} 5',
      'node_qdisc_packets_total{device="eth0",kind="mq"} 4294967295',
      'node_qdisc_requeues_total{device="eth0",kind="mq"} 4',
    ]);
  });

  it.each([
    [{}, ['lo', 'eth0', 'wlan0']],
    [{ deviceInclude: 'eth|lan' }, ['eth0', 'wlan0']],
    [{ deviceExclude: 'eth|lan' }, ['lo']],
  ])('with %j shows %j', async (config, devices) => {
    const { lines } = await collect(qdisc, { netlink: MACHINE, rootfs }, config);
    expect(devicesOf(lines)).toEqual(devices);
  });

  it('refuses include and exclude at once', () => {
    const { error } = qdisc.config.safeParse({ deviceInclude: 'a', deviceExclude: 'b' });
    expect(error?.issues[0]?.message).toContain('mutually exclusive');
  });

  it('asks for the names of devices without their statistics', () => {
    expect([...linkRequest()]).toEqual([...new Array<number>(16).fill(0), 8, 0, 29, 0, 8, 0, 0, 0]);
  });

  it.each<[string, Buffer]>([
    ['an empty message', Buffer.alloc(0)],
    ['a cut off message', discipline(1, ROOT, 'fq').subarray(0, 19)],
  ])('passes over %s', (_, payload) => {
    expect(parseQdisc(payload)).toBeNull();
    expect(parseLink(payload.subarray(0, 15))).toBeNull();
  });

  it('shows zeros where there are no statistics', () => {
    expect(parseQdisc(discipline(1, ROOT, 'fq', null))).toEqual({
      interfaceIndex: 1,
      kind: 'fq',
      bytes: 0,
      packets: 0,
      drops: 0,
      requeues: 0,
      overlimits: 0,
      queueLength: 0,
      backlog: 0,
    });
  });

  it('passes on why the kernel cannot be asked', async () => {
    const broken = {
      routeDump: () => {
        throw new ModuleError('unsupported', 'no koffi');
      },
    };
    const { error } = await collectorOf(qdisc, { netlink: broken, rootfs }).attempt();
    expect(error).toMatchObject({ code: 'unsupported' });
  });

  it('bounds its series', async () => {
    const many = Array.from({ length: 5001 }, (_, i) => i);
    const host = netlink(
      many.map((i) => link(i, `d${i}`)),
      many.map((i) => discipline(i, ROOT, 'fq')),
    );
    const { lines, partial } = await collect(qdisc, { netlink: host, rootfs });
    expect(devicesOf(lines)).toHaveLength(5000);
    expect(partial.map(({ code }) => code)).toEqual(['limit_exceeded']);
  });

  it('any payload is a message or malformed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (array) => {
        for (const parse of [parseLink, parseQdisc]) {
          try {
            parse(Buffer.from(array));
          } catch (error) {
            expect(error).toMatchObject({ code: 'malformed_reply' });
          }
        }
      }),
    );
  });
});

describe('qdisc from a file of tests', () => {
  const readBy = async (content: string) =>
    collectorOf(
      qdisc,
      { netlink: netlinkOf({}), rootfs: fileTree({ 'fx/results.json': content }) },
      { fixtures: 'fx' },
    ).attempt();

  it('shows roots only', async () => {
    const { lines, error } = await readBy(
      '[{"IfaceName":"eth0","Kind":"fq","Bytes":83,"Qlen":2},{"IfaceName":"eth0","Parent":1,"Kind":"x"},{}]',
    );
    expect(error).toBeNull();
    expect(lines.filter((line) => /bytes|length/.test(line))).toEqual([
      'node_qdisc_bytes_total{device="eth0",kind="fq"} 83',
      'node_qdisc_bytes_total{device="",kind=""} 0',
      'node_qdisc_current_queue_length{device="eth0",kind="fq"} 2',
      'node_qdisc_current_queue_length{device="",kind=""} 0',
    ]);
  });

  it.each(['', '[', '{}', '[1]', '[{"Bytes":"x"}]', '[{"Bytes":-1}]', '[{"IfaceName":null}]', '\xff\xfe'])(
    '%j is malformed',
    async (content) => {
      const { error, lines } = await readBy(content);
      expect(error).toMatchObject({ code: 'malformed_reply' });
      expect(lines).toEqual([]);
    },
  );

  it('any bytes are results or malformed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.json().map(Buffer.from)), (bytes) => {
        try {
          parseFixtures(Buffer.from(bytes));
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed_reply' });
        }
      }),
    );
  });
});
