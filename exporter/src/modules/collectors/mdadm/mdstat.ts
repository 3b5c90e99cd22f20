import { ModuleError } from '../../../contract/module.ts';

/** Eleven series each; machines have a handful, and beyond this the limit of a module's series would be near. */
export const MAX_ARRAYS = 1024;

export interface RaidArray {
  readonly device: string;
  /** `active`, `inactive`, or what is going on: `recovering`, `resync`, `check`, `reshape`. */
  readonly state: string;
  readonly disks: Disks;
  readonly failed: number;
  readonly spare: number;
  readonly blocks: number;
  readonly synced: number;
}

interface Disks {
  readonly active: number;
  readonly required: number;
}

/** `312319552 blocks super 1.2 [2/1] [U_]`; the bounds on digits keep the search short. */
const SIZE = /^\s*(\d{1,19})(?=\s|$)/;
const SIZE_AND_DISKS = /^\s*\d+ blocks .*\[(\d{1,9})\/(\d{1,9})\] \[[U_]+\]/;
const POSITION = /\((\d{1,19})\/\d{1,19}\)/;
const ACTIVITIES = [
  ['recovery', 'recovering'],
  ['reshape', 'reshape'],
  ['check', 'check'],
  ['resync', 'resync'],
] as const;
/** Work that waits for another array's, or that another node of the cluster does. */
const NOT_AT_WORK = /PENDING|DELAYED|REMOTE/;

/**
 * The arrays of /proc/mdstat: a line with name, state, level and disks; one with size and disks in use;
 * then one on a running recovery, perhaps behind one on the bitmap.
 * @throws ModuleError `malformed_reply` when an array's lines have another form.
 */
export function parseMdstat(bytes: Buffer): RaidArray[] {
  const lines = bytes.toString('utf8').split('\n');
  const arrays = new Map<string, RaidArray>();
  lines.forEach((line, i) => {
    if (/^( |Personalities|unused|\s*$)/.test(line)) return;
    if (lines.length <= i + 3) throw malformed('an array has too few lines');
    const array = parseArray(line, lines[i + 1] ?? '', syncLine(lines[i + 2] ?? '', lines[i + 3] ?? ''));
    if (arrays.has(array.device)) throw malformed('an array is there twice');
    arrays.set(array.device, array);
    if (arrays.size > MAX_ARRAYS)
      throw new ModuleError('limit_exceeded', `mdstat: more than ${MAX_ARRAYS} arrays`);
  });
  return [...arrays.values()];
}

const syncLine = (afterStatus: string, next: string) => (afterStatus.includes('bitmap') ? next : afterStatus);

function parseArray(deviceLine: string, statusLine: string, sync: string): RaidArray {
  const [device = '', , state] = deviceLine.trim().split(/\s+/);
  const size = SIZE.exec(statusLine);
  if (state === undefined || size === null) throw malformed('not the lines of an array');
  const blocks = Number(size[1]);
  const activity = ACTIVITIES.find(([word]) => sync.includes(word))?.[1];
  return {
    device,
    state: activity ?? state,
    disks: parseDisks(deviceLine, statusLine),
    failed: countOf(deviceLine, '(F)'),
    spare: countOf(deviceLine, '(S)'),
    blocks,
    synced: activity === undefined ? blocks : syncedBlocks(sync),
  };
}

/** The levels that do without redundancy show no `[2/1]`: all their disks are needed, and so counted. */
function parseDisks(deviceLine: string, statusLine: string): Disks {
  if (/raid0|linear/.test(deviceLine)) {
    const all = countOf(deviceLine, '[');
    return { active: all, required: all };
  }
  if (deviceLine.includes('inactive')) return { active: 0, required: 0 };
  const match = SIZE_AND_DISKS.exec(statusLine);
  if (match === null) throw malformed('an array without its number of disks');
  return { active: Number(match[2]), required: Number(match[1]) };
}

function syncedBlocks(sync: string): number {
  if (NOT_AT_WORK.test(sync)) return 0;
  const match = POSITION.exec(sync);
  if (match === null) throw malformed('a recovery without its position');
  return Number(match[1]);
}

const countOf = (line: string, mark: string) => line.split(mark).length - 1;

const malformed = (what: string) => new ModuleError('malformed_reply', `mdstat: ${what}`);
