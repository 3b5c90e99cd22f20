import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { type Program, startProgram } from './program.ts';

export interface Peer extends Program {
  readonly url: string;
}

/** A port of 127.0.0.1 that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null
          ? resolve(address.port)
          : reject(new Error('no port')),
      );
    });
  });
}

/** Is the command installed? */
export function hasCommand(command: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, ['--version'], { stdio: 'ignore' });
    child.once('error', () => resolve(false));
    child.once('exit', () => resolve(true));
  });
}

/**
 * Starts a server on a free port and waits until it answers. `{address}` and `{port}` in the arguments stand for the
 * listening address `127.0.0.1:<port>` and its port; `readyPath` is what is asked for.
 */
export async function startPeer(command: string, args: readonly string[], readyPath = '/'): Promise<Peer> {
  const port = await freePort();
  const address = `127.0.0.1:${port}`;
  const filled = args.map((arg) => arg.replaceAll('{address}', address).replaceAll('{port}', String(port)));
  const url = `http://${address}`;
  const program = await startProgram({ command, args: filled, isReady: () => answers(url + readyPath) });
  return { url, ...program };
}

function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    async (response) => (await response.text(), response.ok),
    () => false,
  );
}
