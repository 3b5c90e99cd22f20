import { describe, expect, it } from 'vitest';
import { namesIn } from './namesIn';

describe('names in an expression', () => {
  it.each([
    ['up{instance="10.1.2.3:9100"}', ['10.1.2.3:9100']],
    ['up{instance="[fe80::1]:9100"}', ['[fe80::1]:9100']],
    ['up{instance=~"(web-01|web-02)(:[0-9]+)?"}', ['web-01', 'web-02']],
    ['up{instance=~"(web-01|web\\\\.02)"}', ['web-01', 'web.02']],
    ['up{instance=~"web-01,web-02"}', ['web-01', 'web-02']],
    ['up{instance=~"web-01:.*"}', ['web-01']],
    ['up{instance=~"web-0[12]:.*"}', []],
    ['up{instance=~".+"}', []],
    ['up{instance=~".*"}', []],
    ['up{instance!="web-01"}', []],
    ['up{job="web-01"}', []],
    ['{host="a"} |= "b" and on(host) up{instance="a"}', ['a']],
    ['', []],
  ])('%s', (expression, expected) => expect(namesIn(expression)).toEqual(expected));

  it('are bounded', () => {
    const many = Array.from({ length: 50 }, (_, i) => `h${i}`).join('|');
    expect(namesIn(`up{instance=~"${many}"}`)).toHaveLength(8);
  });
});
