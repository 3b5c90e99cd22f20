import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import interrupts from './module.ts';
import { type KnownLines, readInterrupts } from './parse.ts';

const HEAD = '           CPU0       CPU1       \n';
const TEXT = `${HEAD}  0:         18          0  IR-IO-APIC-edge      timer
 16:     328511  322879  IR-IO-APIC-fasteoi   ehci_hcd:usb1,   mmc0
NMI:         47       5031   Non-maskable interrupts
IPI0:2768808080 2844211768       Rescheduling interrupts
ERR:          0
MIS:          0
`;
const run = (text: string, config: object = {}) =>
  collect(interrupts, { procfs: fileTree({ interrupts: text }) }, config);
const series = (labels: string, value: number) => `node_interrupts_total{${labels}} ${value}`;

describe('interrupts', () => {
  it('shows the counts of each CPU', async () => {
    const timer = 'devices="timer",info="IR-IO-APIC-edge",type="0"';
    const usb = 'devices="ehci_hcd:usb1, mmc0",info="IR-IO-APIC-fasteoi",type="16"';
    const nmi = 'devices="",info="Non-maskable interrupts",type="NMI"';
    const ipi = 'devices="",info="Rescheduling interrupts",type="IPI0"';
    const { lines, families } = await run(TEXT);
    expect(lines).toEqual([
      series(`cpu="0",${timer}`, 18),
      series(`cpu="1",${timer}`, 0),
      series(`cpu="0",${usb}`, 328511),
      series(`cpu="1",${usb}`, 322879),
      series(`cpu="0",${nmi}`, 47),
      series(`cpu="1",${nmi}`, 5031),
      series(`cpu="0",${ipi}`, 2768808080),
      series(`cpu="1",${ipi}`, 2844211768),
    ]);
    expect(families[0]).toMatchObject({ type: 'counter', help: 'Interrupt details.' });
  });

  it.each([
    [{ includeZeros: false }, ['0', '16', '16', 'NMI', 'NMI', 'IPI0', 'IPI0']],
    [{ nameInclude: '^(NMI|16);' }, ['16', '16', 'NMI', 'NMI']],
    [{ nameInclude: ';timer$' }, ['0', '0']],
    [{ nameExclude: 'interrupts;$' }, ['0', '0', '16', '16']],
    [{ nameInclude: '^[0-9]', nameExclude: 'edge' }, ['16', '16']],
  ])('with %j it shows %j', async (config, expected) => {
    const { lines } = await run(TEXT, config);
    expect(lines.map((line) => /type="(.*?)"/.exec(line)?.[1])).toEqual(expected);
  });

  it('follows counts, interrupts that come and go, and devices that change', async () => {
    let text = `${HEAD} 5: 1 2 PCI eth0\n 6: 3 4 PCI eth1\n`;
    const next = collectorOf(interrupts, { procfs: { ...fileTree({}), read: () => Buffer.from(text) } });
    const shown = async () =>
      (await next()).lines.map((line) =>
        line.replace(/.*cpu="(.*)",devices="(.*)",info=.*,type="(.*)"} /, '$3 $2 $1: '),
      );
    expect(await shown()).toEqual(['5 eth0 0: 1', '5 eth0 1: 2', '6 eth1 0: 3', '6 eth1 1: 4']);
    text = `${HEAD} 5: 7 2 PCI eth0\n 6: 3 8 PCI eth1\n`;
    expect(await shown()).toEqual(['5 eth0 0: 7', '5 eth0 1: 2', '6 eth1 0: 3', '6 eth1 1: 8']);
    text = `${HEAD} 6: 3 9 PCI eth1, eth2\n`;
    expect(await shown()).toEqual(['6 eth1, eth2 0: 3', '6 eth1, eth2 1: 9']);
    text = `       CPU0       CPU1    CPU2\n 5: 1 1 1 PCI eth0\n 6: 3 9 1 PCI eth1\n`;
    expect(await shown()).toHaveLength(6);
  });

  it.each([
    ['an empty file', ''],
    ['a word as count', `${HEAD} 0: 1 two edge timer\n`],
    ['an absurd count', `${HEAD} 0: 1 ${'9'.repeat(30)} edge timer\n`],
    ['what is not text', `${HEAD} 0: \xff \xfe \xfd \xfc\n`],
  ])('refuses %s', (_name, text) => expect(run(text)).rejects.toMatchObject({ code: 'malformed_reply' }));

  it.each([
    ['the head only', HEAD],
    ['a line that is cut off', `${HEAD} 0: 1 2`],
    ['a line without mark', `${HEAD} 0 1 2 edge timer\n`],
    ['empty lines', `${HEAD}\n\n`],
    ['too few counts', `${HEAD}BAD: 1 spurious\n`],
  ])('passes over %s', async (_name, text) => expect((await run(text)).lines).toEqual([]));

  it('shows an interrupt once', async () =>
    expect((await run(`${HEAD} 0: 1 2 a b\n 0: 3 4 a b\n`)).lines).toHaveLength(2));

  it('refuses a file without end', () =>
    expect(run(HEAD + ' 1: 1 2 a b\n'.repeat(20_001))).rejects.toMatchObject({ code: 'limit_exceeded' }));

  it('does without when there is no such file', () =>
    expect(collect(interrupts, { procfs: fileTree({}) })).rejects.toMatchObject({ code: 'unsupported' }));

  it('fuzz: any bytes give counts or malformed_reply, at first and later', () => {
    const line = fc
      .tuple(
        fc.constantFrom('1:', 'NMI:', 'x', ' 2:'),
        fc.array(fc.oneof(fc.nat(), fc.constantFrom('x', '-')), { maxLength: 3 }),
        fc.constantFrom('', ' a', ' a  b c '),
      )
      .map(([name, counts, tail]) => `${name} ${counts.join(' ')}${tail}\n`);
    const file = fc.oneof(
      fc.uint8Array({ maxLength: 100 }),
      fc.array(line).map((lines) => Buffer.from(HEAD + lines.join(''))),
    );
    fc.assert(
      fc.property(fc.array(file, { minLength: 1, maxLength: 3 }), (files) => {
        const known: KnownLines = [];
        for (const each of files) {
          try {
            readInterrupts(
              each,
              known,
              () => true,
              ({ name, info, devices }, counts) => {
                expect(name).not.toMatch(/[:\n]/);
                expect(/^\d+$/.test(name) || devices === '').toBe(true);
                expect(info).not.toBe('');
                expect(counts.every((count) => count >= 0)).toBe(true);
              },
            );
          } catch (error) {
            expect(error).toMatchObject({ code: 'malformed_reply' });
          }
        }
      }),
    );
  });
});
