import { describe, expect, it } from 'vitest';
import { StartGate } from './start-gate.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('the gate', () => {
  it('lets a few through at once, and the rest in turns, in order', async () => {
    const gate = new StartGate();
    const begun: number[] = [];
    const counts: number[] = [];
    for (let i = 0; i < 20; i += 1) void gate.pass().then(() => begun.push(i));
    for (let i = 0; i < 4; i += 1) {
      await Promise.resolve();
      counts.push(begun.length);
      await turn();
    }
    expect(counts).toEqual([8, 16, 20, 20]);
    expect(begun).toEqual(Array.from({ length: 20 }, (_, i) => i));
  });

  it('is open again in a later turn', async () => {
    const gate = new StartGate();
    for (let round = 0; round < 3; round += 1) {
      const passed = await Promise.race([gate.pass().then(() => true), turn().then(() => false)]);
      expect(passed).toBe(true);
      await turn();
    }
  });
});
