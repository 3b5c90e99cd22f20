import { expect, it } from 'vitest';
import type { AssetDraft } from '../model/asset.ts';
import { reportSlices } from './report-slices.ts';

const draft = (id: string, labels: number, relations: number): AssetDraft => ({
  id,
  kind: 'host',
  name: id,
  labels: Object.fromEntries(Array.from({ length: labels }, (_, i) => [`l${i}`, 'x'])),
  attributes: {},
  relations: Array.from({ length: relations }, (_, i) => ({ type: 'connects-to', target: `t${i}` })),
});

async function sizesOf(drafts: readonly AssetDraft[]): Promise<number[]> {
  const sizes: number[] = [];
  for await (const slice of reportSlices(drafts)) sizes.push(slice.length);
  return sizes;
}

it.each<[string, AssetDraft[], number[]]>([
  ['nothing', [], []],
  ['plain assets by the dozen', Array.from({ length: 60 }, (_, i) => draft(`a${i}`, 3, 2)), [25, 25, 10]],
  ['those with many relations one by one', [1, 2, 3].map((i) => draft(`a${i}`, 0, 1000)), [1, 1, 1]],
  ['those with many labels one by one', [1, 2].map((i) => draft(`a${i}`, 500, 0)), [1, 1]],
  ['a large one apart from plain ones', [draft('a', 0, 0), draft('b', 0, 5000), draft('c', 0, 0)], [1, 1, 1]],
])('takes %s', async (_, drafts, sizes) => {
  expect(await sizesOf(drafts)).toEqual(sizes);
});
