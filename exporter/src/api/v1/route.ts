/** One declaration for each operation: routing, validation and the OpenAPI document follow from it. */
import { z } from 'zod';
import type { Services } from '../services.ts';

export interface Call<P, Q, B> {
  readonly services: Services;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly idempotencyKey: string | undefined;
  /** Who asks, for routes that act in somebody's name. */
  readonly actor: string;
}

export interface Reply<T = unknown> {
  readonly status: number;
  readonly body: T;
}

export interface Route<
  P extends z.ZodObject = z.ZodObject,
  Q extends z.ZodObject = z.ZodObject,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> {
  readonly method: 'get' | 'post';
  /** Below /api/v1, in OpenAPI's form: `/assets/{id}`. */
  readonly path: string;
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly params: P;
  readonly query: Q;
  /** Absent when there is none. */
  readonly body?: B;
  readonly maxBodyBytes?: number;
  /** Schemas of the items of lists that the handler checks one by one, by the name of the list in the body. */
  readonly openItems?: Readonly<Record<string, z.ZodType>>;
  /** Whether the header Idempotency-Key means something. */
  readonly idempotent?: boolean;
  /** Whether it is done in somebody's name, and may make no sense now (409). */
  readonly acts?: boolean;
  /** Statuses of success with their meaning. */
  readonly success: Readonly<Record<number, string>>;
  readonly response: R;
  /** Schemas by content type, where the response is a Download. */
  readonly media?: Readonly<Record<string, z.ZodType>>;
  handle(call: Call<z.output<P>, z.output<Q>, z.output<B>>): Promise<Reply<z.input<R>>>;
}

/** A route whose exact types are of no interest: `handle` is a method, so that any route is one of these. */
export type AnyRoute = Route;

const Nothing = z.strictObject({});
type Nothing = typeof Nothing;

type Declaration<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  B extends z.ZodType,
  R extends z.ZodType,
> = Omit<Route<P, Q, B, R>, 'params' | 'query'> & { readonly params?: P; readonly query?: Q };

export function defineRoute<
  R extends z.ZodType,
  P extends z.ZodObject = Nothing,
  Q extends z.ZodObject = Nothing,
  B extends z.ZodType = z.ZodUndefined,
>(declaration: Declaration<P, Q, B, R>): Route<P, Q, B, R> {
  const { params = Nothing as unknown as P, query = Nothing as unknown as Q, ...rest } = declaration;
  return { ...rest, params, query };
}

export const ok = <T>(body: T): Reply<T> => ({ status: 200, body });
