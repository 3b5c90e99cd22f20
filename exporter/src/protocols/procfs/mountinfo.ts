import { ModuleError } from '../../model/errors.ts';
import { LineScanner } from '../line-scanner.ts';

export interface Mount {
  /** As the kernel writes it: with its octal escapes, as node_exporter shows it. */
  readonly device: string;
  readonly mountpoint: string;
  readonly fstype: string;
  readonly major: string;
  readonly minor: string;
  /** Of the file system, such as `rw,errors=remount-ro`; empty when there are none. */
  readonly superOptions: string;
  readonly readonly: boolean;
}

/**
 * /proc/<pid>/mountinfo, see proc_pid_mountinfo(5):
 * `36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue`.
 * @throws ModuleError `malformed_reply`
 */
export function parseMountinfo(bytes: Uint8Array): Mount[] {
  const scanner = new LineScanner(bytes);
  const mounts: Mount[] = [];
  while (scanner.nextLine()) if (!scanner.atLineEnd()) mounts.push(readMount(scanner));
  return mounts;
}

function readMount(scanner: LineScanner): Mount {
  scanner.word(); // id
  scanner.word(); // parent
  const number = /^(\d{1,10}):(\d{1,10})$/.exec(scanner.word());
  scanner.word(); // root within the file system
  const mountpoint = unescapePath(scanner.word());
  const options = scanner.word();
  for (let field = scanner.word(); field !== '-'; field = scanner.word()) if (field === '') throw malformed();
  const [fstype, device, superOptions = ''] = scanner.rest().split(' ', 3); // the device may be empty
  if (!number || !mountpoint.startsWith('/') || !fstype || device === undefined) throw malformed();
  return {
    device,
    mountpoint,
    fstype,
    major: number[1] ?? '',
    minor: number[2] ?? '',
    superOptions,
    readonly: isReadonly(options) || isReadonly(superOptions),
  };
}

function isReadonly(options: string): boolean {
  return options.split(',').includes('ro');
}

const ESCAPES: Readonly<Record<string, string>> = {
  '040': ' ',
  '011': '\t',
  '012': '\n',
  '134': '\\',
  '043': '#',
};

/** The kernel writes blanks, newlines, backslashes and # in paths as three octal digits. */
export function unescapePath(path: string): string {
  if (!path.includes('\\')) return path;
  return path.replace(/\\(040|011|012|134|043)/g, (_, digits: string) => ESCAPES[digits] ?? '');
}

const malformed = () => new ModuleError('malformed_reply', 'mountinfo: not its eleven fields');
