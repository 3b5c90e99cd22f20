import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SEQUENCE } from '../ber.ts';
import { BerWriter } from '../ber-writer.ts';
import { packOid } from '../oid.ts';
import { packSubIds } from '../row-key.ts';
import { readVarbinds } from '../varbinds.ts';
import { Readings } from '../walk/readings.ts';
import { Cells } from './cells.ts';

const OID = [1, 3, 6, 1];
const column = { index: 0, oid: OID, packed: packOid(OID), table: '', scalar: false };

/** A reply with these rows of two columns in turn: each value is the number of the cell, counted from `from` on. */
function replyOf(rows: readonly number[], from: number) {
  const writer = new BerWriter();
  for (const [i, row] of [...rows.entries()].reverse()) {
    for (const own of [false, true]) {
      const mark = writer.length;
      writer.integer(from + i);
      writer.oid([...(own ? OID : [1, 3, 6, 2]), row]);
      writer.wrap(SEQUENCE, mark);
    }
  }
  const bytes = Buffer.from(writer.bytes());
  return readVarbinds(bytes, 0, bytes.length);
}

function cellsOf(replies: readonly (readonly number[])[]): Cells {
  const readings = new Readings();
  let from = 0;
  for (const rows of replies) {
    if (rows.length > 0)
      readings.add(column, { varbinds: replyOf(rows, from), first: 0, step: 2, count: rows.length });
    from += rows.length;
  }
  return new Cells(readings);
}

const found = (cells: Cells, row: number) => {
  const cell = cells.at(column, packSubIds([row]));
  return cell?.varbinds.number(cell.i);
};

describe('cells by their row', () => {
  it.each<[what: string, replies: number[][], asked: number[], found: (number | undefined)[]]>([
    ['in order', [[1, 2], [3]], [1, 2, 3], [0, 1, 2]],
    ['in another order', [[1, 2], [3]], [3, 1, 1, 2], [2, 0, 0, 1]],
    ['that are not there', [[1, 3]], [1, 2, 3], [0, undefined, 1]],
    ['of nothing', [], [1], [undefined]],
    ['that are there twice', [[1, 2, 1]], [1, 2], [2, 1]],
    ['that are there twice, one behind the other', [[1, 1]], [1], [1]],
    ['that another reply has again', [[1, 2], [1]], [1, 2], [2, 1]],
    ['of two octets', [[127, 128, 16_383, 16_384]], [127, 128, 16_384], [0, 1, 3]],
  ])('%s', (_, replies, asked, values) => {
    const cells = cellsOf(replies);
    expect(asked.map((row) => found(cells, row))).toEqual(values);
  });

  it('are the last that were told, whatever they are asked for', () => {
    const row = fc.integer({ min: 0, max: 300 });
    const rows = fc.array(row, { maxLength: 6 });
    const ascending = rows.map((each) => [...each].sort((a, b) => a - b));
    const replies = fc.array(fc.oneof(rows, ascending), { maxLength: 3 });
    fc.assert(
      fc.property(replies, rows, (told, others) => {
        const last = new Map(told.flat().map((each, i) => [each, i]));
        const cells = cellsOf(told);
        for (const each of [...told.flat(), ...others]) expect(found(cells, each)).toBe(last.get(each));
      }),
    );
  });
});
