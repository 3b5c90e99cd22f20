/** How long a device is waited for, and what its silence means. */
import { describe, expect, it } from 'vitest';
import { MemoryDevice } from '../../../../../test/support/snmp-memory.ts';
import { ModuleError } from '../../../model/errors.ts';
import type { Patience } from './agent.ts';
import { DeviceMemory } from './device-memory.ts';
import { Requests } from './requests.ts';

const PATIENCE: Patience = { timeoutMs: 5000, retries: 3 };
const BASE = 25;

function made(patience = PATIENCE) {
  const device = new MemoryDevice({});
  const memory = new DeviceMemory(() => 0);
  const opened: Patience[] = [];
  const replied: number[] = [];
  const open = (given: Patience) => {
    opened.push(given);
    return device.open(given);
  };
  const requests = new Requests({ open, patience, memory, base: BASE, onReply: (ms) => replied.push(ms) });
  const answered = (varbinds: number) => requests.send(varbinds, (agent) => agent.get([[1, 3]]));
  const failing = (varbinds: number, code: 'timeout' | 'unreachable' = 'timeout') =>
    requests.send(varbinds, () => Promise.reject(new ModuleError(code, 'x')));
  return { memory, opened, replied, requests, answered, failing };
}

describe('a request', () => {
  it.each<[what: string, varbinds: number, patience: Patience, hurried: Patience | undefined]>([
    ['as anybody would send it', BASE, PATIENCE, undefined],
    ['larger than any that was answered', BASE + 1, PATIENCE, { timeoutMs: 1000, retries: 1 }],
    ['of a module without retries', BASE + 1, { timeoutMs: 300, retries: 0 }, { timeoutMs: 300, retries: 0 }],
  ])('%s has its patience', async (_, varbinds, patience, hurried) => {
    const { opened, answered } = made(patience);
    await answered(varbinds);
    await answered(varbinds);
    expect(opened).toEqual([patience, ...(hurried ? [hurried] : [])]);
  });

  it('that is answered tells how long it took', async () => {
    const { replied, answered, requests } = made();
    expect(requests.isAnswered).toBe(false);
    await answered(1);
    expect(replied).toEqual([expect.any(Number)]);
    expect([requests.isAnswered, requests.traffic.packetsSent]).toEqual([true, 1]);
  });
});

describe('silence', () => {
  it.each<[what: string, before: readonly number[], varbinds: number, isFailure: boolean]>([
    ['at the beginning', [], BASE, true],
    ['at the beginning, to a larger request', [], 100, true],
    ['to what anybody would ask', [BASE], BASE, true],
    ['to a larger request', [BASE], 100, false],
  ])('%s', async (_, before, varbinds, isFailure) => {
    const { answered, failing } = made();
    for (const each of before) await answered(each);
    const outcome = await failing(varbinds).then(
      (reply) => (reply === null ? 'again' : 'answered'),
      (error: unknown) => (error instanceof ModuleError ? error.code : 'bug'),
    );
    expect(outcome).toBe(isFailure ? 'timeout' : 'again');
  });

  it('to a larger request keeps later ones small; to one that was answered before, it begins anew', async () => {
    const { answered, failing, memory } = made();
    await answered(BASE);
    memory.answered(40);
    await failing(100);
    expect(memory.room(BASE)).toBe(40);
    await failing(40);
    expect([memory.room(BASE), memory.isProven(40, BASE)]).toEqual([BASE, false]);
  });

  it('is not what another failure is', async () => {
    const { answered, failing } = made();
    await answered(BASE);
    await expect(failing(100, 'unreachable')).rejects.toThrow(new ModuleError('unreachable', 'x'));
  });
});
