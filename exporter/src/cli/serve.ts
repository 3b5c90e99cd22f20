import { MODULES } from '../app/registry.ts';
import { startServer } from '../app/server.ts';
import { messageOf } from '../model/errors.ts';
import { loaderFrom } from './load.ts';
import { startupSummary } from './startup-summary.ts';

/** Stopping takes less than 5 s, whatever hangs. */
const STOP_LIMIT_MS = 4500;

/** Serves until SIGINT or SIGTERM; a second one does not wait for what is in flight. SIGHUP reloads. */
export async function serve(argv: readonly string[]): Promise<void> {
  const server = await startServer({ load: loaderFrom(argv), modules: MODULES, progress: print });
  const reload = () => {
    server
      .reload()
      .catch((error: unknown) => process.stderr.write(`fathom: not reloaded: ${messageOf(error)}\n`));
  };
  process.on('SIGHUP', reload);
  print(await startupSummary(server));
  await interrupted();
  process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143));
  print('stopping: finishing what is in flight');
  setTimeout(() => {
    process.stderr.write(`fathom: not everything ended within ${STOP_LIMIT_MS} ms; leaving it\n`);
    process.exit(1);
  }, STOP_LIMIT_MS).unref();
  await server.close();
  process.off('SIGHUP', reload);
  print('stopped');
}

function print(text: string): void {
  process.stdout.write(`fathom: ${text}\n`);
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      resolve();
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
  });
}
