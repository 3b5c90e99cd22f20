/** What the files of one process tell beside its `stat`: limits and the traffic of its network namespace. */

/** The largest unsigned 64-bit number, as which Go's programs show a limit that is none. */
const UNLIMITED = 2 ** 64;

/** The soft limit under this name in /proc/<pid>/limits; null when it is not told. */
export function parseSoftLimit(bytes: Buffer, name: string): number | null {
  const line = bytes
    .toString('latin1')
    .split('\n')
    .find((each) => each.startsWith(`${name} `));
  const soft = line?.slice(name.length).trim().split(/\s+/, 1)[0] ?? '';
  if (soft === 'unlimited') return UNLIMITED;
  return /^\d{1,20}$/.test(soft) ? Number(soft) : null;
}

export interface Octets {
  readonly received: number;
  readonly sent: number;
}

/** IP octets from /proc/<pid>/net/netstat; null when they are not told. */
export function parseIpOctets(bytes: Buffer): Octets | null {
  const start = bytes.indexOf('\nIpExt: ');
  const [names = '', values = ''] = start < 0 ? [] : bytes.toString('latin1', start + 1).split('\n', 2);
  const columns = names.split(' ');
  const cells = values.split(' ');
  const valueOf = (name: string) => {
    const at = columns.indexOf(name);
    return at > 0 && /^\d{1,20}$/.test(cells[at] ?? '') ? Number(cells[at]) : null;
  };
  const received = valueOf('InOctets');
  const sent = valueOf('OutOctets');
  return received === null || sent === null ? null : { received, sent };
}
