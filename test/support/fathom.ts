/** Starts the built `fathom serve` as users do: a process of its own, on loopback, with its own data. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './peer.ts';

const BINARY = fileURLToPath(new URL('../../exporter/bin/fathom.mjs', import.meta.url));
const START_TIMEOUT_MS = 20_000;
const STOP_TIMEOUT_MS = 8_000;

export interface FathomProcess {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly dataDir: string;
  /** All that it has printed so far. */
  output(): string;
  signal(name: NodeJS.Signals): void;
  /** The exit code, once it has ended. */
  readonly ended: Promise<number | null>;
  /** SIGTERM, then waits; resolves with the exit code. Removes the data unless they were given. */
  stop(): Promise<number | null>;
  /** SIGKILL; keeps the data. */
  kill(): Promise<void>;
}

export interface FathomOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Default: a new folder that is removed when stopped. */
  readonly dataDir?: string;
  readonly cwd?: string;
}

export async function startFathom({
  args = [],
  env = {},
  dataDir,
  cwd,
}: FathomOptions = {}): Promise<FathomProcess> {
  const port = await freePort();
  const data = dataDir ?? (await mkdtemp(join(tmpdir(), 'fathom-data-')));
  const flags = ['serve', `--web.listen-address=127.0.0.1:${port}`, `--data.dir=${data}`, ...args];
  const child = spawn(process.execPath, ['--max-semi-space-size=1', '--v8-pool-size=1', BINARY, ...flags], {
    cwd: cwd ?? data,
    env: { ...withoutFathom(process.env), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const url = `http://127.0.0.1:${port}`;
  await waitUntilReady(child, url, () => output);
  const removeData = async () => {
    if (dataDir === undefined) await rm(data, { recursive: true, force: true });
  };
  return {
    url,
    port,
    pid: child.pid ?? 0,
    dataDir: data,
    output: () => output,
    signal: (name) => void child.kill(name),
    ended,
    async stop() {
      const code = await exitOf(child, 'SIGTERM');
      await removeData();
      return code;
    },
    async kill() {
      await exitOf(child, 'SIGKILL');
    },
  };
}

async function waitUntilReady(child: ChildProcess, url: string, output: () => string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`fathom exited with ${child.exitCode}:\n${output()}`);
    const ready = await fetch(`${url}/readyz`).then(
      (reply) => reply.status === 200 || reply.status === 401,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill('SIGKILL');
  throw new Error(`fathom was not ready within ${START_TIMEOUT_MS} ms:\n${output()}`);
}

function exitOf(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`fathom did not stop within ${STOP_TIMEOUT_MS} ms`));
    }, STOP_TIMEOUT_MS);
    child.once('exit', (code) => {
      clearTimeout(timer);
      resolve(code);
    });
    child.kill(signal);
  });
}

/** Settings of the one who runs the tests must not reach the process under test. */
function withoutFathom(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('FATHOM_')));
}
