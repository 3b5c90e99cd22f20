import { spawn } from 'node:child_process';

const HEARTBEAT_MS = { terminal: 1000, file: 10_000 };
/** Output of a failing command that is shown: its end, where the reason stands. */
const MAX_SHOWN_BYTES = 20_000;

/** Runs `work`, saying what it is, that it is still going on and how long it took. */
export async function step(title, work) {
  const startedAt = performance.now();
  const seconds = () => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
  const terminal = process.stdout.isTTY;
  const line = (text, end = '\n') => process.stdout.write(`${terminal ? '\r\x1b[K' : ''}${text}${end}`);
  line(`${title} …`, terminal ? '' : '\n');
  const heartbeat = setInterval(
    () => line(`${title} … ${seconds()}`, terminal ? '' : '\n'),
    terminal ? HEARTBEAT_MS.terminal : HEARTBEAT_MS.file,
  );
  try {
    const result = await work();
    line(`${title}: done in ${seconds()}`);
    return result;
  } catch (error) {
    line(`${title}: failed after ${seconds()}`);
    throw error;
  } finally {
    clearInterval(heartbeat);
  }
}

/** Runs a command in silence; when it fails, the error carries the end of what it said. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    const keep = (chunk) => (output = (output + chunk).slice(-MAX_SHOWN_BYTES));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${command} ${args.join(' ')} ended with ${signal ?? code}\n${output}`));
    });
  });
}

/** Runs a command that talks to the user; resolves with its exit code. */
export function runInForeground(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
