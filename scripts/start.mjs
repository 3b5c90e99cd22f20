// `npm start`: installs what the server needs, builds it when its sources have changed, and serves.
import './steps/node-version.mjs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

try {
  const { ensureInstalled } = await import('./steps/install.mjs');
  const { buildExporter } = await import('./steps/build-exporter.mjs');
  await ensureInstalled(root, 'server');
  await buildExporter(root);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

// npm hands SIGTERM to the shell between it and this process, and the shell dies without passing it on.
if (process.env.npm_lifecycle_event !== undefined) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
}

// In this very process, so that signals reach the server and nothing stands between it and its supervisor.
const main = join(root, 'exporter/dist/main.js');
process.argv = [process.execPath, main, 'serve', ...process.argv.slice(2)];
await import(pathToFileURL(main).href);
