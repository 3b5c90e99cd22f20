/** A Fathom that has just started, and knows nothing but the machine it runs on. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Preview, startPreview } from '../../../grafana-app/host/server/preview.ts';
import { APP } from '../../support/app-browser.ts';
import { PLUGIN_DIST } from '../../support/filled-preview.ts';
import { useApp } from '../../support/app-tests.ts';
import { type FathomProcess, startFathom } from '../../support/fathom.ts';

const CONFIG = `
scanners: { system: { enabled: false }, ports: { enabled: false }, processes: { enabled: false } }
watchers: { process-behaviour: { enabled: false }, host-pressure: { enabled: false } }
`;

describe('with a Fathom that knows nothing yet', () => {
  const app = useApp();
  let folder: string;
  let fathom: FathomProcess;
  let preview: Preview;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fathom-empty-'));
    const config = join(folder, 'fathom.yml');
    await writeFile(config, CONFIG);
    fathom = await startFathom({ args: [`--config.file=${config}`] });
    preview = await startPreview({
      fathomUrl: fathom.url,
      pluginDist: PLUGIN_DIST,
      shared: 'react19',
    });
  });
  afterAll(async () => {
    await preview.close();
    await fathom.stop();
    await rm(folder, { recursive: true });
  });

  it.each([
    { path: 'overview', says: 'Fathom knows no assets yet', why: 'Its scanners fill the inventory' },
    { path: 'inventory', says: 'Fathom knows no assets yet', why: 'Its scanners fill the inventory' },
    { path: 'topology', says: 'Fathom knows no assets yet', why: 'Its scanners fill the inventory' },
    { path: 'incidents', says: 'No incidents', why: 'when Alertmanager tells it of an alert' },
    { path: 'recommendations', says: 'Nothing to do', why: 'Advisors look at the measurements' },
    { path: 'threats', says: 'No asset is suspicious now', why: 'none has matched' },
  ])('$path says why there is nothing, and what to do', async ({ path, says, why }) => {
    const { page, axe, screenshot } = await app.open(`${APP}/${path}`, { base: preview.url });
    await page.getByText(says, { exact: true }).first().waitFor();
    await page.getByText(why).first().waitFor();
    expect(await axe()).toEqual([]);
    await screenshot(`empty-${path}`);
  });
});
