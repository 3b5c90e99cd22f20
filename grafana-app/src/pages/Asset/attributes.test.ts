import { describe, expect, it } from 'vitest';
import { attributeView, bytesText } from './attributes';

describe('attributeView', () => {
  it('writes single values, with bytes in units', () => {
    expect(attributeView('hostname', 'web-1')).toEqual({ type: 'scalar', text: 'web-1' });
    expect(attributeView('memoryBytes', 25276510208)).toEqual({ type: 'scalar', text: '23.5 GiB' });
    expect(attributeView('loopbackOnly', false)).toEqual({ type: 'scalar', text: 'false' });
    expect(attributeView('pid', null)).toEqual({ type: 'scalar', text: '—' });
  });

  it('shows a list of alike objects as a table, also when one lacks a key', () => {
    expect(attributeView('disks', [{ name: 'vda', sizeBytes: 1024 }, { name: 'vdb' }])).toEqual({
      type: 'table',
      columns: ['name', 'sizeBytes'],
      rows: [
        ['vda', '1 KiB'],
        ['vdb', '—'],
      ],
    });
  });

  it('shows a mixed list line by line, and lists within a table in one cell', () => {
    expect(attributeView('x', ['a', { b: 1 }])).toEqual({ type: 'list', items: ['a', '{"b":1}'] });
    expect(attributeView('interfaces', [{ addresses: ['10.0.0.1', 'fe80::1'] }])).toMatchObject({
      rows: [['10.0.0.1, fe80::1']],
    });
  });

  it('opens groups to a bounded depth', () => {
    expect(attributeView('os', { name: 'Linux' })).toEqual({
      type: 'group',
      entries: [['name', { type: 'scalar', text: 'Linux' }]],
    });
    const deep = JSON.stringify(attributeView('a', { b: { c: { d: { e: { f: 1 } } } } }));
    expect(deep).toContain(JSON.stringify({ type: 'scalar', text: '{"f":1}' }));
  });
});

describe('bytesText', () => {
  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1536, '1.5 KiB'],
    [274877906944, '256 GiB'],
    [-2048, '-2 KiB'],
  ])('%d is %s', (bytes, text) => expect(bytesText(bytes)).toBe(text));
});
