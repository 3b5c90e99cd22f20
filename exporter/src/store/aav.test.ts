import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordingLog, temporaryFolder } from '../../../test/support/store.ts';
import { Asset } from '../model/asset.ts';
import { ModuleError } from '../model/errors.ts';
import { formatAav, openAssetFiles, parseAav } from './aav.ts';

const NOW = Date.parse('2026-11-01T00:00:00.000Z');

function asset(fields: Partial<Asset> = {}): Asset {
  return {
    id: 'container-abc123',
    kind: 'container',
    name: 'web-server',
    tenant: 'default',
    labels: { team: 'web' },
    attributes: { image: 'nginx:latest' },
    relations: [{ type: 'runs-on', target: 'host-a' }],
    source: 'docker',
    status: 'active',
    firstSeen: '2026-10-01T00:00:00.000Z',
    lastSeen: '2026-10-02T00:00:00.000Z',
    ...fields,
  };
}

describe('an AAV file', () => {
  it('reads as people expect', () => {
    expect(JSON.parse(formatAav(asset()))).toEqual({
      id: 'container-abc123',
      name: 'web-server',
      type: 'container',
      metadata: {
        image: 'nginx:latest',
        tenant: 'default',
        source: 'docker',
        status: 'active',
        firstSeen: '2026-10-01T00:00:00.000Z',
        lastSeen: '2026-10-02T00:00:00.000Z',
        labels: { team: 'web' },
        relations: [{ type: 'runs-on', target: 'host-a' }],
      },
    });
  });

  it('loses nothing, whatever the attributes are called', () => {
    const name = fc.oneof(
      fc.constantFrom('status', 'labels', 'attributes', 'source', 'relations', 'tenant', 'constructor'),
      fc.string({ minLength: 1, maxLength: 20 }),
    );
    // A name that would change objects it is copied into is dropped wherever JSON is taken in.
    const harmless = (value: unknown) => !JSON.stringify(value).includes('"__proto__":');
    const attributes = fc
      .dictionary(name, fc.jsonValue(), { maxKeys: 8, noNullPrototype: true })
      .filter(harmless);
    fc.assert(
      fc.property(attributes, (each) => {
        const value = JSON.parse(JSON.stringify(each)) as Asset['attributes'];
        const one = asset({ attributes: value });
        expect(parseAav(formatAav(one), NOW)).toEqual(one);
      }),
    );
  });

  it('made by hand needs an id, a name and a type', () => {
    expect(parseAav('{"id":"a","name":"A","type":"host"}', NOW)).toEqual(
      asset({
        ...{ id: 'a', name: 'A', kind: 'host', source: 'aav', labels: {}, attributes: {}, relations: [] },
        firstSeen: new Date(NOW).toISOString(),
        lastSeen: new Date(NOW).toISOString(),
      }),
    );
  });

  it('made by another program keeps what Fathom has no word for', () => {
    const metadata = { container_id: 'abc', status: 'running', labels: { n: 1 } };
    const read = parseAav(JSON.stringify({ id: 'a', name: 'A', type: 'custom', metadata }), NOW);
    expect(read).toMatchObject({
      kind: 'other',
      status: 'active',
      labels: {},
      attributes: { ...metadata, type: 'custom' },
    });
  });

  it.each([
    ['nothing', ''],
    ['half of it', '{"id":"a","na'],
    ['no object', '[1]'],
    ['no name', '{"id":"a","type":"host"}'],
    ['an id that leaves the folder', '{"id":"../a","name":"A","type":"host"}'],
    ['metadata of the wrong form', '{"id":"a","name":"A","type":"host","metadata":[1]}'],
    [
      'attributes beyond the bound',
      JSON.stringify({ id: 'a', name: 'A', type: 'host', metadata: { x: 'x'.repeat(70_000) } }),
    ],
  ])('with %s is refused', (_, text) => {
    expect(() => parseAav(text, NOW)).toThrow(
      expect.objectContaining({ name: 'ModuleError', code: 'malformed_reply' }) as Error,
    );
  });

  it('of any text is an asset or refused', () => {
    const file = fc.record({
      id: fc.constant('a'),
      name: fc.constant('A'),
      type: fc.string(),
      metadata: fc.jsonValue(),
    });
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      file.map((each) => JSON.stringify(each)),
    );
    fc.assert(
      fc.property(text, (each) => {
        try {
          expect(Asset.safeParse(parseAav(each, NOW)).success).toBe(true);
        } catch (error) {
          if (!(error instanceof ModuleError)) throw error;
          expect(error.code).toBe('malformed_reply');
        }
      }),
    );
  });
});

