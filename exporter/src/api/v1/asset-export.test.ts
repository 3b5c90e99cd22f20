import { get } from 'node:http';
import { describe, expect, it } from 'vitest';
import { expectProblem } from '../../../../test/support/api.ts';
import { startRealApi } from '../../../../test/support/real-api.ts';
import { fakeStore } from '../../../../test/support/services.ts';
import type { Asset, AssetDraft } from '../../model/asset.ts';
import type { Store } from '../../store/store.ts';

const T = Date.parse('2026-11-01T00:00:00.000Z');
const TIME = '2026-11-01T00:00:00.000Z';

const draft = (id: string, fields: Partial<AssetDraft> = {}): AssetDraft => ({
  id,
  kind: 'host',
  name: id,
  labels: {},
  attributes: {},
  relations: [],
  ...fields,
});

async function apiWith(...assets: AssetDraft[]) {
  const api = await startRealApi();
  await api.store.inventory.report({ source: 'system', tenant: 'default', timeMs: T, assets });
  return api;
}

const lines = (text: string) => text.split('\r\n');

describe('GET /assets/export', () => {
  it('gives CSV with a byte order mark, as a file', async () => {
    const { request } = await apiWith(draft('a'), draft('b', { name: 'Сервер, 2', kind: 'vm' }));
    const { status, headers, text } = await request('/assets/export');
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([
      200,
      'text/csv; charset=utf-8',
      'no-store',
    ]);
    expect(headers['content-disposition']).toMatch(
      /^attachment; filename="fathom-assets-\d{4}-\d\d-\d\d\.csv"$/,
    );
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(lines(text)).toEqual([
      '\uFEFFid,name,kind,status,tenant,source,firstSeen,lastSeen',
      `a,a,host,active,default,system,${TIME},${TIME}`,
      `b,"Сервер, 2",vm,active,default,system,${TIME},${TIME}`,
      '',
    ]);
  });

  it('gives the columns that are asked for, once each, formulas defused', async () => {
    const { request } = await apiWith(
      draft('a', {
        name: '=HYPERLINK("http://x","y")',
        labels: { 'app.kubernetes.io/name': '@x', env: '' },
        attributes: { cores: -4, up: true, list: [1, 'a,b'], note: '-4', nothing: null, '=x': 1 },
      }),
    );
    const columns = [
      ...[
        'id',
        'name',
        'labels.app.kubernetes.io/name',
        'labels.env',
        'labels.constructor',
        'attributes.cores',
      ],
      ...['attributes.up', 'attributes.list', 'attributes.note', 'attributes.nothing', 'attributes.=x', 'id'],
    ];
    const { text } = await request(`/assets/export?columns=${encodeURIComponent(columns.join(','))}`);
    expect(lines(text.slice(1))).toEqual([
      columns.slice(0, -1).join(','),
      `a,"'=HYPERLINK(""http://x"",""y"")",'@x,,,-4,true,"[1,""a,b""]",'-4,,1`,
      '',
    ]);
  });

  it('gives JSON: whole assets, or the columns', async () => {
    const { request } = await apiWith(
      draft('a', { labels: { env: 'prod' }, attributes: { cores: 4 } }),
      draft('b'),
    );
    const whole = await request('/assets/export?format=json');
    expect(whole.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(whole.headers['content-disposition']).toContain('.json"');
    const listed = (await request('/assets')).json() as { items: Asset[] };
    expect(whole.json()).toEqual(listed.items);
    const some = await request('/assets/export?format=json&columns=id,labels.env,attributes.cores');
    expect(some.json()).toEqual([
      { id: 'a', 'labels.env': 'prod', 'attributes.cores': 4 },
      { id: 'b', 'labels.env': null, 'attributes.cores': null },
    ]);
    expect((await request('/assets/export?format=json&kind=bmc')).json()).toEqual([]);
    expect(lines((await request('/assets/export?kind=bmc&columns=id')).text)).toEqual(['\uFEFFid', '']);
  });

  it('gives all that pass the filters, in the order asked for, over many pages', async () => {
    const assets = Array.from({ length: 450 }, (_, i) =>
      draft(`a${String(i).padStart(3, '0')}`, { kind: i % 2 === 0 ? 'vm' : 'host' }),
    );
    const { request } = await apiWith(...assets);
    const { text } = await request('/assets/export?kind=vm,bmc&sort=id&order=desc&columns=id');
    const expected = assets.filter(({ kind }) => kind === 'vm').map(({ id }) => id);
    expect(lines(text).slice(1, -1)).toEqual(expected.reverse());
  });

  it('answers HEAD with headers alone', async () => {
    const { request } = await apiWith(draft('a'));
    const { status, headers, text } = await request('/assets/export', { method: 'HEAD' });
    expect([status, headers['content-type'], text]).toEqual([200, 'text/csv; charset=utf-8', '']);
  });

  it.each([
    ['format=xlsx', 'query.format'],
    ['columns=', 'query.columns'],
    ['columns=id,', 'query.columns'],
    ['columns=password', 'query.columns'],
    ['columns=labels.', 'query.columns'],
    ['columns=__proto__', 'query.columns'],
    [`columns=labels.${'x'.repeat(140)}`, 'query.columns'],
    [`columns=${Array.from({ length: 101 }, (_, i) => `labels.${i}`).join(',')}`, 'query.columns'],
    ['limit=5', 'query.limit'],
    ['cursor=x', 'query.cursor'],
    ['kind=vm,toaster', 'query.kind'],
    [`tenant=${Array.from({ length: 51 }, (_, i) => i).join(',')}`, 'query.tenant'],
  ])('refuses ?%s', async (query, path) => {
    const { request } = await startRealApi();
    expectProblem(await request(`/assets/export?${query}`), 400, path);
  });

  it('tells a problem when the first page cannot be read, and breaks off when a later one cannot', async () => {
    const store = failingAfter(1);
    const { request, lines: log } = await startRealApi(store);
    await expect(request('/assets/export')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(log.filter(({ level }) => level === 'error')).toHaveLength(1);
    const answer = await (await startRealApi(failingAfter(0))).request('/assets/export');
    expectProblem(answer, 500);
    expect(answer.headers['content-disposition']).toBeUndefined();
  });

  it('stops when the client goes away, and that is no error', async () => {
    let pages = 0;
    const endless = fakeStore({ assets: [], events: [], incidents: [], recommendations: [], scores: [] });
    const store: Store = {
      ...endless,
      inventory: {
        ...endless.inventory,
        list: async () => {
          pages += 1;
          return { items: Array.from({ length: 100 }, (_, i) => whole(`a${i}`)), nextCursor: 'more' };
        },
      },
    };
    const { url, lines: log } = await startRealApi(store);
    await new Promise<void>((resolve, reject) => {
      const request = get(`${url}/assets/export`, { agent: false }, (response) => {
        response.once('data', () => {
          response.destroy();
          resolve();
        });
      });
      request.on('error', reject);
    });
    const settled = async () => {
      const before = pages;
      await new Promise((resolve) => setTimeout(resolve, 100));
      return pages === before;
    };
    await expect.poll(settled, { timeout: 5000 }).toBe(true);
    expect(log.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

const whole = (id: string): Asset => ({
  ...draft(id),
  tenant: 'default',
  source: 'system',
  status: 'active',
  firstSeen: TIME,
  lastSeen: TIME,
});

/** A store whose inventory has so many pages, and then fails. */
function failingAfter(pages: number): Store {
  const fake = fakeStore({ assets: [], events: [], incidents: [], recommendations: [], scores: [] });
  const list = async ({ cursor = '0' }: { cursor?: string }) => {
    if (Number(cursor) >= pages) throw new Error('disk');
    return { items: [whole('a')], nextCursor: String(Number(cursor) + 1) };
  };
  return { ...fake, inventory: { ...fake.inventory, list } };
}
