import type { FileTree } from '../../../contract/ports.ts';

const CONTROLLERS = 'devices/system/edac/mc';
/** A machine has one or two for each socket. */
const MAX_CONTROLLERS = 256;
/** Rows of a controller, and channels of a row. */
const MAX_PARTS = 256;

interface Part {
  readonly number: string;
  readonly folder: string;
}
export interface Channel {
  readonly number: string;
  /** What the names of its files begin with. */
  readonly prefix: string;
  /** Some hardware counts correctable errors only. */
  readonly countsUncorrectable: boolean;
}
export interface Row extends Part {
  readonly channels: readonly Channel[];
}
export interface Controller extends Part {
  readonly rows: readonly Row[];
}

/** The memory controllers of a machine. Which rows and channels they have follows from its slots: it never changes. */
export class ControllerList {
  #names: string | null = null;
  #controllers: readonly Controller[] = [];

  controllers(sysfs: FileTree): readonly Controller[] {
    const names = sysfs.listIfPresent(CONTROLLERS).sort();
    const joined = names.join('\n');
    if (joined !== this.#names) {
      this.#controllers = parts(names, CONTROLLERS, /^mc(\d+)/, MAX_CONTROLLERS).map((part) => ({
        ...part,
        rows: rowsOf(sysfs, part.folder),
      }));
      this.#names = joined;
    }
    return this.#controllers;
  }
}

function rowsOf(sysfs: FileTree, controller: string): Row[] {
  return parts(sysfs.listIfPresent(controller).sort(), controller, /^csrow(\d+)/, MAX_PARTS).map((part) => ({
    ...part,
    channels: channelsOf(sysfs, part.folder),
  }));
}

function channelsOf(sysfs: FileTree, row: string): Channel[] {
  const names = sysfs.listIfPresent(row).sort();
  return parts(names, row, /^ch(\d+)_ce_count$/, MAX_PARTS).map(({ number }) => ({
    number,
    prefix: `${row}/ch${number}`,
    countsUncorrectable: names.includes(`ch${number}_ue_count`),
  }));
}

function parts(names: readonly string[], folder: string, name: RegExp, limit: number): Part[] {
  return names
    .flatMap((each) => {
      const number = name.exec(each)?.[1];
      return number === undefined ? [] : [{ number, folder: `${folder}/${each}` }];
    })
    .slice(0, limit);
}
