import { expect, it } from 'vitest';
import { fileTree } from '../../../test/support/file-tree.ts';
import { type ErrorCode, ModuleError } from '../model/errors.ts';
import { linkIfPresent, readIfReadable } from './readable.ts';

const failing = (error: Error) => ({
  ...fileTree({}),
  readIfPresent: () => {
    throw error;
  },
});

it.each<ErrorCode>(['permission_denied', 'unreachable', 'unsupported'])('there is no content on %s', (code) =>
  expect(readIfReadable(failing(new ModuleError(code, 'x')), 'x')).toBeNull(),
);

it.each([new ModuleError('limit_exceeded', 'x'), new TypeError('x')])('%s is passed on', (error) =>
  expect(() => readIfReadable(failing(error), 'x')).toThrow(error),
);

it('reads files and links that are there', () => {
  const tree = fileTree({ a: '1' }, { b: '../c' });
  expect(readIfReadable(tree, 'a')?.toString()).toBe('1');
  expect(readIfReadable(tree, 'b')).toBeNull();
  expect([linkIfPresent(tree, 'b'), linkIfPresent(tree, 'a')]).toEqual(['../c', null]);
});
