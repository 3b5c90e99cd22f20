/** Inventories as values (Platform Management FRU Information Storage Definition 1.3). */
import type { MultiRecord } from './multirecord.ts';

export interface ChassisArea {
  /** SMBIOS chassis type, as 0x17 for a rack mount chassis. */
  readonly chassisType: number;
  readonly partNumber: string;
  readonly serialNumber: string;
  readonly custom: readonly string[];
  /** False: the area is told all the same; firmware that forgets checksums is common. */
  readonly hasRightChecksum: boolean;
}

export interface BoardArea {
  readonly language: Language;
  /** Seconds since 1970; null when not given. */
  readonly manufacturedAt: number | null;
  readonly manufacturer: string;
  readonly productName: string;
  readonly serialNumber: string;
  readonly partNumber: string;
  readonly fruFileId: string;
  readonly custom: readonly string[];
  readonly hasRightChecksum: boolean;
}

export interface ProductArea {
  readonly language: Language;
  readonly manufacturer: string;
  readonly productName: string;
  /** Part or model number. */
  readonly partNumber: string;
  readonly version: string;
  readonly serialNumber: string;
  readonly assetTag: string;
  readonly fruFileId: string;
  readonly custom: readonly string[];
  readonly hasRightChecksum: boolean;
}

export interface Language {
  readonly code: number;
  /** Null for what the specification does not list. */
  readonly name: string | null;
}

/** Null for areas that the inventory does not have, and those that begin beyond its end. */
export interface FruInventory {
  /** The maker's own; empty when there is none or it was not read. */
  readonly internal: Uint8Array;
  readonly chassis: ChassisArea | null;
  readonly board: BoardArea | null;
  readonly product: ProductArea | null;
  readonly multiRecords: readonly MultiRecord[];
}
