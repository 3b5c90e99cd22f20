import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import drbd from './module.ts';
import { MAX_DEVICES } from './proc-drbd.ts';

const HEAD = 'version: 8.4.11 (api:1/proto:86-101)\nsrcversion: 0123ABC\n\n';
const STATUS = ' 0: cs:Connected ro:Secondary/Primary ds:UpToDate/Inconsistent C r-----\n';
const NUMBERS = '    ns:3 nr:5 dw:8 dr:1 al:2 bm:4 lo:6 pe:7 ua:9 ap:10 ep:1 wo:d oos:11\n';
const run = (text: string | Buffer) => collect(drbd, { procfs: fileTree({ drbd: text }) });

describe('drbd', () => {
  it('shows each device', async () => {
    const { lines } = await run(
      `${HEAD}${STATUS}${NUMBERS}\t[=>..] sync'ed: 17.2% (2/3)K\n\n 1: cs:WFConnection ro:Primary/Unknown\n`,
    );
    expect(lines).toEqual([
      'node_drbd_activitylog_writes_total{device="drbd0"} 2',
      'node_drbd_application_pending{device="drbd0"} 10',
      'node_drbd_bitmap_writes_total{device="drbd0"} 4',
      'node_drbd_connected{device="drbd0"} 1',
      'node_drbd_connected{device="drbd1"} 0',
      'node_drbd_disk_read_bytes_total{device="drbd0"} 1024',
      'node_drbd_disk_state_is_up_to_date{device="drbd0",node="local"} 1',
      'node_drbd_disk_state_is_up_to_date{device="drbd0",node="remote"} 0',
      'node_drbd_disk_written_bytes_total{device="drbd0"} 8192',
      'node_drbd_epochs{device="drbd0"} 1',
      'node_drbd_local_pending{device="drbd0"} 6',
      'node_drbd_network_received_bytes_total{device="drbd0"} 5',
      'node_drbd_network_sent_bytes_total{device="drbd0"} 3072',
      'node_drbd_node_role_is_primary{device="drbd0",node="local"} 0',
      'node_drbd_node_role_is_primary{device="drbd0",node="remote"} 1',
      'node_drbd_node_role_is_primary{device="drbd1",node="local"} 1',
      'node_drbd_node_role_is_primary{device="drbd1",node="remote"} 0',
      'node_drbd_out_of_sync_bytes{device="drbd0"} 11264',
      'node_drbd_remote_pending{device="drbd0"} 7',
      'node_drbd_remote_unacknowledged{device="drbd0"} 9',
    ]);
  });

  it.each(['', HEAD, `${HEAD}ns:5\n`, ' 0: cs\n', ' 0: constructor:1 toString:x\n'])(
    'shows nothing of %j',
    async (text) => expect((await run(text)).lines).toEqual([]),
  );

  it('says so when the kernel has none', () =>
    expect(collect(drbd, { procfs: fileTree({}) })).rejects.toMatchObject({ code: 'unsupported' }));

  it.each([
    ' 0: ns:many\n',
    ' 0: ns:\n',
    ' 0: ns:-1\n',
    ` 0: ns:${'9'.repeat(30)}\n`,
    ' 0: ro:Primary\n',
    ' 0: ns:1 ns:1\n',
    ' 0: ns:1\n 0: ns:1\n',
  ])('refuses %j', (text) => expect(run(text)).rejects.toMatchObject({ code: 'malformed_reply' }));

  it('keeps what stood before the fault', async () => {
    const attempt = collectorOf(drbd, { procfs: fileTree({ drbd: `${STATUS} ns:x` }) }).attempt;
    const { lines, error } = await attempt();
    expect(error).toMatchObject({ code: 'malformed_reply' });
    expect(lines).toContain('node_drbd_connected{device="drbd0"} 1');
  });

  it('refuses devices without end', () => {
    const text = Array.from({ length: MAX_DEVICES + 1 }, (_, i) => ` ${i}: cs:Unconfigured\n`).join('');
    return expect(run(text)).rejects.toMatchObject({ code: 'limit_exceeded' });
  });

  it('fuzz: any bytes give samples or malformed_reply', async () => {
    const piece = fc.constantFrom(HEAD, STATUS, NUMBERS, ' 1:', ' 0:', ' ns:7', ' ds:a/b', '\n', ':', '/');
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((each) => Buffer.from(each)),
      fc.array(fc.oneof(piece, fc.string({ maxLength: 4 }))).map((pieces) => Buffer.from(pieces.join(''))),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (each) => {
        const { error } = await collectorOf(drbd, { procfs: fileTree({ drbd: each }) }).attempt();
        if (error !== null) expect(error).toMatchObject({ code: 'malformed_reply' });
      }),
    );
  });
});
