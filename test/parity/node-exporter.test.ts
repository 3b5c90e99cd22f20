import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AnyCollector } from '../../exporter/src/contract/module.ts';
import { startFathom } from '../support/fathom.ts';
import { hasCommand, type Peer } from '../support/peer.ts';
import { AllowList } from './allow-list.ts';
import { acceptedIn, buildMachine, type MachinePart, machineParts } from './machine-part.ts';
import {
  COMMAND,
  differences,
  knownToPeer,
  nodeCollectors,
  ourSide,
  startNodeExporter,
} from './node-exporter.ts';

const installed = await hasCommand(COMMAND);
if (!installed && process.env['CI'] === 'true') throw new Error(`${COMMAND} is not installed`);

describe.skipIf(!installed)(`beside ${COMMAND} (skipped when it is not installed)`, () => {
  let parts: MachinePart[];
  let collectors: AnyCollector[];
  let allowList: AllowList;
  let root = '';
  let peer: Peer | undefined;
  beforeAll(async () => {
    parts = await machineParts();
    collectors = knownToPeer(await nodeCollectors());
    allowList = new AllowList(acceptedIn(parts));
    root = mkdtempSync(join(tmpdir(), 'fathom-parity-'));
    buildMachine(root, parts);
  });
  afterEach(() => peer?.stop());
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('shows this machine alike', async () => {
    peer = await startNodeExporter({ root: '/', parts, collectors });
    const ours = ourSide({ root: '/', parts, collectors });
    try {
      expect(allowList.rest(await differences(peer, ours.page, parts))).toEqual([]);
    } finally {
      await ours.close();
    }
  });

  it('serves this machine alike', async () => {
    peer = await startNodeExporter({ root: '/', parts, collectors });
    const cwd = mkdtempSync(join(tmpdir(), 'fathom-parity-'));
    const config = Object.assign({}, ...parts.map((part) => part.config?.('/') ?? {})) as Record<
      string,
      object
    >;
    const enabled = collectors.map(({ id }) => [id, { ...config[id], enabled: true }]);
    writeFileSync(
      join(cwd, 'fathom.yml'),
      JSON.stringify({ roles: ['exporter'], collectors: Object.fromEntries(enabled) as object }),
    );
    const fathom = await startFathom({ cwd });
    const query = collectors.map(({ id }) => `collect[]=${id}`).join('&');
    const served = async () => (await fetch(`${fathom.url}/metrics?${query}`)).text();
    try {
      expect(allowList.rest(await differences(peer, served, parts))).toEqual([]);
    } finally {
      await fathom.stop();
      rmSync(cwd, { recursive: true });
    }
  });

  it('shows a machine with much hardware alike', async () => {
    peer = await startNodeExporter({ root, parts, collectors });
    const ours = ourSide({ root, parts, collectors });
    try {
      expect(allowList.rest(await differences(peer, ours.page, parts))).toEqual([]);
    } finally {
      await ours.close();
    }
  });

  it('accepts no difference that is not there', () => {
    expect(allowList.stale()).toEqual([]);
  });
});