describe('asset files', () => {
  it('are written, read back and removed', async () => {
    const folder = join(await temporaryFolder(), 'assets');
    const files = await openAssetFiles({ folder, log: recordingLog() });
    const assets = Array.from({ length: 20 }, (_, i) => asset({ id: `a:${i}@x` })).sort((a, b) =>
      a.id < b.id ? -1 : 1,
    );
    await files.write(assets);
    const again = await openAssetFiles({ folder, log: recordingLog() });
    expect(await again.read()).toEqual(assets);
    await again.write([asset({ id: 'a:0@x', status: 'gone' })]);
    await again.remove(['a:1@x', '../../etc/passwd', 'never there']);
    const left = await again.read();
    expect(left).toHaveLength(19);
    expect(left[0]).toMatchObject({ id: 'a:0@x', status: 'gone' });
    expect((await readdir(folder)).every((name) => name.endsWith('.aav'))).toBe(true);
  });

  it.each([
    ['nothing new', {}, false],
    [
      'another time and other statistics',
      { lastSeen: '2026-10-09T00:00:00.000Z', attributes: { image: 'nginx:latest', stats: { n: 2 } } },
      false,
    ],
    ['another name', { name: 'new' }, true],
    ['another status', { status: 'gone' as const }, true],
    ['another attribute', { attributes: { image: 'nginx:2' } }, true],
  ])('are written again for %s: %j', async (_, fields, expected) => {
    const folder = await temporaryFolder();
    const first = await openAssetFiles({ folder, log: recordingLog() });
    await first.write([asset()]);
    const path = join(folder, 'container-abc123.aav');
    const before = await stat(path, { bigint: true });
    const files = await openAssetFiles({ folder, log: recordingLog() });
    await files.read();
    await files.write([asset(fields)]);
    expect((await stat(path, { bigint: true })).ino !== before.ino).toBe(expected);
  });

  it('that are bad are named with their reason; the others are read', async () => {
    const folder = await temporaryFolder();
    const log = recordingLog();
    const files = await openAssetFiles({ folder, log });
    await files.write([asset({ id: 'good' })]);
    await writeFile(join(folder, 'bad.aav'), 'not json');
    await writeFile(join(folder, 'large.aav'), 'x'.repeat(1024 * 1024 + 1));
    await writeFile(join(folder, 'other.aav'), formatAav(asset({ id: 'good' })));
    await mkdir(join(folder, 'folder.aav'));
    await writeFile(join(folder, 'readme.txt'), 'not ours');
    expect((await files.read()).map((each) => each.id)).toEqual(['good']);
    expect(
      log.lines.map(({ level, fields }) => [
        level,
        (fields as { file: string }).file.slice(folder.length + 1),
      ]),
    ).toEqual([
      ['warn', 'bad.aav'],
      ['warn', 'folder.aav'],
      ['warn', 'large.aav'],
      ['warn', 'other.aav'],
    ]);
    expect(JSON.stringify(log.lines)).toContain('it describes good');
  });

  it('that cannot be written are named, and tried again next time', async () => {
    const folder = await temporaryFolder();
    const log = recordingLog();
    const files = await openAssetFiles({ folder, log });
    await mkdir(join(folder, 'a.aav'));
    await files.write([asset({ id: 'a' }), asset({ id: 'b' })]);
    expect(log.lines).toMatchObject([{ level: 'warn', fields: { asset: 'a' } }]);
    await files.write([asset({ id: 'a' })]);
    expect(log.lines).toHaveLength(2);
    expect(await readFile(join(folder, 'b.aav'), 'utf8')).toBe(formatAav(asset({ id: 'b' })));
  });
});
