import { Socket } from 'node:net';

/**
 * A socket whose listeners may throw: what reads a protocol in a listener would otherwise end the process at the first
 * byte it does not understand. The socket is destroyed then, with the error.
 */
export class ContainedSocket extends Socket {
  override emit(event: string | symbol, ...args: unknown[]): boolean {
    try {
      return super.emit(event, ...args);
    } catch (error) {
      this.destroy(error instanceof Error ? error : new Error(String(error)));
      return true;
    }
  }
}

/** Resolves once it is connected. */
export function connectContained(path: string): Promise<ContainedSocket> {
  return new Promise((resolve, reject) => {
    const socket = new ContainedSocket();
    socket.once('error', reject);
    socket.connect({ path }, () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}
