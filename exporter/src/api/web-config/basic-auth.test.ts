import { hashSync } from 'bcrypt';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { basicAuthenticator } from './basic-auth.ts';

const HASH = hashSync('s3cret', 4);
const users = { alice: HASH, bob: HASH.replace('$2b$', '$2y$'), carol: HASH.replace('$2b$', '$2$') };
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

describe('basicAuthenticator', () => {
  it.each([
    [basic('alice:s3cret'), 'accepted'],
    [basic('bob:s3cret'), 'accepted'],
    [basic('carol:s3cret'), 'accepted'],
    [basic('alice:s3cret').replace('Basic', 'BASIC'), 'accepted'],
    [basic('alice:wrong'), 'refused'],
    [basic('alice:'), 'refused'],
    [basic('nobody:fakepassword'), 'refused'],
    [basic('__proto__:s3cret'), 'refused'],
    [basic('alice'), 'refused'],
    ['Basic', 'refused'],
    ['Basic %%%', 'refused'],
    ['Bearer s3cret', 'refused'],
    [undefined, 'refused'],
  ])('%j → %s, also the second time', async (header, verdict) => {
    const authenticate = basicAuthenticator();
    expect(await authenticate(header, users)).toBe(verdict);
    expect(await authenticate(header, users)).toBe(verdict);
  });

  it('forgets an accepted password with its hash', async () => {
    const authenticate = basicAuthenticator();
    expect(await authenticate(basic('alice:s3cret'), users)).toBe('accepted');
    expect(await authenticate(basic('alice:s3cret'), { alice: hashSync('other', 4) })).toBe('refused');
    expect(await authenticate(basic('alice:s3cret'), {})).toBe('refused');
  });

  it('lets no more than a hundred checks wait, and answers the known at once meanwhile', async () => {
    const authenticate = basicAuthenticator();
    await authenticate(basic('alice:s3cret'), users);
    const guesses = Array.from({ length: 110 }, (_, i) => authenticate(basic(`alice:guess${i}`), users));
    expect(await authenticate(basic('alice:s3cret'), users)).toBe('accepted');
    const verdicts = await Promise.all(guesses);
    expect(verdicts.filter((verdict) => verdict === 'busy')).toHaveLength(10);
    expect(verdicts.filter((verdict) => verdict === 'accepted')).toHaveLength(0);
  });

  it('refuses whatever header it does not know', async () => {
    const authenticate = basicAuthenticator();
    await fc.assert(
      fc.asyncProperty(fc.string(), async (header) => {
        expect(await authenticate(header, users)).toBe('refused');
      }),
      { numRuns: 50 },
    );
  });
});
