import { expect, it } from 'vitest';
import { parseFaults } from './faults.ts';

it('reads what shall go wrong', () => {
  expect(
    parseFaults({
      faults: [
        { path: '/assets', delayMs: 5 },
        { path: 'x', status: 500 },
        { path: 'y', down: true },
      ],
    })
  ).toEqual([
    { path: /\/assets/, delayMs: 5, down: false, status: 0 },
    { path: /x/, delayMs: 0, down: false, status: 500 },
    { path: /y/, delayMs: 0, down: true, status: 0 },
  ]);
});

it.each([
  [null, 'expected { "faults"'],
  [{ faults: [{}] }, 'faults.path'],
  [{ faults: [{ path: '(' }] }, 'no regular expression'],
  [{ faults: [{ path: 'x', delayMs: -1 }] }, 'faults.delayMs'],
  [{ faults: [{ path: 'x', status: 1.5 }] }, 'faults.status'],
  [{ faults: Array.from({ length: 21 }, () => ({ path: 'x' })) }, 'more than 20'],
])('refuses %j', (body, message) => {
  expect(() => parseFaults(body)).toThrow(message);
});
