import { describe, expect, it } from 'vitest';
import { ScriptedBmc } from '../../test/support/scripted-bmc.ts';
import { rawRecord, SdrBmc, type SdrBehaviour } from '../../test/support/sdr-bmc.ts';
import { IpmiError } from '../errors.ts';
import {
  readDeviceSdrs,
  readSdrRepository,
  type SdrPart,
  type SdrSnapshot,
  type SdrStore,
} from './repository.ts';

const RECORDS = [rawRecord(1), rawRecord(0x103, 60), rawRecord(9, 0)];
const PARTS = '0a:23';

/** From the request with this number on the BMC is silent, whatever size a part has. */
function givesUp(bmc: SdrBmc, from: number): { mend(): void } {
  const answer = bmc.commands.get(PARTS);
  if (typeof answer !== 'function') throw new Error('no answer to take the place of');
  let asked = 0;
  bmc.commands.set(PARTS, (data, request) => {
    if (++asked >= from) throw new IpmiError('timeout', 'nothing came');
    return answer(data, request);
  });
  return { mend: () => void bmc.commands.set(PARTS, answer) };
}

class MemoryStore implements SdrStore {
  part: SdrPart | null = null;
  snapshot: SdrSnapshot | null = null;
  load = () => this.snapshot;
  save = (snapshot: SdrSnapshot) => {
    this.snapshot = snapshot;
  };
}

