/**
 * Rows of /proc/net/{tcp,tcp6,udp,udp6}, parsed where they lie: a busy server has 50,000 of them, most of which
 * are only counted. Source: tcp4_seq_show, tcp6_seq_show and udp4_seq_show in the kernel's net/ipv4 and net/ipv6.
 *
 *     sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode …
 *      0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1206 …
 */

/** One row; a parser overwrites it, so that a row costs no object. */
export interface NetRow {
  /** Number of the state as the kernel has it, 1 (established) to 255. */
  state: number;
  localPort: number;
  remotePort: number;
  /** Bytes (UDP, connections) or connections (listening TCP) that wait for the program. */
  receiveQueue: number;
  /** Bytes that wait to be sent, or to be acknowledged. */
  sendQueue: number;
  uid: number;
  /** 0 for a socket that no process holds any more, such as one in time_wait. */
  inode: number;
  /** Where the local address begins, and its number of hexadecimal digits: 8 or 32. */
  addressAt: number;
  addressDigits: number;
}

export function emptyNetRow(): NetRow {
  return {
    state: 0,
    localPort: 0,
    remotePort: 0,
    receiveQueue: 0,
    sendQueue: 0,
    uid: 0,
    inode: 0,
    addressAt: 0,
    addressDigits: 0,
  };
}

const SPACE = 0x20;
const COLON = 0x3a;
/** More digits than any number the kernel prints here, and few enough to stay an exact double. */
const MAX_DECIMAL_DIGITS = 15;

/** Parses `bytes[start, end)` into `row`; false when that is no row (the header, a torn or foreign line). */
export function parseNetRow(bytes: Uint8Array, start: number, end: number, row: NetRow): boolean {
  let at = skipToken(bytes, skipSpaces(bytes, start, end), end);
  if (at === start || bytes[at - 1] !== COLON) return false;

  at = skipSpaces(bytes, at, end);
  row.addressAt = at;
  at = skipHex(bytes, at, end);
  row.addressDigits = at - row.addressAt;
  if (row.addressDigits !== 8 && row.addressDigits !== 32) return false;
  row.localPort = portAt(bytes, at, end);

  const remoteAt = skipSpaces(bytes, at + 5, end);
  at = skipHex(bytes, remoteAt, end);
  if (at - remoteAt !== row.addressDigits) return false;
  row.remotePort = portAt(bytes, at, end);

  at = skipSpaces(bytes, at + 5, end);
  row.state = hexAt(bytes, at, 2, end);

  const sendQueueAt = skipSpaces(bytes, at + 2, end);
  at = skipHex(bytes, sendQueueAt, end);
  if (bytes[at] !== COLON || at - sendQueueAt !== 8) return false;
  row.sendQueue = hexAt(bytes, sendQueueAt, 8, at);
  row.receiveQueue = hexAt(bytes, at + 1, 8, end);
  if (row.localPort < 0 || row.remotePort < 0 || row.state <= 0 || row.receiveQueue < 0) return false;

  at = skipField(bytes, skipField(bytes, at + 9, end), end);
  at = skipSpaces(bytes, at, end);
  row.uid = decimalAt(bytes, at, end);
  at = skipSpaces(bytes, skipField(bytes, skipToken(bytes, at, end), end), end);
  row.inode = decimalAt(bytes, at, end);
  return row.uid >= 0 && row.inode >= 0;
}

/** The last column of a row of udp or udp6: datagrams dropped since the socket was opened; 0 when it is no number. */
export function dropsOf(bytes: Uint8Array, start: number, end: number): number {
  let last = end;
  while (last > start && bytes[last - 1] === SPACE) last -= 1;
  let first = last;
  while (first > start && bytes[first - 1] !== SPACE) first -= 1;
  return Math.max(decimalAt(bytes, first, last), 0);
}

function skipSpaces(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && bytes[at] === SPACE) at += 1;
  return at;
}

function skipToken(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && bytes[at] !== SPACE) at += 1;
  return at;
}

function skipField(bytes: Uint8Array, from: number, end: number): number {
  return skipToken(bytes, skipSpaces(bytes, from, end), end);
}

function skipHex(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && hexDigit(bytes[at]) >= 0) at += 1;
  return at;
}

/** The port of `:1F90`; -1 when it is none. */
function portAt(bytes: Uint8Array, at: number, end: number): number {
  return bytes[at] === COLON ? hexAt(bytes, at + 1, 4, end) : -1;
}

/** Exactly `digits` hexadecimal digits, then a space or the end; -1 when there are others. */
function hexAt(bytes: Uint8Array, from: number, digits: number, end: number): number {
  const until = from + digits;
  if (until > end || (until < end && bytes[until] !== SPACE)) return -1;
  let value = 0;
  for (let at = from; at < until; at += 1) {
    const digit = hexDigit(bytes[at]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

/** Decimal digits up to a space or the end; -1 when there are none, too many or others. */
function decimalAt(bytes: Uint8Array, from: number, end: number): number {
  let value = 0;
  let at = from;
  for (; at < end && bytes[at] !== SPACE; at += 1) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return at === from || at - from > MAX_DECIMAL_DIGITS ? -1 : value;
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
