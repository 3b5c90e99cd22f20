import { describe, expect, it } from 'vitest';
import { ScriptedBmc } from '../../test/support/scripted-bmc.ts';
import { fanEvent, SelBmc, type SelBehaviour } from '../../test/support/sel-bmc.ts';
import { getSelAllocation, getSelTime } from './info.ts';
import { IpmiError } from '../errors.ts';
import { readSel, type SelSnapshot } from './log.ts';

const ENTRIES = [fanEvent(1), fanEvent(2), fanEvent(0x1234)];
const PARTS = '0a:43';

describe('the log', () => {
  it.each<[string, SelBehaviour, number]>([
    ['an entry at a time', {}, 3],
    ['with a reservation where the BMC wants one', { needsReservation: true }, 4],
    ['in halves, when a whole entry does not fit', { largestPart: 8 }, 7],
    ['again from the entry at which a reservation is lost', { largestPart: 8, losesAt: [5] }, 9],
  ])('is read %s', async (_, behaviour, requests) => {
    const bmc = new SelBmc(ENTRIES, behaviour);
    const { entries, info } = await readSel(bmc);
    expect(entries).toEqual(ENTRIES);
    expect(info).toEqual({
      ...{ version: '1.5', entryCount: 3, freeBytes: 15904, additionTimestamp: 1000, eraseTimestamp: 500 },
      hasOverflowed: false,
      supports: { delete: true, partialAdd: false, reserve: true, allocationInfo: true },
    });
    expect(bmc.count(PARTS)).toBe(requests);
  });

  it('is not read while it is empty', async () => {
    const bmc = new SelBmc([]);
    expect((await readSel(bmc)).entries).toEqual([]);
    expect(bmc.count(PARTS)).toBe(0);
  });

  it('is not read again while nothing changes', async () => {
    const bmc = new SelBmc(ENTRIES);
    const known = await readSel(bmc);
    expect(await readSel(bmc, { known })).toBe(known);
    expect(bmc.count(PARTS)).toBe(3);
  });

  it('is read from where it was left', async () => {
    const bmc = new SelBmc(ENTRIES);
    const known = await readSel(bmc);
    bmc.add(fanEvent(0x1235), fanEvent(0x1236));
    const { entries } = await readSel(bmc, { known });
    expect(entries).toEqual(bmc.entries);
    // The last known one, whose successor it tells, and the two new ones.
    expect(bmc.count(PARTS)).toBe(3 + 3);
  });

  it.each([
    ['at its beginning', [], 2],
    ['after what was known', [1, 2], 2],
    ['before what was known is found', [1, 2], 1],
  ])('that was given up %s goes on there', async (_, before, requests) => {
    const bmc = new SelBmc(before.map((id) => fanEvent(id)));
    const known = await readSel(bmc);
    bmc.add(...[3, 4, 5].map((id) => fanEvent(id)));
    const answer = bmc.commands.get(PARTS);
    if (typeof answer !== 'function') throw new Error('no answer to take the place of');
    let asked = 0;
    bmc.commands.set(PARTS, (data, request) => {
      if (++asked > requests) throw new IpmiError('aborted', 'no time is left');
      return answer(data, request);
    });
    let part: SelSnapshot | null = null;
    const onPart = (given: SelSnapshot) => void (part = given);
    await expect(readSel(bmc, { known, onPart })).rejects.toMatchObject({ code: 'aborted' });
    bmc.commands.set(PARTS, answer);
    expect(part).toMatchObject({ entries: { length: before.length === 0 ? 2 : 1 + requests } });
    const counted = bmc.count(PARTS);
    expect((await readSel(bmc, { known: part })).entries).toEqual(bmc.entries);
    // The last one that is known, and those after it.
    expect(bmc.count(PARTS) - counted).toBeLessThanOrEqual(4);
  });

  it.each([
    ['was cleared', (bmc: SelBmc) => bmc.clear()],
    [
      'was cleared and begun anew with the same IDs',
      (bmc: SelBmc) => (bmc.clear(), bmc.add(fanEvent(1, 1_700_009_999))),
    ],
    [
      'has another entry under an ID that is known',
      (bmc: SelBmc) => bmc.entries.splice(2, 1, fanEvent(0x1234, 5)),
    ],
    ['has overwritten its oldest entry', (bmc: SelBmc) => (bmc.entries.shift(), bmc.add(fanEvent(0x1235)))],
  ])('is read as a whole when it %s', async (_, change) => {
    const bmc = new SelBmc(ENTRIES);
    const known = await readSel(bmc);
    change(bmc);
    bmc.addition += 1;
    expect((await readSel(bmc, { known })).entries).toEqual(bmc.entries);
  });

  it('ends where it is cleared under way', async () => {
    const bmc = new SelBmc(ENTRIES);
    const part = bmc.commands.get(PARTS);
    bmc.commands.set(PARTS, (data, request) => {
      const answer = typeof part === 'function' ? part(data, request) : 0xff;
      bmc.clear();
      return answer;
    });
    expect((await readSel(bmc)).entries).toEqual([ENTRIES[0]]);
  });

  it.each([
    ['whose entries come in a circle', [fanEvent(1), fanEvent(2), fanEvent(1)], {}, 'malformed_reply'],
    ['whose parts are all too large', ENTRIES, { largestPart: 4 }, 'unsupported'],
    [
      'whose reservations never last',
      ENTRIES,
      { needsReservation: true, losesAt: Array.from({ length: 99 }, (_, at) => at) },
      'limit_exceeded',
    ],
  ])('%s', async (_, entries, behaviour, code) =>
    expect(readSel(new SelBmc(entries, behaviour))).rejects.toMatchObject({ code }),
  );

  it('has a size and a clock', async () => {
    const bmc = new ScriptedBmc({
      '0a:41': [0, 4, 16, 0, 0xfa, 3, 0xfa, 3, 1],
      '0a:48': [0, 0xf1, 0x53, 0x65],
    });
    expect(await getSelAllocation(bmc)).toEqual({
      ...{ units: 1024, unitBytes: 16, freeUnits: 1018, largestFreeUnits: 1018, largestRecordUnits: 1 },
    });
    expect(await getSelTime(bmc)).toBe(1_700_000_000);
  });
});
