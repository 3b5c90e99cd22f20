import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import edac from './module.ts';

type Files = Record<string, string>;
const MC = 'devices/system/edac/mc';
const CONTROLLER: Files = {
  [`${MC}/mc0/ce_count`]: '1\n',
  [`${MC}/mc0/ce_noinfo_count`]: '2\n',
  [`${MC}/mc0/ue_count`]: '5\n',
  [`${MC}/mc0/ue_noinfo_count`]: '6\n',
};
const ROW: Files = {
  [`${MC}/mc0/csrow10/ce_count`]: '3\n',
  [`${MC}/mc0/csrow10/ue_count`]: '4\n',
  [`${MC}/mc0/csrow10/ch0_ce_count`]: '7\n',
  [`${MC}/mc0/csrow10/ch0_ue_count`]: '8\n',
  [`${MC}/mc0/csrow10/ch0_dimm_label`]: 'CPU#1_csrow#10channel#0\n',
  [`${MC}/mc0/csrow10/ch1_ce_count`]: '9\n',
};
const run = (files: Files) => collect(edac, { sysfs: fileTree(files) });

describe('edac', () => {
  it('shows errors by controller, row and channel', async () => {
    const { lines } = await run({ ...CONTROLLER, ...ROW, [`${MC}/power/control`]: 'auto\n' });
    expect(lines).toEqual([
      'node_edac_channel_correctable_errors_total{channel="0",controller="0",csrow="10",dimm_label="CPU1__csrow10_channel0"} 7',
      'node_edac_channel_correctable_errors_total{channel="1",controller="0",csrow="10",dimm_label="unknown"} 9',
      'node_edac_channel_uncorrectable_errors_total{channel="0",controller="0",csrow="10",dimm_label="CPU1__csrow10_channel0"} 8',
      'node_edac_correctable_errors_total{controller="0"} 1',
      'node_edac_csrow_correctable_errors_total{controller="0",csrow="unknown"} 2',
      'node_edac_csrow_correctable_errors_total{controller="0",csrow="10"} 3',
      'node_edac_csrow_uncorrectable_errors_total{controller="0",csrow="unknown"} 6',
      'node_edac_csrow_uncorrectable_errors_total{controller="0",csrow="10"} 4',
      'node_edac_uncorrectable_errors_total{controller="0"} 5',
    ]);
  });

  it('has nothing to say of a machine without EDAC', async () => {
    expect((await run({})).lines).toEqual([]);
    expect((await run({ 'devices/system/edac/power/control': '' })).lines).toEqual([]);
  });

  it('follows counts, labels and controllers', async () => {
    const files = { ...CONTROLLER, ...ROW };
    const next = collectorOf(edac, { sysfs: fileTree(files) });
    await next();
    files[`${MC}/mc0/ce_count`] = '11\n';
    files[`${MC}/mc0/csrow10/ch0_dimm_label`] = 'A1\n';
    for (const [path, text] of Object.entries(CONTROLLER)) files[path.replace('mc0', 'mc1')] = text;
    const { lines } = await next();
    expect(lines).toContain('node_edac_correctable_errors_total{controller="0"} 11');
    expect(lines).toContain('node_edac_correctable_errors_total{controller="1"} 1');
    expect(lines.some((line) => line.includes('dimm_label="A1"'))).toBe(true);
  });

  it.each([
    ['missing', 'ue_count', undefined, 'unsupported'],
    ['empty', 'ue_count', '', 'malformed_reply'],
    ['negative', 'csrow10/ce_count', '-1\n', 'malformed_reply'],
    ['garbage', 'csrow10/ch0_ue_count', '\xff\xfe', 'malformed_reply'],
    ['huge', 'ue_noinfo_count', '9'.repeat(5000), 'malformed_reply'],
  ])('stops at a count that is %s', async (_, file, content, code) => {
    const path = `${MC}/mc0/${file}`;
    const others = Object.entries({ ...CONTROLLER, ...ROW }).filter(([name]) => name !== path);
    const files = Object.fromEntries(content === undefined ? others : [...others, [path, content]]);
    const { lines, error } = await collectorOf(edac, { sysfs: fileTree(files) }).attempt();
    expect(error).toMatchObject({ code });
    expect(lines).toContain('node_edac_correctable_errors_total{controller="0"} 1');
  });

  it('fuzz: any content gives counts or malformed_reply', async () => {
    const content = fc.string({ unit: 'binary', maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(content, content, async (count, label) => {
        const files = {
          ...CONTROLLER,
          ...ROW,
          [`${MC}/mc0/csrow10/ch0_ce_count`]: count,
          [`${MC}/mc0/csrow10/ch0_dimm_label`]: label,
        };
        const { error } = await collectorOf(edac, { sysfs: fileTree(files) }).attempt();
        if (error) expect(error).toMatchObject({ code: 'malformed_reply' });
      }),
    );
  });
});
