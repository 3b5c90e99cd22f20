import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * Whether a request carries the token, as `Authorization: Bearer …` or, where basic authentication needs that header
 * for itself, as `X-Fathom-Token`. Compared in a time that tells nothing; without a token everyone may.
 * It is asked for at each request, since a reload may change it.
 */
export function bearerCheck(token: () => string | undefined): (request: IncomingMessage) => boolean {
  return ({ headers }) => {
    const expected = token() ?? '';
    if (expected === '') return true;
    const given = headers['x-fathom-token'] ?? /^bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
    return typeof given === 'string' && timingSafeEqual(digest(given), digest(expected));
  };
}

const digest = (text: string) => createHash('sha256').update(text).digest();
