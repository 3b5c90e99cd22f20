import { AllowList } from './allow-list.ts';
import { describe, expect, it } from 'vitest';
import { compareFamilies, type Options } from './compare.ts';

const page = (value: number, extra = '') =>
  `# HELP node_a The a.\n# TYPE node_a counter\nnode_a{cpu="0"${extra}} ${value}\nnode_a{cpu="1"${extra}} 7\n`;
const B = '# HELP node_b The b.\n# TYPE node_b gauge\nnode_b 100\n';
const peer = { before: page(1) + B, after: page(3) + B };
const options: Options = { prefixes: ['node_'] };

describe('compareFamilies', () => {
  it.each([
    ['the same', page(1) + B, []],
    ['a value in between', page(2) + B, []],
    ['a value too small', page(0.9) + B, ['node_a[["cpu","0"]]: 0.9 is not within 1 and 3']],
    ['a value too large', page(3.1) + B, ['node_a[["cpu","0"]]: 3.1 is not within 1 and 3']],
    ['NaN', page(NaN) + B, ['node_a[["cpu","0"]]: NaN is not within 1 and 3']],
    ['a missing family', page(1), ['node_b: missing']],
    ['a family too many', `${page(1)}${B}${B.replaceAll('_b', '_c')}`, ['node_c: the peer does not have it']],
    ['another type', page(1).replace('counter', 'gauge') + B, ['node_a: type gauge instead of counter']],
    ['another help', page(1).replace('The a', 'An a') + B, ['node_a: help An a. instead of The a.']],
    ['a missing series', page(1).replace(/node_a\{cpu="1"\} 7\n/, '') + B, ['node_a[["cpu","1"]]: missing']],
    [
      'another series',
      page(1).replace('cpu="1"', 'cpu="2"') + B,
      ['node_a[["cpu","1"]]: missing', 'node_a[["cpu","2"]]: the peer does not have it'],
    ],
    ['an empty label', page(1, ',x=""') + B, ['node_a: labels cpu,x instead of cpu']],
    ['a family that is not compared', `${page(1)}${B}${B.replaceAll('node_b', 'go_b')}`, []],
  ])('%s', (_, ours, differences) =>
    expect(compareFamilies(peer, ours, options).map(({ text }) => text)).toEqual(differences),
  );

  it('leaves out what is accepted, and tells what was accepted in vain', () => {
    const allowList = new AllowList({ node_b: 'a reason', 'node_c*': 'another', node_d: 'none' });
    const found = compareFamilies(peer, page(1) + B.replaceAll('node_b', 'node_c_d'), options);
    expect(allowList.rest(found)).toEqual([]);
    expect(allowList.stale()).toEqual(['node_d']);
    expect(new AllowList({}).rest(found)).toEqual(['node_b: missing', 'node_c_d: the peer does not have it']);
  });

  it('widens the range by the tolerance of a family', () => {
    const tolerance = (family: string) => (family === 'node_b' ? { absolute: 5, relative: 0.1 } : null);
    const ours = (value: number) => page(1) + B.replace('100', String(value));
    expect(compareFamilies(peer, ours(110), { ...options, tolerance })).toEqual([]);
    expect(compareFamilies(peer, ours(111), { ...options, tolerance })).toHaveLength(1);
  });

  it('lets a series come or go between the two scrapes of the peer', () => {
    const gone = { before: peer.before, after: `${page(3).replace(/node_a\{cpu="1"\} 7\n/, '')}${B}` };
    expect(compareFamilies(gone, gone.after, options)).toEqual([]);
    expect(compareFamilies(gone, gone.before, options)).toEqual([]);
  });
});
