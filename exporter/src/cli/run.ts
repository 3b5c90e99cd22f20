import { CommanderError } from 'commander';
import { messageOf, ModuleError, UserError } from '../model/errors.ts';
import { createProgram } from './program.ts';

const FAILED = 1;
const MISUSED = 2;

/** Runs a command line (without the program's name) and returns the exit code. */
export async function run(argv: readonly string[]): Promise<number> {
  exitQuietlyOnBrokenPipe();
  try {
    await createProgram().parseAsync(argv, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : MISUSED; // it has told why
    process.stderr.write(`${describe(error, wantsStack(argv))}\n`);
    return error instanceof UserError ? error.exitCode : FAILED;
  }
}

function describe(error: unknown, stack: boolean): string {
  const expected = error instanceof UserError || error instanceof ModuleError;
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (!expected) return `fathom: this is a bug in Fathom: ${trace}`;
  return `fathom: ${stack ? trace : messageOf(error)}`;
}

function wantsStack(argv: readonly string[]): boolean {
  return /--log\.level[= ](debug|trace)/.test(argv.join(' '));
}

/** `fathom scan all | head` ends when head does. */
function exitQuietlyOnBrokenPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}
