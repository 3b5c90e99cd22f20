/** Functions of the C library for what has neither a file nor a function of Node: docs/decisions/0012. */
import { createRequire } from 'node:module';
import { getSystemErrorName } from 'node:util';
import type koffi from 'koffi';
import { messageOf, ModuleError } from '../model/errors.ts';

export interface NativeLibrary {
  /** A descriptor. @throws Error with the system's `code`, as the other functions do. */
  socket(domain: number, type: number, protocol: number): number;
  send(descriptor: number, bytes: Uint8Array): void;
  /** Number of bytes received, which may be more than there was room for with MSG_TRUNC. */
  receive(descriptor: number, into: Uint8Array, flags: number): number;
  close(descriptor: number): void;
  /** `argument` is in memory that stays where it is; for a request of the kernel that takes a pointer. */
  ioctl(descriptor: number, request: number, argument: Uint8Array): number;
  /** Of memory that stays where it is, for pointers within structures. */
  addressOf(bytes: Uint8Array): bigint;
  /** Fills `timex`; the state of the clock. */
  adjtimex(timex: Uint8Array): number;
  /** Size of `long`. */
  readonly wordBytes: number;
}

/** Loads the library when it is first asked for. @throws ModuleError `unsupported` when that cannot be. */
export type NativeLibrarySource = () => NativeLibrary;

export function nativeLibrary(load: () => typeof koffi = loadKoffi): NativeLibrarySource {
  let library: NativeLibrary | ModuleError | undefined;
  return () => {
    library ??= attempt(load);
    if (library instanceof ModuleError) throw library;
    return library;
  };
}

/** koffi is an optional dependency with a binary for each platform: it may be missing, or not fit this one. */
function attempt(load: () => typeof koffi): NativeLibrary | ModuleError {
  if (process.platform !== 'linux') return new ModuleError('unsupported', 'it is asked of a Linux kernel');
  try {
    return bind(load());
  } catch (error) {
    const reason = messageOf(error).split('\n', 1)[0] ?? '';
    return new ModuleError('unsupported', `the npm package koffi cannot be loaded: ${reason}`, {
      cause: error,
    });
  }
}

function loadKoffi(): typeof koffi {
  return createRequire(import.meta.url)('koffi') as typeof koffi;
}

function bind(ffi: typeof koffi): NativeLibrary {
  // The symbols of this process, the C library among them, whichever it is.
  const symbols = ffi.load(null);
  const checked = (name: string, result: string, ...parameters: string[]) => {
    const call = symbols.func(name, result, parameters) as (...args: unknown[]) => number;
    return (...args: unknown[]): number => {
      const value = call(...args);
      if (value < 0) throw systemError(name, ffi.errno());
      return value;
    };
  };
  const send = checked('send', 'long', 'int', 'void *', 'size_t', 'int');
  const ioctl = checked('ioctl', 'int', 'int', 'ulong', '...');
  const receive = checked('recv', 'long', 'int', 'void *', 'size_t', 'int');
  return {
    socket: checked('socket', 'int', 'int', 'int', 'int'),
    send: (descriptor, bytes) => void send(descriptor, bytes, bytes.length, 0),
    receive: (descriptor, into, flags) => receive(descriptor, into, into.length, flags),
    close: checked('close', 'int', 'int'),
    ioctl: (descriptor, request, argument) => ioctl(descriptor, request, 'void *', argument),
    addressOf: (bytes) => ffi.address(bytes),
    adjtimex: checked('adjtimex', 'int', 'void *'),
    wordBytes: ffi.sizeof('long'),
  };
}

/** As Node's own: with `code`, such as EPERM. */
function systemError(call: string, errno: number): Error {
  const code = getSystemErrorName(-errno);
  return Object.assign(new Error(`${call}: ${code}`), { code });
}
