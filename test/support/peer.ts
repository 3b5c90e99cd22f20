import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

export interface Peer {
  readonly url: string;
  readonly pid: number;
  /** Ends the process, by force after 5 s. */
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 10_000;
const STOP_TIMEOUT_MS = 5_000;
const POLL_MS = 50;
/** Output kept to explain why a peer did not start. */
const MAX_OUTPUT = 4096;

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
  const child = spawn(command, filled, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-MAX_OUTPUT));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(`ended with ${signal ?? code}`));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(force);
  };
  const url = `http://${address}`;
  const failure = await Promise.race([ended, ready(url + readyPath)]);
  if (failure === null && child.pid !== undefined) return { url, pid: child.pid, stop };
  await stop();
  throw new Error(`${command}: ${failure ?? 'no process'}\n${output}`);
}

/** Null once the address answers with success. */
async function ready(url: string): Promise<string | null> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const ok = await fetch(url).then(
      async (response) => (await response.text(), response.ok),
      () => false,
    );
    if (ok) return null;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return `${url} did not answer within ${START_TIMEOUT_MS} ms`;
}
