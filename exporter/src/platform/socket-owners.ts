import type { Socket, SocketOwner } from '../model/socket.ts';
import type { InodeSet } from './inode-set.ts';
import { holdsSocket, OpenSockets } from './open-sockets.ts';
import { readOwner } from './socket-owner.ts';
import type { TimeSlice } from './time-slice.ts';

const INIT = 1;
/** How often names are read again, and processes that have started since are asked for what nobody else holds. */
const REFRESH_MS = 60_000;
/**
 * Files of a process that are looked at for a socket that is new. A process with more, 50,000 perhaps, is looked at in
 * full when the socket is still there at the next look: many are not.
 */
const FIRST_FILES = 500;
/** After a pass over open files, so many times its duration passes before the next: a twentieth of a processor. */
const REST_BEFORE_SEARCH = 20;
/** The same before connections are counted again, which is not urgent: a hundredth. */
const REST_BEFORE_COUNT = 100;

export interface Owners {
  readonly pidByInode: ReadonlyMap<number, number>;
  readonly owners: ReadonlyMap<number, SocketOwner>;
  /** False when a socket has no owner because some processes may not be looked at, or were not yet. */
  readonly complete: boolean;
}

export interface Connections {
  readonly connectionsByPid: ReadonlyMap<number, number>;
  /** False when some processes may not be looked at. */
  readonly complete: boolean;
}

interface Holder {
  readonly pid: number;
  readonly descriptor: string;
}

export interface SocketOwnersOptions {
  readonly root: string;
  /** Milliseconds of a clock that is never set. */
  readonly elapsed?: () => number;
}

/**
 * Which process holds which listening socket. To find that out, the open files of all processes are looked through,
 * 4 µs each: so it is done for sockets that are new, and what was found is asked of the one descriptor from then on.
 */
export class SocketOwners {
  readonly #root: string;
  readonly #elapsed: () => number;
  readonly #holders = new Map<number, Holder>();
  readonly #owners = new Map<number, SocketOwner>();
  /** Listening sockets that were looked for in vain. */
  readonly #unowned = new Set<number>();
  /** Listening sockets that were looked for, but not in all files. */
  readonly #postponed = new Set<number>();
  /** Processes that there were at the last search. */
  #listed = new Set<number>();
  /** Processes that were looked at for what nobody, or only init, holds. */
  #seen = new Set<number>();
  #connections: Connections = { connectionsByPid: new Map(), complete: false };
  #allSeen = true;
  #refreshedMs: number;
  #searchFromMs = -Infinity;
  #countFromMs = -Infinity;

  constructor({ root, elapsed = () => performance.now() }: SocketOwnersOptions) {
    this.#root = root;
    this.#elapsed = elapsed;
    this.#refreshedMs = elapsed();
  }

