import type { BusCall } from '../contract/ports.ts';
import { messageOf, ModuleError } from '../model/errors.ts';
import { connectContained, type ContainedSocket } from './contained-socket.ts';

/** The part of @homebridge/dbus-native that is used; its own declarations leave most of it out. */
interface Library {
  createClient(options: {
    readonly stream: ContainedSocket;
    /** Without a greeting: for what is no bus. */
    readonly direct: boolean;
    readonly authMethods: readonly string[];
  }): Client;
}
interface Client {
  readonly connection: { on(event: 'error', listener: (error: unknown) => void): void };
  invoke(message: object, answered: (error: ErrorReply | null | undefined, ...body: unknown[]) => void): void;
}
interface ErrorReply {
  readonly name?: string;
  readonly message?: string;
}

/** Names of D-Bus errors that say more than that the call was refused. */
const CODES: Readonly<Record<string, ModuleError['code']>> = {
  'org.freedesktop.DBus.Error.AccessDenied': 'permission_denied',
  'org.freedesktop.DBus.Error.AuthFailed': 'auth_failed',
  'org.freedesktop.DBus.Error.LimitsExceeded': 'limit_exceeded',
  'org.freedesktop.DBus.Error.NoReply': 'timeout',
  'org.freedesktop.DBus.Error.Timeout': 'timeout',
  'org.freedesktop.DBus.Error.ServiceUnknown': 'unreachable',
  'org.freedesktop.DBus.Error.NameHasNoOwner': 'unreachable',
};

/** One connection; it ends once, with an error that all who wait for an answer get. */
export class BusConnection {
  readonly #client: Client;
  readonly #socket: ContainedSocket;
  readonly #waiting = new Set<(error: ModuleError) => void>();
  #ended: ModuleError | null = null;

  private constructor(client: Client, socket: ContainedSocket, onEnd: () => void) {
    this.#client = client;
    this.#socket = socket;
    client.connection.on('error', (error) =>
      this.end(new ModuleError('unreachable', `D-Bus: ${messageOf(error)}`)),
    );
    socket.on('close', () => {
      this.end(new ModuleError('unreachable', 'D-Bus: the connection was closed'));
      onEnd();
    });
  }

  /** @throws ModuleError when nothing listens there. */
  static async open(path: string, direct: boolean, onEnd: () => void): Promise<BusConnection> {
    const { default: library } = (await import('@homebridge/dbus-native')) as unknown as { default: Library };
    const socket = await connectContained(path).catch((error: unknown) => {
      throw new ModuleError('unreachable', `D-Bus: ${messageOf(error)}`, { cause: error });
    });
    const client = library.createClient({ stream: socket, direct, authMethods: ['EXTERNAL'] });
    return new BusConnection(client, socket, onEnd);
  }

  call(call: BusCall): Promise<readonly unknown[]> {
    if (this.#ended) return Promise.reject(this.#ended);
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject);
      this.#client.invoke({ ...call }, (error, ...body) => {
        this.#waiting.delete(reject);
        if (error) reject(toModuleError(error, call));
        else resolve(body);
      });
    });
  }

  end(reason: ModuleError): void {
    if (this.#ended) return;
    this.#ended = reason;
    for (const reject of this.#waiting) reject(reason);
    this.#waiting.clear();
    this.#socket.destroy();
  }
}

function toModuleError({ name = '', message = '' }: ErrorReply, { member }: BusCall): ModuleError {
  return new ModuleError(CODES[name] ?? 'unsupported', `D-Bus: ${member}: ${name}: ${message}`);
}
