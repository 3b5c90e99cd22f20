import { describe, expect, it } from 'vitest';
import { placeOf, withoutFileLinks } from './place';

describe('the place of a runbook', () => {
  it('is the plugin for those of Fathom', () => {
    expect(placeOf('docs/runbooks/disk-fills-up.md')).toEqual({ kind: 'own', name: 'disk-fills-up' });
  });

  it('is the web for a page of it', () => {
    const url = 'https://wiki.example/runbooks/disk?a=b';
    expect(placeOf(url)).toEqual({ kind: 'web', url });
  });

  it.each([
    'javascript:alert(1)',
    'https://user:secret@wiki.example/',
    'docs/runbooks/../secret.md',
    'docs/guides/http.md',
    '//wiki.example/x',
    '',
  ])('is none for "%s"', (runbook) => {
    expect(placeOf(runbook)).toBeNull();
  });
});

describe('a runbook away from the documentation', () => {
  it('keeps its links to the web, and the words of the others', () => {
    expect(withoutFileLinks('See [HostDown](HostDown.md#x) and [Linux](https://kernel.example/).')).toBe(
      'See HostDown and [Linux](https://kernel.example/).'
    );
  });
});
