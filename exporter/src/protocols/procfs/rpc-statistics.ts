/** /proc/net/rpc/nfs and /proc/net/rpc/nfsd: what the NFS client and server count, see nfsstat(8). */
import { ModuleError } from '../../model/errors.ts';
import { LineScanner } from '../line-scanner.ts';

/** The numbers at the start of each line, by the name in front of them. */
export type RpcStatistics = ReadonlyMap<string, readonly number[]>;

/** More than any line has: NFSv4.2 has 76 operations. */
const MAX_NUMBERS = 256;

/**
 * The lines with one of these names; others, as later kernels add them, are passed over.
 * @throws ModuleError `malformed_reply` when there is none.
 */
export function parseRpcStatistics(bytes: Uint8Array, names: ReadonlySet<string>): RpcStatistics {
  const scanner = new LineScanner(bytes);
  const lines = new Map<string, number[]>();
  while (scanner.nextLine()) {
    const name = scanner.word();
    if (names.has(name)) lines.set(name, numbersOf(scanner));
  }
  if (lines.size === 0) throw malformed('none of the known lines');
  return lines;
}

function numbersOf(scanner: LineScanner): number[] {
  const numbers: number[] = [];
  while (numbers.length < MAX_NUMBERS) {
    const value = scanner.number();
    if (Number.isNaN(value)) break;
    numbers.push(value);
  }
  return numbers;
}

/**
 * The numbers of a line that has at least `least` of them; none when there is no such line.
 * @throws ModuleError `malformed_reply`
 */
export function numbersOfLine(lines: RpcStatistics, name: string, least: number): readonly number[] {
  const numbers = lines.get(name);
  if (numbers === undefined) return [];
  if (numbers.length < least) throw malformed(`fewer than ${least} numbers behind ${name}`);
  return numbers;
}

/**
 * How often each procedure was called, of a line that says first how many procedures there are, at least `least`;
 * none when there is no such line: the kernel was built without that version of NFS.
 * @throws ModuleError `malformed_reply`
 */
export function callsOfLine(lines: RpcStatistics, name: string, least = 0): readonly number[] {
  const numbers = lines.get(name);
  if (numbers === undefined) return [];
  const [count, ...calls] = numbers;
  if (count !== calls.length || count < least)
    throw malformed(`not the number of procedures that ${name} says`);
  return calls;
}

const malformed = (what: string) => new ModuleError('malformed_reply', `net/rpc: ${what}`);

/** The procedures of NFSv2 in the order of their numbers, RFC 1094, under node_exporter's names. */
export const NFS2_PROCEDURES = [
  'Null',
  'GetAttr',
  'SetAttr',
  'Root',
  'Lookup',
  'ReadLink',
  'Read',
  'WrCache',
  'Write',
  'Create',
  'Remove',
  'Rename',
  'Link',
  'SymLink',
  'MkDir',
  'RmDir',
  'ReadDir',
  'FsStat',
] as const;

/** The procedures of NFSv3 in the order of their numbers, RFC 1813, under node_exporter's names. */
export const NFS3_PROCEDURES = [
  'Null',
  'GetAttr',
  'SetAttr',
  'Lookup',
  'Access',
  'ReadLink',
  'Read',
  'Write',
  'Create',
  'MkDir',
  'SymLink',
  'MkNod',
  'Remove',
  'RmDir',
  'Rename',
  'Link',
  'ReadDir',
  'ReadDirPlus',
  'FsStat',
  'FsInfo',
  'PathConf',
  'Commit',
] as const;
