import { describe, expect, it } from 'vitest';
import { parseExposition } from './exposition.ts';

const HEAD = '# HELP a The a.\n# TYPE a gauge\n';

describe('parseExposition', () => {
  it('reads families', () => {
    const text = `${HEAD}a{x="1\\"\\\\\\n",y=""} -1.5e+09\na NaN\n# HELP h \n# TYPE h histogram\nh_bucket{le="+Inf"} 1\nh_sum 1\nh_count +Inf\n`;
    const families = parseExposition(text);
    expect([...families.keys()]).toEqual(['a', 'h']);
    expect(families.get('a')).toEqual({
      name: 'a',
      type: 'gauge',
      help: 'The a.',
      samples: [
        { name: 'a', labels: { x: '1"\\\n', y: '' }, value: -1.5e9 },
        { name: 'a', labels: {}, value: NaN },
      ],
    });
    expect(families.get('h')?.samples.map(({ value }) => value)).toEqual([1, 1, Infinity]);
  });

  it.each([
    ['', 'the last line is not ended'],
    [`${HEAD}a 1`, 'the last line is not ended'],
    ['a 1\n', 'a sample without its TYPE'],
    [`${HEAD}b 1\n`, 'a sample without its TYPE'],
    [`${HEAD}a_total 1\n`, 'a sample without its TYPE'],
    ['# TYPE a gauge\na 1\n', 'lacks HELP or TYPE'],
    ['# HELP a x\n', 'lacks HELP or TYPE'],
    [`${HEAD}# HELP a again\n`, 'a second HELP'],
    [`${HEAD}# TYPE a gauge\n`, 'a second TYPE'],
    ['# HELP a x\n# TYPE a thing\n', 'not a type'],
    [`${HEAD}a 1\n# HELP b x\n# TYPE b gauge\nb 1\n# HELP a x\n`, 'two places'],
    [`${HEAD}a 1\n# TYPE a gauge\n`, 'metadata after samples'],
    [`${HEAD}a 1\na 2\n`, 'the series is there twice'],
    [`${HEAD}a{x="1",y="2"} 1\na{y="2",x="1"} 2\n`, 'the series is there twice'],
    [`${HEAD}a{x="1",x="2"} 1\n`, 'a label is there twice'],
    [`${HEAD}a{x="1} 1\n`, 'not labels'],
    [`${HEAD}a{x="\\t"} 1\n`, 'not labels'],
    [`${HEAD}a{x=1} 1\n`, 'not labels'],
    [`${HEAD}a 0x10\n`, 'not a number'],
    [`${HEAD}a 1 2 3\n`, 'not a sample'],
    [`${HEAD}a  1\n`, 'not a sample'],
    [`${HEAD}\n`, 'not a sample'],
    ['# EOF\n', 'neither HELP nor TYPE'],
  ])('refuses %j', (text, message) => expect(() => parseExposition(text)).toThrow(message));
});
