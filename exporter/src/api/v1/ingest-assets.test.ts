import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectProblem } from '../../../../test/support/api.ts';
import { type RealApi, startRealApi } from '../../../../test/support/real-api.ts';
import { openTestStore, recordingLog, temporaryFolder } from '../../../../test/support/store.ts';
import type { Asset, AssetChange } from '../../model/asset.ts';
import { openAssetFiles, parseAav } from '../../store/aav.ts';
import { withAssetFiles } from '../../store/inventory-files.ts';

const draft = (id: string, fields: object = {}) => ({ id, kind: 'host', name: id, ...fields });
const ingest = ({ request }: RealApi, json: object) => request('/ingest/assets', { json });

describe('POST /ingest/assets', () => {
  it('takes assets as a report, with history, labels and tenants', async () => {
    const api = await startRealApi();
    const assets = [
      draft('a', { tenant: 'blue', labels: { env: 'prod' } }),
      draft('b', { relations: [{ type: 'runs-on', target: 'a' }] }),
    ];
    const first = await ingest(api, { assets, source: 'cmdb' });
    expect([first.status, first.json()]).toEqual([200, { accepted: 2, changed: 2 }]);
    expect((await ingest(api, { assets, source: 'cmdb' })).json()).toEqual({ accepted: 2, changed: 0 });
    const renamed = [draft('a', { tenant: 'blue', labels: { env: 'prod' }, name: 'new' }), assets[1]];
    expect((await ingest(api, { assets: renamed })).json()).toEqual({ accepted: 2, changed: 1 });
    expect((await api.request('/assets/a')).json()).toMatchObject({
      name: 'new',
      tenant: 'blue',
      source: 'api',
    });
    const { items } = (await api.request('/assets/a/history')).json() as { items: AssetChange[] };
    expect(items.map(({ field, source }) => [field, source])).toEqual([
      ['name', 'api'],
      ['created', 'cmdb'],
    ]);
  });

  it('writes the files of assets, as reports of scanners do', async () => {
    const folder = await temporaryFolder();
    const opened = await openTestStore(await temporaryFolder());
    const files = await openAssetFiles({ folder, log: recordingLog() });
    const api = await startRealApi({ ...opened, inventory: withAssetFiles(opened.inventory, files) });
    await ingest(api, { assets: [draft('a', { labels: { env: 'prod' } }), draft('b')] });
    expect((await readdir(folder)).sort()).toEqual(['a.aav', 'b.aav']);
    expect(parseAav(await readFile(join(folder, 'a.aav'), 'utf8'), 0)).toEqual(
      (await api.request('/assets/a')).json(),
    );
  });

  it('takes none when one is not valid, and says which', async () => {
    const api = await startRealApi();
    const assets = [draft('a'), draft('b', { kind: 'toaster' }), draft('c', { colour: 'red' }), 'nonsense'];
    const answer = await ingest(api, { assets });
    expectProblem(answer, 400, 'body.assets.1.kind', 'body.assets.2.colour', 'body.assets.3');
    expect((await api.request('/assets')).json()).toEqual({ items: [], nextCursor: null });
  });

  it.each<[string, object, string]>([
    ['the same asset twice', { assets: [draft('a'), draft('b'), draft('a')] }, 'body.assets.2.id'],
    ['an id that leaves the folder', { assets: [draft('../../etc/passwd')] }, 'body.assets.0.id'],
    ['an id with a zero byte', { assets: [draft('a\u0000')] }, 'body.assets.0.id'],
    ['an empty source', { assets: [], source: '' }, 'body.source'],
    ['an unknown field', { assets: [], tenant: 'x' }, 'body.tenant'],
    ['no list', { assets: { 0: draft('a') } }, 'body.assets'],
    [
      'attributes that are too large',
      { assets: [draft('a', { attributes: { x: 'x'.repeat(70_000) } })] },
      'body.assets.0.attributes',
    ],
    [
      'more labels than anybody selects by',
      {
        assets: [
          draft('a', { labels: Object.fromEntries(Array.from({ length: 257 }, (_, i) => [`l${i}`, ''])) }),
        ],
      },
      'body.assets.0.labels',
    ],
    [
      'more than a thousand',
      { assets: Array.from({ length: 1001 }, (_, i) => draft(`a${i}`)) },
      'body.assets',
    ],
  ])('refuses %s', async (_, json, path) => {
    const api = await startRealApi();
    expectProblem(await ingest(api, json), 400, path);
    expect((await api.store.inventory.counts()).length).toBe(0);
  });

  it('tells of at most fifty faults', async () => {
    const answer = await ingest(await startRealApi(), { assets: Array.from({ length: 1000 }, () => 'x') });
    expect((answer.json() as { errors: object[] }).errors).toHaveLength(50);
  });

  it('takes a thousand at a time, and nothing', async () => {
    const api = await startRealApi();
    const assets = Array.from({ length: 1000 }, (_, i) => draft(`a${i}`));
    expect((await ingest(api, { assets })).json()).toEqual({ accepted: 1000, changed: 1000 });
    expect((await ingest(api, { assets: [] })).json()).toEqual({ accepted: 0, changed: 0 });
  });

  it('refuses more than 4 MiB, compressed or not', async () => {
    const { request } = await startRealApi();
    const body = gzipSync(JSON.stringify({ assets: ['x'.repeat(4 * 1024 * 1024)] }));
    const headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' };
    expectProblem(await request('/ingest/assets', { headers, body }), 413);
  });

  it('answers 200 or 400 to whatever JSON comes', async () => {
    const api = await startRealApi();
    const asset = fc.record({
      id: fc.string(),
      kind: fc.constant('host'),
      name: fc.string(),
      labels: fc.jsonValue(),
    });
    const value = fc.oneof(fc.jsonValue(), fc.record({ assets: fc.array(fc.oneof(fc.jsonValue(), asset)) }));
    await fc.assert(
      fc.asyncProperty(value, async (json) => {
        expect([200, 400]).toContain((await api.request('/ingest/assets', { json })).status);
      }),
      { numRuns: 50 },
    );
    expect(api.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('keeps labels and attributes with the names of what objects have', async () => {
    const api = await startRealApi();
    const body =
      '{"assets":[{"id":"a","kind":"host","name":"a","labels":{"constructor":"x"},"attributes":{"toString":1}}]}';
    const headers = { 'Content-Type': 'application/json' };
    expect((await api.request('/ingest/assets', { body, headers })).status).toBe(200);
    const { labels, attributes } = (await api.request('/assets/a')).json() as Asset;
    expect(labels).toEqual({ constructor: 'x' });
    expect(attributes).toEqual({ toString: 1 });
  });
});
