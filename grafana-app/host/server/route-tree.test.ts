import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matchRoutePath } from './route-tree.ts';

it.each([
  ['api/v1/*', '/api/v1/assets', 'assets'],
  ['api/v1/*', '/api/v1/assets/a1/relations', 'assets/a1/relations'],
  ['/api/v1/*', 'api/v1/assets', 'assets'],
  ['api/v1/*', '/api/v1/assets/a%2Fb', 'assets/a/b'],
  ['api/v1/*', '/api/v1/%D0%BC', 'м'],
  ['*', '/anything/at/all', 'anything/at/all'],
])('%s matches %s and leaves %s', (pattern, path, rest) => {
  expect(matchRoutePath(pattern, path)).toEqual({ rest });
});

it.each([
  ['api/v1', '/api/v1'],
  ['api/v1/', '/api/v1'],
  ['api/:version/health', '/api/v1/health'],
  ['hosts/:id:int', '/hosts/12'],
  ['hosts/:id([a-f]+)', '/hosts/beef'],
])('%s matches exactly %s and leaves nothing', (pattern, path) => {
  expect(matchRoutePath(pattern, path)).toEqual({ rest: null });
});

it.each([
  ['api/v1', '/api/v1/assets', 'no star: only the path itself'],
  ['api/v1/*', '/api/v1', 'the star wants a segment'],
  ['api/v1/*', '/api/v2/assets', 'another segment'],
  ['api/v1/*', '/api/v10/assets', 'segments are compared as a whole'],
  ['api/v1/*', '/api/v1/%zz', 'no escape sequence'],
  ['hosts/:id:int', '/hosts/twelve', 'not a number'],
])('%s does not match %s: %s', (pattern, path) => {
  expect(matchRoutePath(pattern, path)).toBeNull();
});

it('takes any path without throwing', () => {
  fc.assert(
    fc.property(fc.string(), (path) => {
      const match = matchRoutePath('api/v1/*', path);
      expect(match === null || typeof match.rest === 'string').toBe(true);
    })
  );
});
