/** Agents that others wrote: Debian's snmpd and snmpsim, each on a free port of loopback. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Program, startProgram } from './program.ts';
import { integerContent, tlv } from './snmp-agent/ber.ts';
import { Tag, varbind } from './snmp-agent/table.ts';

export const SNMPD = 'snmpd';
export const SNMPSIM = 'snmpsimd';
/** Both tell more to those who use this community. */
export const COMMUNITY = 'public';

const SEQUENCE = 0x30;
const GET = 0xa0;
const SYS_UP_TIME = [1, 3, 6, 1, 2, 1, 1, 3, 0];
const ANSWER_TIMEOUT_MS = 200;

export interface SnmpDaemon extends Program {
  /** `127.0.0.1:<port>`, UDP. */
  readonly target: string;
}

export interface User {
  readonly name: string;
  /** As net-snmp writes them: `SHA-256`, `AES`; absent for none. */
  readonly auth?: string;
  readonly priv?: string;
}
/** Of all users. */
export const AUTH_PASSWORD = 'parity-auth-phrase';
export const PRIV_PASSWORD = 'parity-priv-phrase';

/** Tells of this machine; over TCP on the same port too. */
export async function startSnmpd(users: readonly User[] = []): Promise<SnmpDaemon> {
  const folder = mkdtempSync(join(tmpdir(), 'fathom-snmpd-'));
  const target = `127.0.0.1:${await freeUdpPort()}`;
  const config = join(folder, 'snmpd.conf');
  const lines = [
    `agentAddress udp:${target},tcp:${target}`,
    `rocommunity ${COMMUNITY} 127.0.0.1`,
    'sysLocation lab',
    'sysContact ops@example.com',
    ...users.flatMap(({ name, auth, priv }) => [
      `createUser ${name} ${auth ? `${auth} ${AUTH_PASSWORD}` : ''} ${priv ? `${priv} ${PRIV_PASSWORD}` : ''}`,
      `rouser ${name} ${priv ? 'priv' : auth ? 'auth' : 'noauth'}`,
    ]),
  ];
  writeFileSync(config, lines.join('\n') + '\n');
  const args = ['-f', '-Le', '-C', '-c', config];
  return start(folder, target, { command: SNMPD, args, env: { SNMP_PERSISTENT_DIR: folder } });
}

/** To whom snmpsim tells, in version 3, the recording that the context is the name of. */
export const RECORDED_USER: Required<User> = { name: 'reader', auth: 'SHA', priv: 'AES' };

/** Serves recordings from a folder: a file `<community>.snmprec` for each community. */
export async function startSnmpsim(recordings: string): Promise<SnmpDaemon> {
  const folder = mkdtempSync(join(tmpdir(), 'fathom-snmpsim-'));
  const target = `127.0.0.1:${await freeUdpPort()}`;
  const args = [
    `--data-dir=${recordings}`,
    `--cache-dir=${join(folder, 'cache')}`,
    `--agent-udpv4-endpoint=${target}`,
    `--v3-user=${RECORDED_USER.name}`,
    `--v3-auth-proto=${RECORDED_USER.auth}`,
    `--v3-auth-key=${AUTH_PASSWORD}`,
    `--v3-priv-proto=${RECORDED_USER.priv}`,
    `--v3-priv-key=${PRIV_PASSWORD}`,
    '--logging-method=stderr',
    // Started by root it wants to be told to whom it should change.
    ...(process.getuid?.() === 0 ? ['--process-user=root', '--process-group=root'] : []),
  ];
  return start(folder, target, { command: SNMPSIM, args });
}

async function start(
  folder: string,
  target: string,
  program: { command: string; args: readonly string[]; env?: Readonly<Record<string, string>> },
): Promise<SnmpDaemon> {
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const { pid, stop } = await startProgram({ ...program, isReady: () => answers(target) });
    return { target, pid, stop: () => stop().finally(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}

export async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}

/** Does it answer to version 2c? */
async function answers(target: string): Promise<boolean> {
  const [host = '', port = ''] = target.split(':');
  const socket = createSocket('udp4');
  // A port on which nobody listens yet is refused: the same as silence.
  socket.on('error', () => undefined);
  try {
    return await new Promise((resolve) => {
      socket.once('message', () => resolve(true));
      setTimeout(() => resolve(false), ANSWER_TIMEOUT_MS);
      socket.send(upTimeRequest(), Number(port), host);
    });
  } finally {
    socket.close();
  }
}

function upTimeRequest(): Buffer {
  const integer = (value: number) => tlv(Tag.integer, integerContent(value));
  const list = tlv(SEQUENCE, varbind(SYS_UP_TIME, tlv(Tag.null, Buffer.alloc(0))));
  const pdu = tlv(GET, Buffer.concat([integer(1), integer(0), integer(0), list]));
  return tlv(SEQUENCE, Buffer.concat([integer(1), tlv(Tag.octets, Buffer.from(COMMUNITY)), pdu]));
}
