/** Runs the built `fathom` as users do; it is built first when its sources have changed. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { buildExporter } from '../../scripts/steps/build-exporter.mjs';

const ROOT = resolve(import.meta.dirname, '../..');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Started {
  readonly child: ChildProcessWithoutNullStreams;
  /** Once it has ended and all that it printed is read. */
  readonly ended: Promise<Ended>;
}

export interface CommandLine {
  /** @param env all of its environment but for PATH. */
  start(args: readonly string[], env?: Readonly<Record<string, string>>): Started;
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>;
}

/** @param cwd where its processes run. */
export async function commandLine(cwd: string): Promise<CommandLine> {
  await buildExporter(ROOT);
  const start = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Started => {
    const child = spawn(process.execPath, [join(ROOT, 'exporter/bin/fathom.mjs'), ...args], {
      cwd,
      env: { PATH: process.env['PATH'], ...env },
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => (out += String(chunk)));
    child.stderr.on('data', (chunk) => (err += String(chunk)));
    const ended = once(child, 'close').then(([code]): Ended => ({ code: code as number | null, out, err }));
    return { child, ended };
  };
  return { start, run: (args, env) => start(args, env).ended };
}
