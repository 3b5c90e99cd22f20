/**
 * Holds pairs of connected TCP sockets on 127.0.0.0/8 until its input ends: `tcp-holder.ts <number> <pairs> <listeners>`.
 * Sockets of the C library, since those of Node cost some 10 KB each. Prints `ready`.
 */
import koffi from 'koffi';

const AF_INET = 2;
const SOCK_STREAM = 1;
const BACKLOG = 1024;
const SOL_SOCKET = 1;
const SO_REUSEADDR = 2;
const ADDRESS_BYTES = 16;

const libc = koffi.load(null);
const call = (name: string, ...parameters: string[]) => {
  const native = libc.func(name, 'int', parameters) as (...args: unknown[]) => number;
  return (...args: unknown[]): number => {
    const value = native(...args);
    if (value < 0) throw new Error(`${name}: errno ${koffi.errno()}`);
    return value;
  };
};
const socket = call('socket', 'int', 'int', 'int');
const setOption = call('setsockopt', 'int', 'int', 'int', 'void *', 'int');
const bind = call('bind', 'int', 'void *', 'int');
const listen = call('listen', 'int', 'int');
const connect = call('connect', 'int', 'void *', 'int');
const accept = call('accept', 'int', 'void *', 'void *');

/** struct sockaddr_in; the port 0 is any. */
function address(host: readonly [number, number, number, number], port: number): Buffer {
  const bytes = Buffer.alloc(ADDRESS_BYTES);
  bytes.writeUInt16LE(AF_INET, 0);
  bytes.writeUInt16BE(port, 2);
  bytes.set(host, 4);
  return bytes;
}

function bound(host: readonly [number, number, number, number], port: number): number {
  const descriptor = socket(AF_INET, SOCK_STREAM, 0);
  // What the run before has left in time_wait is in nobody's way.
  setOption(descriptor, SOL_SOCKET, SO_REUSEADDR, Buffer.from([1, 0, 0, 0]), 4);
  bind(descriptor, address(host, port), ADDRESS_BYTES);
  return descriptor;
}

const [number = 0, pairs = 0, listeners = 1] = process.argv.slice(2).map(Number);
const SERVER = [127, 77, number, 1] as const;
const CLIENT = [127, 77, number, 2] as const;
/** Below the range of ports that the kernel hands out. */
const FIRST_PORT = 20_000;

const listening = Array.from({ length: listeners }, (_, i) => {
  const descriptor = bound(SERVER, FIRST_PORT + number * listeners + i);
  listen(descriptor, BACKLOG);
  return descriptor;
});
for (let pair = 0; pair < pairs; pair += 1) {
  const i = pair % listeners;
  connect(bound(CLIENT, 0), address(SERVER, FIRST_PORT + number * listeners + i), ADDRESS_BYTES);
  accept(listening[i], null, null);
}
console.log('ready');
process.stdin.resume().on('end', () => process.exit(0));
