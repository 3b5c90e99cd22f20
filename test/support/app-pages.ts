/** Every page of the app, as the tests that are about all of them go through. */
import { APP } from './app-browser.ts';
import { goOnMining } from './app-estate.ts';
import { estate, fromApi, type Listed, type Schemas } from './app-tests.ts';

export interface AppPage {
  readonly name: string;
  /** Below the preview's address. */
  readonly path: string;
  /** A text that is there once the page shows its data. */
  readonly shows: RegExp;
  /** The request without which it has nothing to show, below /api/v1. */
  readonly needs: string;
}

const HOST = 'host-0012';

export async function appPages(): Promise<AppPage[]> {
  await goOnMining({ url: estate().fathomUrl, token: estate().fathomToken });
  const [incident] = (await fromApi<Listed<Schemas['Incident']>>(`/incidents?asset=${HOST}`)).items;
  const [advice] = (await fromApi<Listed<Schemas['Recommendation']>>(`/recommendations?asset=${HOST}`)).items;
  if (incident === undefined || advice === undefined) throw new Error(`${HOST} has no findings`);
  const asset = (tab: string) => `${APP}/inventory/${HOST}${tab}`;
  const ofAsset = `/assets/${HOST}`;
  return [
    { name: 'overview', path: `${APP}/overview`, shows: /likely cause: Process/, needs: '/overview' },
    { name: 'inventory', path: `${APP}/inventory`, shows: /container-5002/, needs: '/assets' },
    { name: 'asset', path: asset(''), shows: /What needs attention/, needs: ofAsset },
    { name: 'asset-metrics', path: asset('/metrics'), shows: /has no measurements/, needs: ofAsset },
    { name: 'asset-ports', path: asset('/ports'), shows: /No listening ports/, needs: ofAsset },
    { name: 'asset-processes', path: asset('/processes'), shows: /No processes/, needs: ofAsset },
    { name: 'asset-events', path: asset('/events'), shows: /is suspicious/, needs: ofAsset },
    { name: 'asset-relations', path: asset('/relations'), shows: /node-10/, needs: ofAsset },
    { name: 'asset-history', path: asset('/history'), shows: /First reported/, needs: ofAsset },
    { name: 'asset-recommendations', path: asset('/recommendations'), shows: /First step/, needs: ofAsset },
    { name: 'topology', path: `${APP}/topology`, shows: /Needs attention/, needs: '/topology' },
    { name: 'incidents', path: `${APP}/incidents`, shows: /HostHighCpuLoad/, needs: '/incidents' },
    {
      name: 'incident',
      path: `${APP}/incidents/${incident.id}`,
      shows: /Keep its program/,
      needs: `/incidents/${incident.id}`,
    },
    {
      name: 'recommendations',
      path: `${APP}/recommendations`,
      shows: /keeps the CPU busy/,
      needs: '/recommendations',
    },
    {
      name: 'recommendation',
      path: `${APP}/recommendations/${advice.id}`,
      shows: /Keep its program/,
      needs: `/recommendations/${advice.id}`,
    },
    { name: 'threats', path: `${APP}/threats`, shows: /runs from \/tmp/, needs: '/scores' },
    {
      name: 'threat',
      path: `${APP}/threats/${HOST}`,
      shows: /How the score comes about/,
      needs: `/scores/${HOST}`,
    },
  ];
}
