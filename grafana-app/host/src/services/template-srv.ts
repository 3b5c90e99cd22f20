import type { ScopedVars, TimeRange, TypedVariableModel } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';

/** `$name`, `${name}`, `${name:format}`, `${name.field}` and `[[name]]`, as Grafana. */
const VARIABLE = /\$(\w+)|\[\[(\w+?)(?::(\w+))?\]\]|\$\{(\w+)(?:\.([^:^}]+))?(?::([^}]+))?\}/g;

export type VariableValue = string | readonly string[];

type Scoped = string | number | boolean | readonly (string | number)[];

/** Variables of the dashboard that is shown, and what stands for them. */
export class PreviewTemplateSrv implements TemplateSrv {
  private variables: readonly TypedVariableModel[] = [];
  private values: ReadonlyMap<string, VariableValue> = new Map();
  private range: TimeRange | undefined;

  setVariables(variables: readonly TypedVariableModel[], values: ReadonlyMap<string, VariableValue>): void {
    this.variables = variables;
    this.values = values;
  }

  getVariables(): TypedVariableModel[] {
    return [...this.variables];
  }

  updateTimeRange(range: TimeRange): void {
    this.range = range;
  }

  containsTemplate(target?: string): boolean {
    return (
      target !== undefined && [...target.matchAll(VARIABLE)].some((match) => this.valueOf(nameOf(match)) !== undefined)
    );
  }

  replace(target = '', scopedVars?: ScopedVars, format?: unknown): string {
    return target.replace(VARIABLE, (...match: string[]) => {
      const value = this.valueOf(nameOf(match), scopedVars);
      if (value === undefined) return match[0] ?? '';
      return formatted(value, match[6] ?? match[3] ?? format);
    });
  }

  private valueOf(name: string, scopedVars?: ScopedVars): VariableValue | undefined {
    const scoped = scopedVars?.[name]?.value as Scoped | undefined;
    if (scoped !== undefined) return typeof scoped === 'object' ? scoped.map(String) : String(scoped);
    if (name === '__from') return this.range?.from.valueOf().toString();
    if (name === '__to') return this.range?.to.valueOf().toString();
    return this.values.get(name);
  }
}

function nameOf(match: readonly (string | undefined)[]): string {
  return match[1] ?? match[2] ?? match[4] ?? '';
}

function formatted(value: VariableValue, format: unknown): string {
  const values = typeof value === 'string' ? [value] : value;
  if (typeof format === 'function') {
    return String((format as (value: VariableValue, variable: object, fallback: unknown) => unknown)(value, {}, null));
  }
  if (format === 'csv' || format === 'raw') return values.join(',');
  if (format === 'pipe') return values.join('|');
  if (format === 'json') return JSON.stringify(value);
  if (format === 'percentencode') return encodeURIComponent(values.join(','));
  return values.length === 1 ? (values[0] ?? '') : `{${values.join(',')}}`;
}
