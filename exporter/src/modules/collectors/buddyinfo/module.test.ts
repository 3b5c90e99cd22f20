import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import buddyinfo from './module.ts';
import { readBuddyinfo } from './parse.ts';

const run = (text: string) => collect(buddyinfo, { procfs: fileTree({ buddyinfo: text }) });

describe('buddyinfo', () => {
  it('shows free blocks by node, zone and size', async () => {
    const { lines } = await run('Node 0, zone      DMA      1      0 \nNode 1, zone   Normal   4711   3 \n');
    expect(lines).toEqual([
      'node_buddyinfo_blocks{node="0",size="0",zone="DMA"} 1',
      'node_buddyinfo_blocks{node="0",size="1",zone="DMA"} 0',
      'node_buddyinfo_blocks{node="1",size="0",zone="Normal"} 4711',
      'node_buddyinfo_blocks{node="1",size="1",zone="Normal"} 3',
    ]);
  });

  it.each(['', 'Node 0, zone DMA\n'])('finds none in %j', async (text) =>
    expect((await run(text)).lines).toEqual([]),
  );

  it.each([
    '\n',
    'Node 0, zone\n',
    'Node 0, zone DMA 1 x\n',
    'Node 0, zone DMA 1 -2\n',
    'Node 0, zone DMA 1 2\nNode 0, zone DMA32 1\n',
    'Node 0, zone DMA 1\nNode 0, zone DMA 1\n',
    `Node 0, zone DMA ${'9'.repeat(30)}\n`,
    `Node 0, zone DMA ${'1 '.repeat(60)}\nNode 0, zone D\xff`,
  ])('refuses %j', (text) => expect(run(text)).rejects.toMatchObject({ code: 'malformed_reply' }));

  it('does without when there is no such file', () =>
    expect(collect(buddyinfo, { procfs: fileTree({}) })).rejects.toMatchObject({ code: 'unsupported' }));

  it('fuzz: any bytes give counts or malformed_reply', () => {
    const line = fc
      .tuple(fc.nat(2), fc.constantFrom('DMA', 'Normal', ''), fc.array(fc.nat(), { maxLength: 3 }))
      .map(([node, zone, blocks]) => `Node ${node}, zone ${zone} ${blocks.join(' ')}\n`);
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 100 }),
      fc.array(line).map((lines) => Buffer.from(lines.join(''))),
    );
    fc.assert(
      fc.property(bytes, (each) => {
        const seen = new Set<string>();
        try {
          readBuddyinfo(each, (...args) => {
            const place = args.slice(0, 3).join();
            expect(seen.has(place)).toBe(false);
            seen.add(place);
            expect(args[3]).toBeGreaterThanOrEqual(0);
          });
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed_reply' });
        }
      }),
    );
  });
});