describe('the records of a repository', () => {
  it.each<[string, SdrBehaviour, number]>([
    ['as a whole each', {}, 3],
    ['with a reservation where the BMC wants one', { needsReservation: true }, 4],
    // One that fits; a whole one that does not, its header, two parts too large, four; one of a header alone.
    ['in parts, when a whole one does not fit', { largestPart: 16 }, 1 + 1 + 1 + 2 + 4 + 1],
    ['in parts, when the BMC falls silent', { largestPart: 16, refusal: 'silence' }, 1 + 1 + 1 + 4 + 1],
    ['in parts, when the BMC cuts them', { largestPart: 64, refusal: 'cut' }, 1 + 1 + 2 + 1],
    ['in the smallest parts', { largestPart: 5, refusal: 0xff }, 1 + 2 + 1 + 4 + 12 + 1],
    [
      'from the beginning of one, when the reservation is lost',
      { largestPart: 64, losesAt: [3] },
      1 + 1 + 3 + 1,
    ],
  ])('are read %s', async (_, behaviour, requests) => {
    const bmc = new SdrBmc(RECORDS, behaviour);
    const { records, info } = await readSdrRepository(bmc);
    expect(records).toEqual(RECORDS);
    expect(info).toMatchObject({
      version: 0x51,
      recordCount: 3,
      freeSpace: 256,
      additionTimestamp: 100,
      eraseTimestamp: 7,
    });
    expect(bmc.count(PARTS)).toBe(requests);
  });

  it('are none without a request for one', async () => {
    const bmc = new SdrBmc([]);
    expect((await readSdrRepository(bmc)).records).toEqual([]);
    expect(bmc.count(PARTS)).toBe(0);
  });

  it('are read once until the repository changes', async () => {
    const bmc = new SdrBmc(RECORDS);
    const store = new MemoryStore();
    const first = await readSdrRepository(bmc, { store });
    const asked = bmc.asked.length;
    expect(await readSdrRepository(bmc, { store })).toBe(first);
    expect(bmc.asked.length).toBe(asked + 1);
    bmc.addition += 1;
    expect(await readSdrRepository(bmc, { store })).not.toBe(first);
    expect(store.snapshot?.info.additionTimestamp).toBe(101);
  });

  it.each([1, 2, 3])('that were given up at request %d go on there', async (requests) => {
    const bmc = new SdrBmc(RECORDS);
    const store = new MemoryStore();
    const given = givesUp(bmc, requests);
    await expect(readSdrRepository(bmc, { store })).rejects.toMatchObject({ code: 'timeout' });
    expect([store.snapshot, store.part?.records]).toEqual([null, RECORDS.slice(0, requests - 1)]);
    given.mend();
    const before = bmc.count(PARTS);
    expect((await readSdrRepository(bmc, { store })).records).toEqual(RECORDS);
    expect(bmc.count(PARTS) - before).toBe(RECORDS.length - requests + 1);
    expect(store.part).toBeNull();
  });

  it('that were all read when it was given up are not read again', async () => {
    const bmc = new SdrBmc(RECORDS);
    const store = new MemoryStore();
    const info = bmc.commands.get('0a:20');
    if (typeof info !== 'function') throw new Error('no answer to take the place of');
    bmc.commands.set('0a:20', (data, request) => {
      if (bmc.count(PARTS) > 0) throw new IpmiError('aborted', 'no time is left');
      return info(data, request);
    });
    await expect(readSdrRepository(bmc, { store })).rejects.toMatchObject({ code: 'aborted' });
    bmc.commands.set('0a:20', info);
    expect((await readSdrRepository(bmc, { store })).records).toEqual(RECORDS);
    expect([bmc.count(PARTS), store.part]).toEqual([RECORDS.length, null]);
  });

  it('that were given up are read anew when they have changed meanwhile', async () => {
    const bmc = new SdrBmc(RECORDS);
    const store = new MemoryStore();
    const given = givesUp(bmc, 3);
    await expect(readSdrRepository(bmc, { store })).rejects.toThrow(IpmiError);
    given.mend();
    bmc.addition += 1;
    bmc.records = RECORDS.toReversed();
    expect((await readSdrRepository(bmc, { store })).records).toEqual(RECORDS.toReversed());
  });

  it('that the BMC refuses to go on with are read anew the next time', async () => {
    const bmc = new SdrBmc(RECORDS);
    const info = { ...(await readSdrRepository(bmc)).info };
    const store = new MemoryStore();
    store.part = { info, records: RECORDS.slice(0, 1), next: 77 };
    await expect(readSdrRepository(bmc, { store })).rejects.toMatchObject({ completionCode: 0xcb });
    expect((await readSdrRepository(bmc, { store })).records).toEqual(RECORDS);
  });

  it('are read again when it changes under way, but not for ever', async () => {
    const bmc = new SdrBmc(RECORDS);
    const info = bmc.commands.get('0a:20');
    bmc.commands.set('0a:20', (data, request) => {
      bmc.addition += 1;
      return typeof info === 'function' ? info(data, request) : 0xff;
    });
    const { info: last } = await readSdrRepository(bmc);
    expect(last.additionTimestamp).toBe(103);
    expect(bmc.count(PARTS)).toBe(2 * RECORDS.length);
  });

  it.each([
    ['that come in a circle', [rawRecord(1), rawRecord(2), rawRecord(1)], {}, 'malformed_reply'],
    ['of a BMC that returns none in any size', RECORDS, { largestPart: 4 }, 'completion_code'],
    [
      'of one whose reservations never last',
      RECORDS,
      { needsReservation: true, losesAt: Array.from({ length: 99 }, (_, at) => at) },
      'limit_exceeded',
    ],
  ])('%s', async (_, records, behaviour, code) =>
    expect(readSdrRepository(new SdrBmc(records, behaviour))).rejects.toMatchObject({ code }),
  );

  it('of a BMC without any', () =>
    expect(readSdrRepository(new ScriptedBmc({}))).rejects.toMatchObject({ completionCode: 0xc1 }));

  it('may be stopped', () =>
    expect(readSdrRepository(new SdrBmc(RECORDS), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'aborted',
    }));

  it('of a controller that has only its own', async () => {
    const bmc = new SdrBmc(RECORDS);
    const { records, info } = await readDeviceSdrs(bmc);
    expect(records).toEqual(RECORDS);
    expect(info).toMatchObject({ recordCount: 3, additionTimestamp: 100, freeSpace: null });
    expect(bmc.count('04:21')).toBe(3);
  });
});
