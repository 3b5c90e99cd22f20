import type { ExpositionFormat } from '../../runtime/exposition.ts';

/** Entries of a header that are looked at; no client sends as many. */
const MAX_ENTRIES = 32;

interface Weighted {
  readonly value: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly q: number;
}

/** A list such as `a;x=1;q=0.5, b`, the most wanted first, in the given order among equals; q=0 is left out. */
function parseWeighted(header: string): Weighted[] {
  const entries = header.split(',', MAX_ENTRIES).map((entry) => {
    const [value = '', ...rest] = entry.split(';').map((part) => part.trim().toLowerCase());
    const parameters = new Map<string, string>();
    for (const part of rest) {
      const at = part.indexOf('=');
      if (at > 0)
        parameters.set(
          part.slice(0, at).trim(),
          part
            .slice(at + 1)
            .trim()
            .replace(/^"(.*)"$/, '$1'),
        );
    }
    const q = Number(parameters.get('q') ?? 1);
    return { value, parameters, q: q >= 0 && q <= 1 ? q : 1 };
  });
  return entries.filter(({ q }) => q > 0).sort((a, b) => b.q - a.q);
}

/** As client_golang: the first format in the client's order that is spoken here, else the text format. */
export function negotiateFormat(accept: string | undefined): ExpositionFormat {
  for (const { value, parameters } of parseWeighted(accept ?? '')) {
    const version = parameters.get('version') ?? '';
    if (value === 'application/openmetrics-text' && (version === '1.0.0' || version === ''))
      return 'openmetrics';
    if (value === 'text/plain' && (version === '0.0.4' || version === '')) return 'text';
  }
  return 'text';
}

export function acceptsGzip(acceptEncoding: string | undefined): boolean {
  return parseWeighted(acceptEncoding ?? '').some(({ value }) => value === 'gzip');
}
