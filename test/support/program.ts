import { spawn } from 'node:child_process';

export interface Program {
  readonly pid: number;
  /** Ends the process, by force after 5 s. */
  stop(): Promise<void>;
}

export interface ProgramStart {
  readonly command: string;
  readonly args: readonly string[];
  /** Beside that of the tests. */
  readonly env?: Readonly<Record<string, string>>;
  /** Asked again and again until it says yes. */
  readonly isReady: () => Promise<boolean>;
}

const START_TIMEOUT_MS = 10_000;
const STOP_TIMEOUT_MS = 5_000;
const POLL_MS = 50;
/** Output kept to explain why a program did not start. */
const MAX_OUTPUT = 4096;

/** Starts a server and waits until it answers. */
export async function startProgram({ command, args, env, isReady }: ProgramStart): Promise<Program> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
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
  const failure = await Promise.race([ended, whenReady(isReady)]);
  if (failure === null && child.pid !== undefined) return { pid: child.pid, stop };
  await stop();
  throw new Error(`${command}: ${failure ?? 'no process'}\n${output}`);
}

async function whenReady(isReady: () => Promise<boolean>): Promise<string | null> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (await isReady()) return null;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return `did not answer within ${START_TIMEOUT_MS} ms`;
}
