/** What a module may ask of the outside world. A module names the ports it needs and gets no others. */
import type { ProcessSnapshot } from '../model/process.ts';
import type { PortSnapshot, SocketSnapshot, TcpTotals } from '../model/socket.ts';
import type { IpmiClient } from './ipmi.ts';
import type { MachineCare } from './machine-care.ts';
import type { KnownMachines } from './machines.ts';
import type { RedfishClient } from './redfish.ts';
import type { SnmpClient } from './snmp.ts';
import type { SnmpTraps } from './snmp-traps.ts';

/** Files below one root, such as /proc. All calls are synchronous: kernel files answer from memory. */
export interface FileTree {
  readonly root: string;
  /**
   * Content of a file that is read again and again: its descriptor is kept open.
   * The bytes are a view that is valid until the next call.
   * @throws ModuleError `unsupported` when it does not exist, `permission_denied`, `limit_exceeded` over 4 MiB.
   */
  read(path: string): Buffer;
  /** As `read`, for a file that is read once or comes and goes: opened and closed. */
  readOnce(path: string): Buffer;
  /** As `read`; null where `read` would say `unsupported`: it is missing, or the device has no such value. */
  readIfPresent(path: string): Buffer | null;
  /** Names in a folder, unsorted. */
  list(path: string): string[];
  /** As `list`; empty where there is no such folder. */
  listIfPresent(path: string): string[];
  /** Target of a symbolic link. */
  link(path: string): string;
  exists(path: string): boolean;
  /** `st_size`; since Linux 6.2 it counts the entries of /proc/<pid>/fd. */
  size(path: string): number;
}

/** What tells one version of a file from another. */
export interface FileStamp {
  /** Another whenever the file was written or replaced. */
  readonly version: string;
  /** Whole seconds since the epoch. */
  readonly modifiedSeconds: number;
}

/** Files that people and programs write. They may lie on a dead network file system: no call blocks, some may hang. */
export interface PlainFiles {
  /** Paths that match, as Go's filepath.Glob; empty when none does. */
  glob(pattern: string): Promise<string[]>;
  /** Paths of all that is in a folder, sorted. */
  list(folder: string): Promise<string[]>;
  /** Follows symbolic links. @throws ModuleError `malformed_reply` when it is no file. */
  stamp(path: string): Promise<FileStamp>;
  /** @throws ModuleError `limit_exceeded` when it is larger than `maxBytes`. */
  read(path: string, maxBytes: number): Promise<{ readonly bytes: Buffer; readonly stamp: FileStamp }>;
}

/** statfs(2): sizes in units of `blockSize`. */
export interface FilesystemStats {
  readonly blockSize: number;
  readonly blocks: number;
  readonly blocksFree: number;
  readonly blocksAvailable: number;
  readonly files: number;
  readonly filesFree: number;
}

export interface Filesystems {
  /** `--path.rootfs`: where the host's root is mounted, `/` unless Fathom runs in a container. */
  readonly root: string;
  /**
   * For local file systems only: on a dead network file system it never returns. Below `root`.
   * @throws ModuleError whose message is the kernel's text, as strerror(3) has it.
   */
  statSync(mountpoint: string): FilesystemStats;
  /**
   * May never settle on a dead network file system: the caller gives up after its own time, and who asks again gets
   * the same answer. Of one `server`, which all share the fate of, few are asked while it is silent.
   * @throws ModuleError as `statSync`
   */
  stat(mountpoint: string, server?: string): Promise<FilesystemStats>;
}

export interface Uname {
  readonly sysname: string;
  readonly nodename: string;
  readonly release: string;
  readonly version: string;
  readonly machine: string;
}

export interface NetworkAddress {
  readonly interface: string;
  readonly address: string;
  readonly family: 4 | 6;
  readonly mac: string;
  readonly cidr: string | null;
  readonly internal: boolean;
}

/** The zone of the local time, as `date +%Z` and `date +%z` have it. */
export interface TimeZone {
  readonly name: string;
  /** East of Greenwich is positive. */
  readonly offsetSeconds: number;
}

export interface OperatingSystem {
  uname(): Uname;
  timeZone(timeMs: number): TimeZone;
  /** Fully qualified name when the resolver knows one, else the hostname. */
  fqdn(): Promise<string>;
  platform(): string;
  cpuCount(): number;
  addresses(): NetworkAddress[];
  uptimeSeconds(): number;
  totalMemoryBytes(): number;
}

export interface ProcessTable {
  /** One pass over /proc/<pid>, shared by all who ask within `maxAgeMs`; yields to the event loop in between. */
  snapshot(maxAgeMs: number): Promise<ProcessSnapshot>;
}

/** Files of a process or thread that are read at each look: their descriptors may stay open. */
export type LiveFile = 'stat' | 'status' | 'io' | 'wchan' | 'comm' | 'schedstat' | 'statm' | 'smaps_rollup';
/** Those that seldom change; and smaps_rollup, for an open one is that of the program before the last exec(2). */
export type SeldomFile = 'cmdline' | 'cgroup' | 'limits' | 'smaps_rollup';

/**
 * What procfs tells of one process or thread, looked at again and again. The bytes that are handed out are a view
 * that is valid until the next call on any folder. Null for what is not there: it has ended, it has no such file,
 * or the file may not be read. Whatever may not be read is asked for once only, for to ask in vain is dear.
 * @throws ModuleError `limit_exceeded` when there are no descriptors left, `unreachable` on an error of the kernel.
 */