  async of(listening: readonly Socket[], slice: TimeSlice): Promise<Owners> {
    const missing = await this.#check(listening, slice);
    if (this.#elapsed() >= this.#searchFromMs) {
      if (missing.size > 0) await this.#timed(() => this.#search(missing, slice));
      else if (this.#elapsed() - this.#refreshedMs >= REFRESH_MS)
        await this.#timed(() => this.#refresh(slice));
    }
    return this.#result(listening, slice);
  }

  /** The counts of the last pass, while it is too early for another; else null. */
  recentConnections(): Connections | null {
    return this.#elapsed() < this.#countFromMs ? this.#connections : null;
  }

  /** As `of`, with the connections of each process. */
  async withConnections(
    listening: readonly Socket[],
    connections: InodeSet,
    slice: TimeSlice,
  ): Promise<{ owners: Owners; connections: Connections }> {
    const missing = await this.#check(listening, slice);
    const tookMs = await this.#timed(() => this.#countAll(missing, connections, slice));
    this.#countFromMs = this.#elapsed() + REST_BEFORE_COUNT * tookMs;
    return { owners: await this.#result(listening, slice), connections: this.#connections };
  }

  /** Forgets what is no longer so; the sockets of which nobody has been looked for yet. */
  async #check(listening: readonly Socket[], slice: TimeSlice): Promise<Set<number>> {
    const open = new Set(listening.map(({ inode }) => inode));
    for (const inode of this.#unowned) if (!open.has(inode)) this.#unowned.delete(inode);
    for (const inode of this.#postponed) if (!open.has(inode)) this.#postponed.delete(inode);
    for (const [inode, { pid, descriptor }] of this.#holders) {
      if (!open.has(inode) || !holdsSocket(this.#root, pid, descriptor, inode)) this.#holders.delete(inode);
      if (slice.over()) await slice.next();
    }
    for (const inode of open) if (this.#holders.has(inode) || this.#unowned.has(inode)) open.delete(inode);
    open.delete(0);
    return open;
  }

  /** Until all are found: in new processes first, then in those who hold others. */
  async #search(missing: Set<number>, slice: TimeSlice): Promise<void> {
    const sockets = new OpenSockets(this.#root, slice);
    const isFirst = this.#listed.size === 0;
    const most = isFirst || [...missing].some((inode) => this.#postponed.has(inode)) ? Infinity : FIRST_FILES;
    const pids = await sockets.pids();
    for (const pid of this.#inOrder(pids)) {
      if (missing.size === 0) return;
      const visit = (inode: number, descriptor: string) => {
        // init holds the sockets of the services it starts on demand: one of them may be running.
        if (this.#offer(inode, pid, descriptor, missing) && pid !== INIT) missing.delete(inode);
      };
      await sockets.each(pid, visit, most);
    }
    if (sockets.cutOff) for (const inode of missing) this.#postponed.add(inode);
    else this.#endOfPass(sockets, pids, missing);
  }

  #inOrder(pids: readonly number[]): ReadonlySet<number> {
    const started = pids.filter((pid) => !this.#listed.has(pid));
    const holders = [...this.#holders.values()].map(({ pid }) => pid).sort((a, b) => a - b);
    this.#listed = new Set(pids);
    return new Set([...started, ...holders, ...pids]);
  }

  /** Processes that are new may have inherited what nobody, or only init, held. */
  async #refresh(slice: TimeSlice): Promise<void> {
    this.#refreshedMs = this.#elapsed();
    this.#owners.clear();
    const orphans = new Set(this.#unowned);
    for (const [inode, { pid }] of this.#holders) if (pid === INIT) orphans.add(inode);
    if (orphans.size === 0) return;
    const sockets = new OpenSockets(this.#root, slice);
    const pids = await sockets.pids();
    for (const pid of pids) {
      if (!this.#seen.has(pid))
        await sockets.each(pid, (inode, descriptor) => void this.#offer(inode, pid, descriptor, orphans));
    }
    this.#seen = new Set(pids);
  }

  async #countAll(missing: Set<number>, connections: InodeSet, slice: TimeSlice): Promise<void> {
    const sockets = new OpenSockets(this.#root, slice);
    const pids = await sockets.pids();
    const connectionsByPid = new Map<number, number>();
    for (const pid of pids) {
      let count = 0;
      await sockets.each(pid, (inode, descriptor) => {
        if (connections.has(inode)) count += 1;
        else this.#offer(inode, pid, descriptor, missing);
      });
      if (count > 0) connectionsByPid.set(pid, count);
    }
    this.#connections = { connectionsByPid, complete: sockets.complete };
    this.#endOfPass(sockets, pids, missing);
  }

  /** Takes the process for the holder of a socket that is wanted or that nobody, or only init, holds. */
  #offer(inode: number, pid: number, descriptor: string, wanted: ReadonlySet<number>): boolean {
    const holder = this.#holders.get(inode);
    const isOrphan = holder === undefined ? this.#unowned.has(inode) : holder.pid === INIT && pid !== INIT;
    if (!isOrphan && (holder !== undefined || !wanted.has(inode))) return false;
    this.#holders.set(inode, { pid, descriptor });
    this.#unowned.delete(inode);
    this.#postponed.delete(inode);
    return true;
  }

  #endOfPass(sockets: OpenSockets, pids: readonly number[], missing: ReadonlySet<number>): void {
    for (const inode of missing) if (!this.#holders.has(inode)) this.#unowned.add(inode);
    this.#postponed.clear();
    this.#seen = new Set(pids);
    this.#allSeen = sockets.complete;
  }

  async #result(listening: readonly Socket[], slice: TimeSlice): Promise<Owners> {
    const pidByInode = new Map<number, number>();
    const owners = new Map<number, SocketOwner>();
    let complete = true;
    for (const { inode } of listening) {
      const pid = this.#holders.get(inode)?.pid;
      if (pid === undefined) complete &&= inode === 0 || (this.#unowned.has(inode) && this.#allSeen);
      else {
        pidByInode.set(inode, pid);
        if (!owners.has(pid)) owners.set(pid, this.#ownerOf(pid));
      }
      if (slice.over()) await slice.next();
    }
    for (const pid of this.#owners.keys()) if (!owners.has(pid)) this.#owners.delete(pid);
    return { pidByInode, owners, complete };
  }

  #ownerOf(pid: number): SocketOwner {
    const known = this.#owners.get(pid) ?? readOwner(this.#root, pid);
    this.#owners.set(pid, known);
    return known;
  }

  /** How long it took. */
  async #timed(pass: () => Promise<void>): Promise<number> {
    const startMs = this.#elapsed();
    await pass();
    const endMs = this.#elapsed();
    this.#searchFromMs = endMs + REST_BEFORE_SEARCH * (endMs - startMs);
    return endMs - startMs;
  }
}
