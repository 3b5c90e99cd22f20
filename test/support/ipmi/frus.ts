/** Inventories of a made-up machine, as its BMC hands them out. */
import { area, field, inventory } from '../../../packages/ipmi-js/test/support/fru-bytes.ts';
import type { MadeUpOptions } from './made-up-bmc.ts';

export interface MadeUpFru {
  /** Device id at the BMC; 0 is its own. */
  readonly id: number;
  /** What its locator record calls it; without one when left out. */
  readonly name?: string;
  /** Entity id and instance. */
  readonly entity?: readonly [number, number];
  readonly bytes: Uint8Array;
}

interface Product {
  readonly vendor?: string;
  readonly model?: string;
  readonly part?: string;
  readonly serial?: string;
  readonly asset?: string;
}

export function productFru({
  vendor = '',
  model = '',
  part = '',
  serial = '',
  asset = '',
}: Product): Uint8Array {
  return inventory([], [], [], area(25, ...[vendor, model, part, '', serial, asset].flatMap(field)));
}

/** Of a machine: chassis, board, product. */
export function machineFru(serials: {
  readonly chassis?: string;
  readonly board?: string;
  readonly product?: string;
}) {
  return inventory(
    [],
    area(0x17, ...['CH-1', serials.chassis ?? ''].flatMap(field)),
    area(25, 0, 0, 0, ...['Acme Boards', 'MB100', serials.board ?? '', 'MB100-B'].flatMap(field)),
    area(25, ...['Acme', 'R100', 'R100-A', '', serials.product ?? '', 'inv-7'].flatMap(field)),
  );
}

/** `01020304-0506-0708-090a-0b0c0d0e0f10` as SMBIOS writes it. */
export const GUID = [4, 3, 2, 1, 6, 5, 8, 7, 9, 10, 11, 12, 13, 14, 15, 16];
export const UUID = '01020304-0506-0708-090a-0b0c0d0e0f10';

const FRU_LOCATOR = 0x11;
const NOT_PRESENT = 0xcb;

/** For `startMadeUpBmc`. @param guid null for a BMC that has none */
export function withFrus(
  frus: readonly MadeUpFru[],
  guid: readonly number[] | null = GUID,
): Required<Pick<MadeUpOptions, 'moreRecords' | 'instead'>> {
  const byId = new Map(frus.map((fru) => [fru.id, fru.bytes]));
  const done = (...data: number[]) => ({ completionCode: 0, data });
  return {
    moreRecords: frus.flatMap((fru) => (fru.name === undefined ? [] : [locatorOf(fru, fru.name)])),
    instead({ netFn, command, data }) {
      if (netFn === 6 && command === 0x37 && guid !== null) return done(...guid);
      if (netFn !== 0x0a || (command !== 0x10 && command !== 0x11)) return undefined;
      const bytes = byId.get(data.readUInt8(0));
      if (!bytes) return { completionCode: NOT_PRESENT };
      if (command === 0x10) return done(bytes.length & 0xff, bytes.length >> 8, 0);
      const at = data.readUInt16LE(1);
      const part = bytes.subarray(at, at + data.readUInt8(3));
      return done(part.length, ...part);
    },
  };
}

/** Table 43-7: a logical device of the BMC. */
function locatorOf({ id, entity = [7, 1] }: MadeUpFru, name: string): readonly [number, number[]] {
  const text = [0xc0 | name.length, ...Buffer.from(name, 'latin1')];
  return [FRU_LOCATOR, [0x20, id, 0x80, 0, 0, 0x10, 0, ...entity, 0, ...text]];
}
