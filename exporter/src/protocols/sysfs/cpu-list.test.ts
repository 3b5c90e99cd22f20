import { expect, it } from 'vitest';
import { parseCpuList } from './cpu-list.ts';

it.each([
  ['1,3-5,9\n', [1, 3, 4, 5, 9]],
  ['\n', []],
  ['5-3', []],
  ['1,x,2-', [1]],
  ['0-99999999', []],
  ['1-2,2-3', [1, 2, 3]],
  ['\xff\xfe,7', [7]],
])('%j is the list %j', (text, cpus) => expect(parseCpuList(text)).toEqual(cpus));
