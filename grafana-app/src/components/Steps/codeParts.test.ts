import { describe, expect, it } from 'vitest';
import { codeParts } from './codeParts';

describe('parts of a sentence with commands', () => {
  it('are told apart, in order', () => {
    expect(codeParts("Find it: `du -xh '/var/log' | sort -h`, then `lsof +L1`.")).toEqual([
      { isCode: false, text: 'Find it: ' },
      { isCode: true, text: "du -xh '/var/log' | sort -h" },
      { isCode: false, text: ', then ' },
      { isCode: true, text: 'lsof +L1' },
      { isCode: false, text: '.' },
    ]);
  });

  it('are all text when a backtick has no partner', () => {
    expect(codeParts('a ` b').map(({ isCode }) => isCode)).toEqual([false]);
    expect(codeParts('``')).toEqual([{ isCode: false, text: '``' }]);
  });

  it('may be a command alone, or nothing', () => {
    expect(codeParts('`kill 48211`')).toEqual([{ isCode: true, text: 'kill 48211' }]);
    expect(codeParts('')).toEqual([]);
  });
});
