import { describe, expect, it } from 'vitest';
import { UserError } from '../../model/errors.ts';
import { parseTarget } from './target.ts';

describe('a target', () => {
  it.each<[string, string, number | null]>([
    ['10.0.0.1', '10.0.0.1', null],
    ['10.0.0.1:8443', '10.0.0.1', 8443],
    ['bmc-1.example.com', 'bmc-1.example.com', null],
    ['bmc:443', 'bmc', 443],
    ['::1', '::1', null],
    ['[::1]', '::1', null],
    ['[fe80::1%eth0]:443', 'fe80::1%eth0', 443],
  ])('%s', (text, host, port) => {
    expect(parseTarget(text)).toEqual({ host, port });
  });

  it.each([
    '',
    'https://bmc',
    'bmc:',
    'bmc:0',
    'bmc:70000',
    'bmc:port',
    'b mc',
    '[::1',
    'user@bmc',
    'bmc/redfish',
  ])('%j is none', (text) => {
    expect(() => parseTarget(text)).toThrow(UserError);
  });
});
