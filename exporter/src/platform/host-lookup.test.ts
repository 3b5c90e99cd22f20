import { describe, expect, it } from 'vitest';
import { hostLookup } from './host-lookup.ts';

const notFound = () => Object.assign(new Error('getaddrinfo ENOTFOUND x'), { code: 'ENOTFOUND' });

/** A name server that counts what it is asked. */
function lookupOf(answer: (host: string) => Promise<readonly string[]>) {
  const asked: string[] = [];
  let timeMs = 0;
  const lookup = hostLookup(
    () => timeMs,
    (host) => {
      asked.push(host);
      return answer(host);
    },
  );
  return { lookup, asked, pass: (ms: number) => void (timeMs += ms) };
}

describe('hostLookup', () => {
  it('does not ask for addresses', async () => {
    const { lookup, asked } = lookupOf(() => Promise.reject(notFound()));
    expect(await lookup.addresses('192.0.2.1')).toEqual(['192.0.2.1']);
    expect(await lookup.addresses('::1')).toEqual(['::1']);
    expect(asked).toEqual([]);
  });

  it('asks again after a while, and sooner after a failure', async () => {
    let known = true;
    const { lookup, asked, pass } = lookupOf(() =>
      known ? Promise.resolve(['192.0.2.1']) : Promise.reject(notFound()),
    );
    expect(await Promise.all([lookup.addresses('x'), lookup.addresses('x')])).toEqual([
      ['192.0.2.1'],
      ['192.0.2.1'],
    ]);
    expect(asked).toHaveLength(1);
    known = false;
    pass(30_001);
    await expect(lookup.addresses('x')).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringMatching(/^x: the name is not known \(ENOTFOUND\)/) as string,
    });
    known = true;
    await expect(lookup.addresses('x')).rejects.toThrow('ENOTFOUND');
    pass(5001);
    expect(await lookup.addresses('x')).toEqual(['192.0.2.1']);
    expect(asked).toHaveLength(3);
  });

  it('asks for two names at a time, and does not let too many wait', async () => {
    const waiting: (() => void)[] = [];
    const { lookup, asked } = lookupOf(
      () => new Promise((resolve) => waiting.push(() => resolve(['192.0.2.1']))),
    );
    const answers = Array.from({ length: 1002 }, (_, i) => lookup.addresses(`h${i}`));
    expect(asked).toHaveLength(2);
    await expect(lookup.addresses('one-more')).rejects.toMatchObject({ code: 'limit_exceeded' });
    while (asked.length < 1002) {
      waiting.splice(0).forEach((release) => release());
      await new Promise((resolve) => setImmediate(resolve));
    }
    waiting.splice(0).forEach((release) => release());
    expect(await Promise.all(answers)).toHaveLength(1002);
  });

  it('forgets the oldest name beyond its bound', async () => {
    const { lookup, asked } = lookupOf(() => Promise.resolve(['192.0.2.1']));
    for (let i = 0; i <= 5000; i += 1) await lookup.addresses(`h${i}`);
    await lookup.addresses('h5000');
    expect(asked).toHaveLength(5001);
    await lookup.addresses('h0');
    expect(asked).toHaveLength(5002);
  });
});