export interface ProcessFolder {
  /** True when something may not be read. */
  readonly denied: boolean;
  read(file: LiveFile): Buffer | null;
  /** At most 32 KiB. Opened anew. */
  readOnce(file: SeldomFile): Buffer | null;
  /** As `readOnce`, in another thread: for what takes the kernel long. The bytes are the caller's. */
  readAside(file: SeldomFile): Promise<Buffer | null>;
  /** True when what is read there is of this very process, and never of a later one with the same number. */
  keeps(file: LiveFile): boolean;
  /** Open descriptors of the process. */
  countOpenFiles(): number | null;
  /** Ids of its threads, unsorted. */
  threads(): readonly string[] | null;
  thread(id: string): ProcessFolder;
  /** Closes the descriptors, but those of some files; they are opened again when they are read again. */
  close(but?: readonly LiveFile[]): void;
}

export interface ProcessFolders {
  process(pid: string): ProcessFolder;
}

export interface SocketTable {
  /**
   * All TCP sockets together: from a pass that another has asked for within `maxAgeMs`, or one of its own. As
   * node_exporter does, it asks the kernel also where `path.procfs` is a folder of files.
   */
  tcp(maxAgeMs: number): Promise<TcpTotals>;
  /**
   * The sockets, shared by all who ask within `maxAgeMs`. Who holds a listening one is looked for when it appears, and
   * remembered for as long as it is held: that search is dear.
   * @throws ModuleError `unsupported` or `permission_denied` when there is no table of sockets at all.
   */
  ports(maxAgeMs: number): Promise<PortSnapshot>;
  /**
   * As `ports`, with the connections of each process, which cost a pass over all /proc/<pid>/fd. It takes at most a
   * hundredth of the time: where it is long, the counts by process may be older than `maxAgeMs`.
   */
  snapshot(maxAgeMs: number): Promise<SocketSnapshot>;
}

export interface AdjtimexReply {
  /** What adjtimex(2) returned: TIME_OK (0) to TIME_ERROR (5). */
  readonly state: number;
  /** struct timex; a view that is valid until the next call. */
  readonly timex: Buffer;
  /** Size of its `long`. */
  readonly wordBytes: number;
}

export interface KernelClock {
  /**
   * Reads the state of the kernel's clock and changes nothing.
   * @throws ModuleError `unsupported` without koffi, `permission_denied` when system calls are filtered.
   */
  adjtimex(): AdjtimexReply;
}

export interface Netlink {
  /**
   * Asks over NETLINK_ROUTE for everything of one kind, and hands each message of the reply to `visit`: its type and
   * its payload, a view that is valid until `visit` returns. Synchronous: the kernel answers from memory.
   * @throws ModuleError `unsupported` without koffi or when the kernel does not know it, `permission_denied`,
   * `malformed_reply`.
   */
  routeDump(type: number, body: Uint8Array, visit: (type: number, payload: Buffer) => void): void;
}

/** Whom to ask over D-Bus, and for what. */
export interface BusObject {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
}

export interface BusCall extends BusObject {
  readonly member: string;
  /** Of the body. */
  readonly signature?: string;
  readonly body?: readonly unknown[];
}

/**
 * A connection of D-Bus that is made when first needed and kept. Numbers of 64 bits come as doubles. Whoever gives up
 * (by the signal) ends it for all: the next call makes another.
 */
export interface MessageBus {
  /** The values of the answer. @throws ModuleError `unsupported` when the call is refused. */
  call(call: BusCall, signal: AbortSignal): Promise<readonly unknown[]>;
  /** As org.freedesktop.DBus.Properties.Get. */
  property(object: BusObject, name: string, signal: AbortSignal): Promise<unknown>;
}

export interface MessageBuses {
  readonly system: MessageBus;
  /** systemd's own socket, without a bus in between. */
  readonly systemd: MessageBus;
}

/** Which hosts may be asked, as `Access.allow` has it. */
export interface AllowedHosts {
  /** The first of a host's addresses that may be asked; null when none may. `host` is a name or an address. */
  choose(host: string, addresses: readonly string[]): string | null;
}

export interface AllowLists {
  /** Entries with a fault match nothing. */
  of(entries: readonly string[]): AllowedHosts;
}

/** Addresses of hosts, remembered for a short while. */
export interface HostNames {
  /** An address is its own; the resolver's first choice first. @throws ModuleError `unreachable` when the name is not known. */
  addresses(host: string): Promise<readonly string[]>;
}

export interface Ports {
  readonly procfs: FileTree;
  readonly sysfs: FileTree;
  readonly udev: FileTree;
  /** The host's own file system: /etc/os-release, /etc/machine-id. */
  readonly rootfs: FileTree;
  readonly filesystems: Filesystems;
  readonly files: PlainFiles;
  readonly buses: MessageBuses;
  readonly os: OperatingSystem;
  readonly processes: ProcessTable;
  readonly processFolders: ProcessFolders;
  readonly sockets: SocketTable;
  readonly clock: KernelClock;
  readonly netlink: Netlink;
  readonly allowLists: AllowLists;
  readonly hosts: HostNames;
  readonly snmp: SnmpClient;
  readonly snmpTraps: SnmpTraps;
  readonly redfish: RedfishClient;
  readonly ipmi: IpmiClient;
  readonly machines: KnownMachines;
  readonly machineCare: MachineCare;
}
export type Need = keyof Ports;
