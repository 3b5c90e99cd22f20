import { describe, expect, it } from 'vitest';
import { FamilyMerger } from './family-merger.ts';
import type { FamilySamples } from './samples.ts';

describe('FamilyMerger', () => {
  const family = (lines: string, type: FamilySamples['type'] = 'gauge'): FamilySamples => ({
    name: 'a',
    type,
    help: 'A.',
    lines,
  });

  it('makes one family of two, without series that are there already', () => {
    const leftOut: string[] = [];
    const two = [family('a{x="1"} 1\na{x="2"} 2\n'), family('a{x="2"} 7\na{x="3 "} 3\n')];
    const merged = new FamilyMerger().merge(two, (name) => leftOut.push(name));
    expect(leftOut).toEqual(['a']);
    expect(merged).toEqual([family('a{x="1"} 1\na{x="2"} 2\na{x="3 "} 3\n')]);
  });

  it('takes nothing else of the first for what is true of both', () => {
    const first = { ...family('a{x="1"} 1\n'), ascii: true, bytes: Buffer.from('a{x="1"} 1\n') };
    const merged = new FamilyMerger().merge([first, family('a{x="ü"} 2\n')]);
    expect(merged).toEqual([family('a{x="1"} 1\na{x="ü"} 2\n')]);
  });

  it('leaves out a second family of another type', () => {
    const leftOut: string[] = [];
    const two = [family('a 1\n'), family('a{x="1"} 1\n', 'counter')];
    expect(new FamilyMerger().merge(two, (name) => leftOut.push(name))).toEqual([family('a 1\n')]);
    expect(leftOut).toEqual(['a']);
  });

  it('finds the order anew when other families come', () => {
    const merger = new FamilyMerger();
    const named = (...names: string[]) => names.map((name) => ({ ...family(''), name }));
    const namesOf = (families: readonly FamilySamples[]) => families.map(({ name }) => name).join('');
    expect(namesOf(merger.merge(named('c', 'a', 'b')))).toBe('abc');
    expect(namesOf(merger.merge(named('c', 'a', 'b')))).toBe('abc');
    expect(namesOf(merger.merge(named('c', 'd', 'b')))).toBe('bcd');
    expect(namesOf(merger.merge(named('d', 'd', 'b', 'b')))).toBe('bd');
    expect(namesOf(merger.merge(named('b', 'a')))).toBe('ab');
  });
});
