import { startServer } from '../app/server.ts';
import { messageOf } from '../model/errors.ts';
import { loadFrom } from './load.ts';

/** Serves until SIGINT or SIGTERM; a second one does not wait for what is in flight. SIGHUP reloads. */
export async function serve(argv: readonly string[]): Promise<void> {
  const server = await startServer({ load: () => loadFrom(argv) });
  const reload = () => {
    server
      .reload()
      .catch((error: unknown) => process.stderr.write(`fathom: not reloaded: ${messageOf(error)}\n`));
  };
  process.on('SIGHUP', reload);
  await interrupted();
  process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143));
  await server.close();
  process.off('SIGHUP', reload);
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
