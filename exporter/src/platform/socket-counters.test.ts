import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONNECTION_STATES, type ConnectionState } from '../model/socket.ts';
import { InodeSet } from './inode-set.ts';
import { PortStateCounts } from './state-counts.ts';

const port = fc.integer({ min: 0, max: 65_535 });

describe('InodeSet', () => {
  it('holds what was added and nothing else', () => {
    const inode = fc.oneof(
      fc.integer({ min: 1, max: 5000 }),
      fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    );
    fc.assert(
      fc.property(fc.array(inode, { maxLength: 3000 }), fc.array(inode), (added, asked) => {
        const set = new InodeSet();
        const model = new Set(added);
        for (const each of added) set.add(each);
        for (const each of [...added, ...asked]) expect(set.has(each)).toBe(model.has(each));
      }),
      { numRuns: 50 },
    );
  });

  it('takes a hundred thousand in a row', () => {
    const set = new InodeSet();
    for (let inode = 1; inode <= 100_000; inode += 1) set.add(inode);
    expect([1, 50_000, 100_000, 100_001].map((inode) => set.has(inode))).toEqual([true, true, true, false]);
  });
});

describe('PortStateCounts', () => {
  it('counts as a map of maps does', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(port, fc.integer({ min: -1, max: 20 })), { maxLength: 500 }), (added) => {
        const counts = new PortStateCounts();
        const model = new Map<number, Map<ConnectionState, number>>();
        for (const [each, number] of added) {
          counts.add(each, number);
          const state = CONNECTION_STATES[number - 1];
          if (!state) continue;
          const states = model.get(each) ?? new Map<ConnectionState, number>();
          model.set(each, states.set(state, (states.get(state) ?? 0) + 1));
        }
        for (const [each] of added) expect(counts.of(each)).toEqual(model.get(each) ?? new Map());
        expect(counts.busiest(1000)).toEqual(model);
      }),
      { numRuns: 100 },
    );
  });

  it('puts the least busy together', () => {
    const counts = new PortStateCounts();
    for (const each of [80, 80, 80, 443, 443, 22, 23]) counts.add(each, 1);
    counts.add(23, 6);
    expect([...counts.busiest(1)]).toEqual([
      [80, new Map([['established', 3]])],
      [0, new Map(Object.entries({ established: 4, time_wait: 1 }))],
    ]);
  });

  it('has nothing of a port not seen', () => expect(new PortStateCounts().of(1)).toEqual(new Map()));
});
