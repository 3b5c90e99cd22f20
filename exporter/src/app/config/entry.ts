import type { Key } from './json-schema.ts';

/** Where a value came from. `default` is where nobody set it. */
export type Origin =
  | { readonly kind: 'default' }
  | { readonly kind: 'file'; readonly file: string; readonly line: number }
  | { readonly kind: 'env'; readonly variable: string }
  | { readonly kind: 'flag'; readonly flag: string };

/** One value that somebody set. */
export interface Entry {
  readonly key: Key;
  readonly value: unknown;
  readonly origin: Origin;
}

/** What is wrong, and where. */
export interface Problem {
  readonly origin: Origin;
  readonly message: string;
}

/** What one source of configuration says. */
export interface Layer {
  readonly entries: readonly Entry[];
  readonly problems: readonly Problem[];
}

export function describeOrigin(origin: Origin): string {
  switch (origin.kind) {
    case 'default':
      return 'default';
    case 'file':
      return `${origin.file}:${origin.line}`;
    case 'env':
      return `environment ${origin.variable}`;
    case 'flag':
      return `flag ${origin.flag}`;
  }
}
