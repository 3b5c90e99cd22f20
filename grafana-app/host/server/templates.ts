import type { JsonObject } from './json.ts';

/** What the templates of a route may name. */
export interface TemplateData {
  readonly JsonData: JsonObject;
  readonly SecureJsonData: Readonly<Record<string, string>>;
}

const ACTION = /\{\{-?\s*(.*?)\s*-?\}\}/g;
const FIELD = /^\.(JsonData|SecureJsonData)((?:\.[A-Za-z_][A-Za-z0-9_]*)+)$/;

/**
 * The part of Go's text/template that routes use: fields of the settings, with or without `orEmpty`.
 * As in Go, a missing key of jsonData prints `<no value>`, a missing secret prints nothing.
 * @throws {Error} for any other template.
 */
export function interpolate(template: string, data: TemplateData): string {
  return template.replace(ACTION, (whole, expression: string) => {
    const { field, orEmpty } = withoutOrEmpty(expression);
    const [, root, path] = FIELD.exec(field) ?? [];
    if (root === undefined || path === undefined) throw new Error(`could not parse template ${whole}`);
    const keys = path.slice(1).split('.');
    if (root === 'SecureJsonData') return data.SecureJsonData[keys.join('.')] ?? '';
    return print(valueAt(data.JsonData, keys), orEmpty);
  });
}

function withoutOrEmpty(expression: string): { field: string; orEmpty: boolean } {
  const field = expression.replace(/^orEmpty\s+/, '').replace(/\s*\|\s*orEmpty$/, '');
  return { field, orEmpty: field !== expression };
}

function valueAt(data: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    data
  );
}

function print(value: unknown, orEmpty: boolean): string {
  if (value === undefined || value === null) return orEmpty ? '' : '<no value>';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
