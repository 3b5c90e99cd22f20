import type { BusCall, BusObject, MessageBus } from '../contract/ports.ts';
import { ModuleError } from '../model/errors.ts';
import { unixSocketsOf } from './bus-address.ts';
import { BusConnection } from './bus-connection.ts';

export interface ClosableBus extends MessageBus {
  close(): void;
}

/** The system's bus, where the environment says (`DBUS_SYSTEM_BUS_ADDRESS`) or where it usually is. */
export function systemBus(env: Readonly<Record<string, string | undefined>> = process.env): ClosableBus {
  return new KeptBus(() => unixSocketsOf(env['DBUS_SYSTEM_BUS_ADDRESS']), false);
}

/** systemd itself, past the bus; for root only. */
export function systemdSocket(path = '/run/systemd/private'): ClosableBus {
  return new KeptBus(() => [path], true);
}

/** Connects when first asked, keeps the connection, and connects again after it has ended. */
class KeptBus implements ClosableBus {
  readonly #paths: () => readonly string[];
  readonly #direct: boolean;
  readonly #watched = new WeakSet<AbortSignal>();
  #connection: Promise<BusConnection> | null = null;

  constructor(paths: () => readonly string[], direct: boolean) {
    this.#paths = paths;
    this.#direct = direct;
  }

  async call(call: BusCall, signal: AbortSignal): Promise<readonly unknown[]> {
    if (signal.aborted) throw tooLate();
    this.#watch(signal);
    return (await (this.#connection ??= this.#open())).call(call);
  }

  async property({ destination, path, interface: owner }: BusObject, name: string, signal: AbortSignal) {
    const [variant] = await this.call(
      {
        destination,
        path,
        interface: 'org.freedesktop.DBus.Properties',
        member: 'Get',
        signature: 'ss',
        body: [owner, name],
      },
      signal,
    );
    return valueOf(variant);
  }

  close(): void {
    this.#end(new ModuleError('cancelled', 'D-Bus: closed'));
  }

  /** One that does not answer in time is of no use to those who come later either. */
  #watch(signal: AbortSignal): void {
    if (this.#watched.has(signal)) return;
    this.#watched.add(signal);
    signal.addEventListener('abort', () => this.#end(tooLate()), { once: true });
  }

  #end(reason: ModuleError): void {
    void this.#connection?.then(
      (connection) => connection.end(reason),
      () => undefined,
    );
    this.#connection = null;
  }

  #open(): Promise<BusConnection> {
    const forget = () => {
      if (this.#connection === opening) this.#connection = null;
    };
    const opening = this.#connect(forget);
    opening.catch(forget);
    return opening;
  }

  async #connect(onEnd: () => void): Promise<BusConnection> {
    let failure = new ModuleError('unsupported', 'D-Bus: DBUS_SYSTEM_BUS_ADDRESS names no Unix socket');
    for (const path of this.#paths()) {
      try {
        return await BusConnection.open(path, this.#direct, onEnd);
      } catch (error) {
        if (!(error instanceof ModuleError)) throw error;
        failure = error;
      }
    }
    throw failure;
  }
}

const tooLate = () => new ModuleError('timeout', 'D-Bus: no answer in time');

/** The library has a variant as its signature and its value. */
function valueOf(variant: unknown): unknown {
  const [, values] = Array.isArray(variant) ? (variant as unknown[]) : [];
  return Array.isArray(values) ? (values as unknown[])[0] : undefined;
}
