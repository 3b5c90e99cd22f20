/** A message bus of its own (dbus-daemon) on which a made-up systemd answers. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A value with its signature. */
export type Typed = readonly [signature: string, value: unknown];

export interface FakeUnit {
  readonly name: string;
  readonly load?: string;
  readonly active?: string;
  /** `Service.Type` → value. What is missing is refused, as systemd does. */
  readonly properties?: Readonly<Record<string, Typed>>;
}

export interface FakeSystemdOptions {
  readonly units: readonly FakeUnit[];
  /** Properties of the manager. */
  readonly manager: Readonly<Record<string, Typed>>;
}

export interface FakeSystemd {
  /** For DBUS_SYSTEM_BUS_ADDRESS. */
  readonly address: string;
  /** Names of clients that have asked so far: one for each connection. */
  readonly clients: ReadonlySet<string>;
  /** While true, nothing is answered. */
  silent: boolean;
  stop(): Promise<void>;
}

interface Message {
  readonly type: number;
  readonly serial: number;
  readonly sender: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly body?: readonly string[];
}
interface Connection {
  on(event: 'message', listener: (message: Message) => void): void;
  on(event: 'error', listener: (error: unknown) => void): void;
  message(message: object): void;
  end(): void;
}
interface Library {
  createConnection(options: { readonly busAddress: string }): Connection;
}

const METHOD_CALL = 1;
const METHOD_RETURN = 2;
const ERROR = 3;
const MANAGER_PATH = '/org/freedesktop/systemd1';
const INTERFACES = 'org.freedesktop.systemd1.';

/** As systemd escapes the names of units in paths. */
function pathOf(unit: string): string {
  const escaped = unit.replace(/[^A-Za-z0-9]|^\d/g, (character) =>
    [...Buffer.from(character)].map((byte) => `_${byte.toString(16).padStart(2, '0')}`).join(''),
  );
  return `${MANAGER_PATH}/unit/${escaped}`;
}

export async function startFakeSystemd(options: FakeSystemdOptions): Promise<FakeSystemd> {
  const folder = mkdtempSync(join(tmpdir(), 'fathom-bus-'));
  const address = `unix:path=${join(folder, 'socket')}`;
  const daemon = await startDaemon(folder, address);
  const clients = new Set<string>();
  const fake: FakeSystemd = {
    address,
    clients,
    silent: false,
    async stop() {
      connection.end();
      daemon.kill();
      await once(daemon, 'exit');
      rmSync(folder, { recursive: true });
    },
  };
  const connection = await joinBus(address, (message, reply) => {
    if (!message.sender.startsWith(':')) return;
    clients.add(message.sender);
    if (!fake.silent) reply(answer(message, options));
  });
  return fake;
}

async function startDaemon(folder: string, address: string): Promise<ChildProcess> {
  const config = join(folder, 'bus.conf');
  writeFileSync(
    config,
    `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
      "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
    <busconfig>
      <listen>${address}</listen>
      <auth>EXTERNAL</auth>
      <policy context="default">
        <allow user="*"/><allow own="*"/>
        <allow send_destination="*"/><allow receive_sender="*"/>
      </policy>
    </busconfig>`,
  );
  const daemon = spawn(
    'dbus-daemon',
    ['--nofork', '--nopidfile', '--print-address', `--config-file=${config}`],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  await Promise.race([
    once(daemon.stdout, 'data'),
    once(daemon, 'exit').then(([code]) => {
      throw new Error(`dbus-daemon ended with ${String(code)}`);
    }),
  ]);
  return daemon;
}

async function joinBus(
  address: string,
  answered: (message: Message, reply: (fields: object) => void) => void,
): Promise<Connection> {
  const { default: library } = (await import('@homebridge/dbus-native')) as unknown as { default: Library };
  const connection = library.createConnection({ busAddress: address });
  let serial = 0;
  const ask = (member: string, signature?: string, body?: readonly unknown[]) => {
    const bus = 'org.freedesktop.DBus';
    connection.message({
      type: METHOD_CALL,
      serial: (serial += 1),
      destination: bus,
      path: '/org/freedesktop/DBus',
      interface: bus,
      member,
      ...(signature !== undefined && { signature, body }),
    });
  };
  const joined = new Promise<void>((resolve, reject) => {
    connection.on('error', reject);
    connection.on('message', (message) => {
      // The second answer is that to RequestName.
      if (message.type === METHOD_RETURN && (message as Message & { replySerial: number }).replySerial === 2)
        resolve();
      if (message.type !== METHOD_CALL) return;
      answered(message, (fields) =>
        connection.message({
          serial: (serial += 1),
          replySerial: message.serial,
          destination: message.sender,
          ...fields,
        }),
      );
    });
  });
  ask('Hello');
  ask('RequestName', 'su', ['org.freedesktop.systemd1', 0]);
  await joined;
  return connection;
}

function answer({ path, member, body = [] }: Message, { units, manager }: FakeSystemdOptions): object {
  if (member === 'ListUnits') {
    const rows = units.map(({ name, load = 'loaded', active = 'active' }) => [
      name,
      `The unit ${name}`,
      load,
      active,
      'running',
      '',
      pathOf(name),
      0,
      '',
      '/',
    ]);
    return { type: METHOD_RETURN, signature: 'a(ssssssouso)', body: [rows] };
  }
  const [owner = '', name = ''] = body;
  const of =
    path === MANAGER_PATH ? manager : (units.find((unit) => pathOf(unit.name) === path)?.properties ?? {});
  const key = path === MANAGER_PATH ? name : `${owner.replace(INTERFACES, '')}.${name}`;
  const value = of[key];
  if (value) return { type: METHOD_RETURN, signature: 'v', body: [value] };
  return {
    type: ERROR,
    errorName: 'org.freedesktop.DBus.Error.UnknownProperty',
    signature: 's',
    body: [`Unknown property ${key}`],
  };
}
