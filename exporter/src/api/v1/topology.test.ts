import { describe, expect, it } from 'vitest';
import { expectProblem } from '../../../../test/support/api.ts';
import { ask } from '../../../../test/support/http.ts';
import { recordingLog } from '../../../../test/support/log.ts';
import { fakeServices } from '../../../../test/support/services.ts';
import { openTestStore, temporaryFolder } from '../../../../test/support/store.ts';
import { startHttpServer } from '../server.ts';

/** A host, a service with attributes on it, and what the service needs but nobody has reported. */
const ASSETS = [
  { id: 'h', kind: 'host', relations: [] },
  {
    id: 's',
    kind: 'service',
    relations: [
      { type: 'runs-on', target: 'h' },
      { type: 'depends-on', target: 'db' },
    ],
  },
] as const;

async function serve() {
  const store = await openTestStore(await temporaryFolder());
  const assets = ASSETS.map(({ id, kind, relations }) => ({
    id,
    kind,
    name: id.toUpperCase(),
    labels: { env: 'prod' },
    attributes: { port: 80 },
    relations: [...relations],
  }));
  await store.inventory.report({ source: 'api', tenant: 'default', timeMs: Date.now(), assets });
  const services = fakeServices({ store });
  const server = await startHttpServer({ listenAddress: '127.0.0.1:0', services, log: recordingLog().log });
  return { get: (path: string) => ask(`${server.url}/api/v1${path}`), close: () => server.close() };
}

describe('the graph over HTTP', () => {
  it('has relations of both directions, dangling ones too', async () => {
    const api = await serve();
    expect((await api.get('/assets/s/relations?attributes=true')).json()).toEqual({
      items: [
        { direction: 'out', type: 'depends-on', id: 'db', asset: null, score: null },
        {
          direction: 'out',
          type: 'runs-on',
          id: 'h',
          asset: { id: 'h', name: 'H', kind: 'host', status: 'active' },
          score: null,
          attributes: { port: 80 },
        },
      ],
      nextCursor: null,
    });
    const inwards = (
      await api.get('/assets/h/relations?direction=in&type=runs-on,part-of&kind=service')
    ).json();
    expect(inwards).toMatchObject({ items: [{ direction: 'in', id: 's' }] });
    expect(JSON.stringify(inwards)).not.toContain('attributes');
    await api.close();
  });

  it('has nodes and edges', async () => {
    const api = await serve();
    expect((await api.get('/topology?labels=env=prod&focus=h&depth=4')).json()).toMatchObject({
      nodes: [
        { id: 'h', distance: 0, degree: 1, health: 'ok', level: 'BENIGN' },
        { id: 's', distance: 1, degree: 2 },
      ],
      edges: [{ source: 's', target: 'h', type: 'runs-on' }],
      total: 2,
      truncated: false,
    });
    expect((await api.get('/topology?limit=1')).json()).toMatchObject({
      nodes: [{ id: 'h', distance: null }],
      edges: [],
      total: 2,
      truncated: true,
    });
    await api.close();
  });

  it('has metrics, or says why not', async () => {
    const api = await serve();
    expect((await api.get('/assets/h/metrics?from=2026-01-01T00:00:00Z')).json()).toEqual({
      series: [],
      note: 'not measured',
    });
    await api.close();
  });

  it.each([
    ['/topology?focus=nobody', 404],
    ['/topology?focus=../etc', 400, 'query.focus'],
    ['/topology?depth=5', 400, 'query.depth'],
    ['/topology?depth=1.5', 400, 'query.depth'],
    ['/topology?limit=2001', 400, 'query.limit'],
    ['/topology?kind=host,toaster', 400, 'query.kind'],
    ['/topology?cursor=x', 400, 'query.cursor'],
    [`/topology?search=${'x'.repeat(257)}`, 400, 'query.search'],
    ['/assets/nobody/relations', 404],
    ['/assets/h/relations?direction=up', 400, 'query.direction'],
    ['/assets/h/relations?type=knows', 400, 'query.type'],
    ['/assets/h/relations?attributes=maybe', 400, 'query.attributes'],
    ['/assets/h/relations?sort=score', 400, 'query.sort'],
    ['/assets/h/relations?cursor=bm9uZQ', 400, 'query.cursor'],
    ['/assets/nobody/metrics', 404],
    ['/assets/h/metrics?from=yesterday', 400, 'query.from'],
    ['/assets/h/metrics?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z', 400, 'query.from'],
    ['/overview?verbose=1', 400, 'query.verbose'],
  ])('GET %s → %d', async (path, status, fault?: string) => {
    const api = await serve();
    expectProblem(await api.get(path), status, ...(fault === undefined ? [] : [fault]));
    await api.close();
  });
});
