/** Debian's ipmi_sim (package openipmi): a BMC that others wrote, on a free port of loopback. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createUdpTransport } from 'ipmi-js';
import { type Program, startProgram } from '../program.ts';
import { emulatorCommands } from './machine.ts';

export const IPMI_SIM = 'ipmi_sim';
export const ADMIN = { user: 'admin', password: 'sim-password' };
export const READER = { user: 'reader', password: 'read-only' };

export interface IpmiSim extends Program {
  readonly port: number;
}

const CHASSIS_SCRIPT = `#!/bin/sh
shift
op=$1
shift
[ "$op" = get ] || exit 0
for key in "$@"; do
  case "$key" in
    power) echo power:1 ;;
    *) echo "$key:0" ;;
  esac
done
`;
const PING_TIMEOUT_MS = 200;

/** @param further commands after those of the made-up server */
export async function startIpmiSim(further: readonly string[] = []): Promise<IpmiSim> {
  const folder = mkdtempSync(join(tmpdir(), 'fathom-ipmi-sim-'));
  const port = await freeUdpPort();
  const [lan, emulator, chassis, state] = ['lan.conf', 'sim.emu', 'chassis.sh', 'state'].map((name) =>
    join(folder, name),
  );
  writeFileSync(chassis ?? '', CHASSIS_SCRIPT);
  chmodSync(chassis ?? '', 0o755);
  mkdirSync(state ?? '');
  writeFileSync(lan ?? '', lanConfig(port, chassis ?? ''));
  writeFileSync(emulator ?? '', [emulatorCommands(), ...further, ''].join('\n'));
  const program = await startProgram({
    command: IPMI_SIM,
    args: ['-c', lan ?? '', '-f', emulator ?? '', '-s', state ?? '', '-n'],
    isReady: async () =>
      (await createUdpTransport().knock('127.0.0.1', port, PING_TIMEOUT_MS)) === 'answered',
  });
  const stop = async () => {
    await program.stop();
    rmSync(folder, { recursive: true });
  };
  return { pid: program.pid, port, stop };
}

function lanConfig(port: number, chassis: string): string {
  const user = (number: number, { user: name, password }: typeof ADMIN, privilege: string) =>
    `user ${number} true "${name}" "${password}" ${privilege} 10 none md2 md5 straight`;
  return [
    'name "fathom"',
    'set_working_mc 0x20',
    'startlan 1',
    `  addr 127.0.0.1 ${port}`,
    '  priv_limit admin',
    ...['callback', 'user', 'operator', 'admin'].map(
      (level) => `  allowed_auths_${level} none md2 md5 straight`,
    ),
    '  guid 0102030405060708090a0b0c0d0e0f10',
    'endlan',
    `chassis_control "${chassis} 0x20"`,
    user(2, ADMIN, 'admin'),
    user(3, READER, 'user'),
    '',
  ].join('\n');
}

async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}
