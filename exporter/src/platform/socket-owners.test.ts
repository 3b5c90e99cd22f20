import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { socket } from '../../../test/support/sockets.ts';
import { InodeSet } from './inode-set.ts';
import { SocketOwners } from './socket-owners.ts';
import { timeSlice } from './time-slice.ts';

const MINUTE = 60_000;

let root: string;
let clock = { ms: 0, perCall: 0 };
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'owners-'));
  clock = { ms: 0, perCall: 0 };
});
afterEach(() => rmSync(root, { recursive: true }));

/** A process with these inodes at the descriptors 0, 1, … */
function runs(pid: number, name: string, ...inodes: readonly number[]): void {
  rmSync(join(root, String(pid)), { recursive: true, force: true });
  mkdirSync(join(root, String(pid), 'fd'), { recursive: true });
  writeFileSync(join(root, String(pid), 'comm'), `${name}\n`);
  inodes.forEach((inode, i) => symlinkSync(`socket:[${inode}]`, join(root, String(pid), 'fd', String(i))));
}

function ends(pid: number): void {
  rmSync(join(root, String(pid)), { recursive: true });
}

const newOwners = () => new SocketOwners({ root, elapsed: () => (clock.ms += clock.perCall) });
const listening = (inodes: readonly number[]) => inodes.map((inode) => socket({ localPort: inode, inode }));

/** Inode → name of the owner; with `?` when some may be missing. */
async function namesOf(owners: SocketOwners, ...inodes: readonly number[]): Promise<string> {
  const found = await owners.of(listening(inodes), timeSlice());
  const names = inodes.map((inode) => found.owners.get(found.pidByInode.get(inode) ?? 0)?.name ?? '-');
  return names.join(' ') + (found.complete ? '' : ' ?');
}

describe('SocketOwners', () => {
  it('finds the process with the lowest number, and asks only it from then on', async () => {
    runs(20, 'worker', 100);
    runs(10, 'master', 7, 100);
    const owners = newOwners();
    expect(await namesOf(owners, 100)).toBe('master');
    runs(5, 'late', 100);
    expect(await namesOf(owners, 100)).toBe('master');
  });

  it.each<[string, () => void]>([
    ['ends', () => ends(10)],
    ['has closed it', () => runs(10, 'master', 7)],
    ['has something else there', () => runs(10, 'master', 101)],
  ])('looks again when the owner %s', async (_, change) => {
    runs(10, 'master', 100);
    runs(20, 'worker', 100);
    const owners = newOwners();
    expect(await namesOf(owners, 100)).toBe('master');
    change();
    expect(await namesOf(owners, 100)).toBe('worker');
  });

  it('looks for a new socket at once', async () => {
    runs(10, 'a', 100);
    const owners = newOwners();
    await namesOf(owners, 100);
    runs(10, 'a', 100, 101);
    runs(20, 'b', 102);
    expect(await namesOf(owners, 100, 101, 102)).toBe('a a b');
    expect(await namesOf(owners, 102)).toBe('b');
  });

  it('looks in processes with very many files when the socket is still there at the next look', async () => {
    const crowd = Array.from({ length: 700 }, (_, i) => 1000 + i);
    runs(10, 'a', 100);
    runs(20, 'huge', ...crowd, 200);
    const owners = newOwners();
    expect(await namesOf(owners, 100, 200)).toBe('a huge');
    // In which order a folder lists its files is not known: at the first look nobody holds it.
    expect(await namesOf(owners, 100, 201)).toBe('a - ?');
    runs(20, 'huge', ...crowd, 200, 201);
    expect(await namesOf(owners, 100, 201)).toBe('a huge');
    expect(await namesOf(owners, 100, 300)).toBe('a - ?');
    expect(await namesOf(owners, 100, 300)).toBe('a -');
  });

  it('finds the first of new processes', async () => {
    runs(10, 'a', 100);
    const owners = newOwners();
    await namesOf(owners, 100);
    runs(30, 'worker', 101);
    runs(20, 'master', 101);
    expect(await namesOf(owners, 100, 101)).toBe('a master');
  });

  it('gives what init holds to a service that starts later', async () => {
    runs(1, 'systemd', 100, 101);
    runs(10, 'other');
    const owners = newOwners();
    expect(await namesOf(owners, 100, 101)).toBe('systemd systemd');
    runs(30, 'sshd', 100);
    expect(await namesOf(owners, 100, 101)).toBe('systemd systemd');
    clock.ms += MINUTE;
    expect(await namesOf(owners, 100, 101)).toBe('sshd systemd');
  });

  it('looks for what nobody holds in new processes only', async () => {
    runs(10, 'a');
    const owners = newOwners();
    expect(await namesOf(owners, 100)).toBe('-');
    runs(10, 'a', 100);
    clock.ms += MINUTE;
    expect(await namesOf(owners, 100)).toBe('-');
    runs(11, 'b', 100);
    expect(await namesOf(owners, 100)).toBe('-');
    clock.ms += MINUTE;
    expect(await namesOf(owners, 100)).toBe('b');
  });

  it('reads names again after a minute', async () => {
    runs(10, 'sh', 100);
    const owners = newOwners();
    await namesOf(owners, 100);
    writeFileSync(join(root, '10/comm'), 'server\n');
    expect(await namesOf(owners, 100)).toBe('sh');
    clock.ms += MINUTE;
    expect(await namesOf(owners, 100)).toBe('server');
  });

  it('rests after a pass that took long, and says that owners are missing', async () => {
    runs(10, 'a', 100, 101);
    const owners = newOwners();
    clock.perCall = 50;
    expect(await namesOf(owners, 100)).toBe('a');
    clock.perCall = 0;
    expect(await namesOf(owners, 100, 101)).toBe('a - ?');
    clock.ms += 20 * 50;
    expect(await namesOf(owners, 100, 101)).toBe('a a');
  });

  it('says that owners are missing when processes may not be looked at', async () => {
    runs(10, 'a', 100);
    mkdirSync(join(root, '20'));
    symlinkSync('fd', join(root, '20/fd')); // leads nowhere, and not for want of a process
    expect(await namesOf(newOwners(), 100)).toBe('a');
    expect(await namesOf(newOwners(), 100, 101)).toBe('a - ?');
  });

  it('passes over sockets without inode', async () => {
    expect(await namesOf(newOwners(), 0)).toBe('-');
  });

  it('counts connections, finds owners on the way, and rests for longer', async () => {
    runs(1, 'systemd', 100);
    runs(10, 'a', 100, 200, 201, 999);
    runs(20, 'b', 201);
    const connections = new InodeSet();
    [200, 201].forEach((inode) => connections.add(inode));
    const owners = newOwners();
    expect(owners.recentConnections()).toBeNull();
    clock.perCall = 1;
    const found = await owners.withConnections(listening([100]), connections, timeSlice());
    clock.perCall = 0;
    expect(found.owners.owners.get(10)?.name).toBe('a');
    const counted = {
      connectionsByPid: new Map([
        [10, 2],
        [20, 1],
      ]),
      complete: true,
    };
    expect(found.connections).toEqual(counted);
    expect(owners.recentConnections()).toEqual(counted);
    clock.ms += 99;
    expect(owners.recentConnections()).toEqual(counted);
    clock.ms += 1;
    expect(owners.recentConnections()).toBeNull();
  });

  it('fails when the processes cannot be listed', async () => {
    const owners = new SocketOwners({ root: join(root, 'nowhere') });
    await expect(owners.of(listening([1]), timeSlice())).rejects.toMatchObject({ code: 'unsupported' });
  });
});
