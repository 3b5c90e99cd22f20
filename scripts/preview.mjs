// `npm run preview`: the built plugin in a page that is not Grafana, on top of a running or freshly started Fathom.
import './steps/node-version.mjs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HELP, readPreviewOptions } from './steps/preview-options.mjs';
import { preparePreview, servePage } from './steps/preview-page.mjs';

const PARENT_INTERVAL_MS = 500;
const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

try {
  const options = readPreviewOptions(process.argv.slice(2));
  if (options.help) console.log(HELP);
  else await preview(options);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

async function preview(options) {
  await preparePreview(root, options);
  const { findOrStartFathom } = await import('./steps/preview-fathom.mjs');
  const fathom = await findOrStartFathom(root, options);
  try {
    const page = await servePage(root, { ...options, fathomUrl: fathom.url });
    console.log(summary(page.url, fathom, options));
    const why = await Promise.race([interrupted(), fathom.ended]);
    if (why !== undefined) throw new Error(why);
    await page.close();
  } finally {
    await fathom.stop();
  }
}

function summary(url, fathom, { demo }) {
  const lines = [
    ['preview', url],
    ['Fathom', `${fathom.url} (${fathom.origin})`],
    ['roles', `${url}?role=Viewer, Editor or Admin`],
  ];
  const text = lines.map(([name, value]) => `  ${name.padEnd(9)}${value}`).join('\n');
  const warning = demo ? '\n  Everything it shows is invented: demo data in a store of its own.' : '';
  return `${text}${warning}\n  Ctrl-C stops it.`;
}

/** Ctrl-C, SIGTERM, or the end of the npm that ran this: it hands SIGTERM to a shell, which passes nothing on. */
function interrupted() {
  return new Promise((done) => {
    process.once('SIGINT', () => done()).once('SIGTERM', () => done());
    if (process.env.npm_lifecycle_event === undefined) return;
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && done(), PARENT_INTERVAL_MS).unref();
  });
}
