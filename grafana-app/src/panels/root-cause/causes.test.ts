import { describe, expect, it } from 'vitest';
import { incidentOf, type Frame } from './causes';
import { DEFAULTS, migrateOptions } from './options';

const LINK = { what: 'Alert fired', asset: 'host-a', time: '2026-01-01T12:00:00Z', kind: 'alert' };

function frame(rows: ReadonlyArray<Record<string, unknown>>): Frame {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return { fields: names.map((name) => ({ name, values: rows.map((row) => row[name]) })) };
}

const row = (incident: string, rank: number, more: Record<string, unknown> = {}) => ({
  incident,
  title: `Title of ${incident}`,
  asset: 'host-a',
  rank,
  cause: `Cause ${rank}`,
  confidence: 0.9,
  explanation: 'Because.',
  chain: JSON.stringify([LINK]),
  ...more,
});

describe('the incident that the panel shows', () => {
  it('is the one with the id, with its causes by rank', () => {
    const shown = incidentOf([frame([row('a', 1), row('b', 2), row('b', 1)])], 'b');
    expect(shown).toMatchObject({ id: 'b', title: 'Title of b', asset: 'host-a' });
    expect(shown?.causes.map(({ title }) => title)).toEqual(['Cause 1', 'Cause 2']);
  });

  it('is the latest open one when none is named', () => {
    const rows = [
      row('old', 1, { status: 'open', startedAt: 1000 }),
      row('new', 1, { status: 'open', startedAt: 3000 }),
      row('over', 1, { status: 'resolved', startedAt: 5000 }),
    ];
    expect(incidentOf([frame(rows)], '')?.id).toBe('new');
  });

  it('is the first when the frame tells no times', () => {
    expect(incidentOf([frame([row('a', 1), row('b', 1)])], '')?.id).toBe('a');
  });

  it('has no cause when none was found', () => {
    expect(incidentOf([frame([row('a', 0, { cause: '' })])], '')?.causes).toEqual([]);
  });

  it.each([
    ['no frame', []],
    ['an empty frame', [{ fields: [] }]],
    ['a frame of something else', [frame([{ name: 'x' }])]],
  ])('is none with %s', (_, frames) => {
    expect(incidentOf(frames, '')).toBeNull();
  });

  it('is none when nothing has the id', () => {
    expect(incidentOf([frame([row('a', 1)])], 'z')).toBeNull();
  });
});

describe('the chain', () => {
  it.each([
    ['is read', JSON.stringify([LINK, { ...LINK, event: 'e1' }]), 2],
    [
      'leaves out what is no link',
      JSON.stringify([LINK, null, 1, {}, { ...LINK, kind: 'magic' }, { ...LINK, time: 'x' }]),
      1,
    ],
    ['is bounded', JSON.stringify(Array.from({ length: 1000 }, () => LINK)), 100],
    ['is empty when it is torn', '[{"what":', 0],
    ['is empty when it is no list', '{"length": 3}', 0],
    ['is empty when it is no text', 7, 0],
  ])('%s', (_, chain, length) => {
    expect(incidentOf([frame([row('a', 1, { chain })])], '')?.causes[0]?.chain).toHaveLength(length);
  });
});

describe('saved options', () => {
  it.each([
    [undefined, DEFAULTS],
    ['nonsense', DEFAULTS],
    [
      { incident: '${incident}', causes: 3 },
      { ...DEFAULTS, incident: '${incident}', causes: 3 },
    ],
    [
      { causes: 99, showChain: false },
      { ...DEFAULTS, causes: 5, showChain: false },
    ],
    [{ causes: Number.NaN, showChain: 'yes', more: 1 }, DEFAULTS],
    [
      { version: 0, causes: -1 },
      { ...DEFAULTS, causes: 1 },
    ],
  ])('%j', (saved, expected) => {
    expect(migrateOptions(saved)).toEqual(expected);
  });

  it('stay as they are once they are of this version', () => {
    expect(migrateOptions(migrateOptions({ causes: 2 }))).toEqual(migrateOptions({ causes: 2 }));
  });
});
