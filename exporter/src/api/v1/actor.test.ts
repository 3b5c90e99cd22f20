import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actorOf } from './actor.ts';

/** As Node hands over what came as UTF-8. */
const context = (login: unknown) => ({
  'x-grafana-context': Buffer.from(JSON.stringify({ Login: login, OrgRole: 'Editor' })).toString('latin1'),
});

describe('actorOf', () => {
  it.each([
    ['the login of the context', context('alice'), 'alice'],
    ['the login as JSON usually has it', { 'x-grafana-context': '{"login":"alice"}' }, 'alice'],
    ['the context before the header', { ...context('alice'), 'x-grafana-user': 'bob' }, 'alice'],
    ['the header where there is no context', { 'x-grafana-user': ' bob ' }, 'bob'],
    ['the header where the context is no JSON', { 'x-grafana-context': '{', 'x-grafana-user': 'bob' }, 'bob'],
    ['a name in another script', context('алиса'), 'алиса'],
    ['nobody', {}, 'api'],
    ['nobody for an empty login', context(''), 'api'],
    ['nobody for a login that is no text', context({ toString: 'x' }), 'api'],
    ['nobody for a context that is null', { 'x-grafana-context': 'null' }, 'api'],
    ['nobody for a list', { 'x-grafana-context': '["alice"]' }, 'api'],
    ['nobody for a login of 129 characters', context('a'.repeat(129)), 'api'],
    ['nobody for a login with a line break', context('a\nERROR b'), 'api'],
    ['nobody for a login that turns the text around', context('a\u202eb'), 'api'],
    ['nobody for a login with what cannot be seen', context('admin\u200b'), 'api'],
    ['nobody for a huge context', context('a'.repeat(20_000)), 'api'],
    ['not Fathom itself', context('fathom'), 'fathom (user)'],
  ])('takes %s', (_, headers, expected) => expect(actorOf(headers)).toBe(expected));

  it('always gives a short name without controls', () => {
    fc.assert(
      fc.property(fc.string(), fc.anything(), (text, login) => {
        for (const headers of [{ 'x-grafana-context': text, 'x-grafana-user': text }, context(login)])
          expect(actorOf(headers)).toMatch(/^[^\p{Cc}]{1,128}$/u);
      }),
    );
  });
});
