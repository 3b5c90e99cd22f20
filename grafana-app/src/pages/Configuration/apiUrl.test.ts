import { describe, expect, it } from 'vitest';
import { isLoopback, normalizeUrl, urlProblem } from './apiUrl';

describe('the address of the API', () => {
  it.each(['http://fathom:9797', 'https://fathom.example/behind/a/path', 'http://[::1]:9797', ' http://fathom:9797/ '])(
    'may be %j',
    (text) => {
      expect(urlProblem(text)).toBeNull();
    }
  );

  it.each([
    ['', 'missing'],
    ['   ', 'missing'],
    ['fathom:9797', 'scheme'],
    ['ftp://fathom', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    ['http://', 'scheme'],
    ['http://fathom:port', 'no-url'],
    ['http://fath om', 'no-url'],
    ['http://user:secret@fathom:9797', 'credentials'],
    ['http://user@fathom', 'credentials'],
    ['http://fathom?x=1', 'query'],
    ['http://fathom/#top', 'query'],
    ['http://fathom:9797/api/v1', 'api-path'],
    ['http://fathom:9797/api/', 'api-path'],
    [`http://fathom/${'x'.repeat(2048)}`, 'too-long'],
  ])('may not be %j: %s', (text, problem) => {
    expect(urlProblem(text)).toBe(problem);
  });

  it('is kept without a slash at its end', () => {
    expect(normalizeUrl(' http://fathom:9797// ')).toBe('http://fathom:9797');
  });
});

describe('a loopback address', () => {
  it.each(['http://localhost:9797', 'http://127.0.0.1', 'https://[::1]:1', 'http://fathom.localhost'])(
    'is %s',
    (text) => {
      expect(isLoopback(text)).toBe(true);
    }
  );

  it.each(['http://fathom:9797', 'http://localhost.example', 'nonsense'])('is not %s', (text) => {
    expect(isLoopback(text)).toBe(false);
  });
});
