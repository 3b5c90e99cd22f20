import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import softirqs from './module.ts';
import { readSoftirqs, SOFTIRQ_TYPES } from './parse.ts';

const HEAD = '                    CPU0       CPU1       \n';
const run = (text: string) => collect(softirqs, { procfs: fileTree({ softirqs: text }) });

describe('softirqs', () => {
  it('shows calls by type and CPU', async () => {
    const { lines } = await run(`${HEAD}          HI:          7          1\n     HRTIMER:         40\n`);
    expect(lines).toEqual([
      'node_softirqs_functions_total{cpu="0",type="HI"} 7',
      'node_softirqs_functions_total{cpu="1",type="HI"} 1',
      'node_softirqs_functions_total{cpu="0",type="HRTIMER"} 40',
    ]);
  });

  it('knows all types', async () => {
    const { lines } = await run(HEAD + SOFTIRQ_TYPES.map((type) => `${type}: 5\n`).join(''));
    expect(lines).toHaveLength(10);
  });

  it.each([HEAD, `${HEAD}\n`, `${HEAD}NEW: 1 2\n`, `${HEAD}HI:\n`, `${HEAD}HI`, 'HI: 1 2\n'])(
    'finds none in %j',
    async (text) => expect((await run(text)).lines).toEqual([]),
  );

  it.each([
    '',
    `${HEAD}HI: 1 x\n`,
    `${HEAD}HI: ${'9'.repeat(30)}\n`,
    `${HEAD}RCU: \xff\n`,
    `${HEAD}RCU: -1\n`,
  ])('refuses %j', (text) => expect(run(text)).rejects.toMatchObject({ code: 'malformed_reply' }));

  it('does without when there is no such file', () =>
    expect(collect(softirqs, { procfs: fileTree({}) })).rejects.toMatchObject({ code: 'unsupported' }));

  it('fuzz: any bytes give counts or malformed_reply', () => {
    const line = fc
      .tuple(fc.constantFrom('HI:', ' TIMER:', 'NEW:', 'HI'), fc.array(fc.nat(), { maxLength: 3 }))
      .map(([type, calls]) => `${type} ${calls.join(' ')}\n`);
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 100 }),
      fc.array(line).map((lines) => Buffer.from(HEAD + lines.join(''))),
    );
    fc.assert(
      fc.property(bytes, (each) => {
        const seen = new Set<string>();
        try {
          readSoftirqs(each, (type, cpu, calls) => {
            expect(seen.has(`${type} ${cpu}`)).toBe(false);
            seen.add(`${type} ${cpu}`);
            expect(calls).toBeGreaterThanOrEqual(0);
          });
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed_reply' });
        }
      }),
    );
  });
});
