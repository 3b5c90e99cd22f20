/** HTML whose interpolated values are escaped unless they are HTML themselves. */
export interface Html {
  readonly html: string;
}

type Value = Html | string | number | null | undefined | false | readonly Value[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { html: strings.map((part, i) => (i === 0 ? part : render(values[i - 1]) + part)).join('') };
}

/**
 * Text that is HTML already: what is our own. Styles and scripts are put in this way, to the byte:
 * the policy names their hashes.
 */
export const raw = (text: string): Html => ({ html: text });

function render(value: Value): string {
  if (value === null || value === undefined || value === false) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return value.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
  if ('html' in value) return value.html;
  return value.map(render).join('');
}
