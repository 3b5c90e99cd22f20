import { z } from 'zod';
import { type Fault, Problem } from '../problem.ts';

/** Deeper JSON is an attack on whatever walks it. */
const MAX_DEPTH = 32;
const MAX_FAULTS = 50;

/** @throws Problem 400 that names each fault and where it is, below `where`. */
export function validate<T extends z.ZodType>(
  schema: T,
  value: unknown,
  where: 'path' | 'query' | 'body',
): z.output<T> {
  const faults = [] as Fault[];
  const checked = check(schema, value, where, faults);
  if (checked !== undefined && faults.length === 0) return checked.value;
  throw new Problem(400, `the ${where} of the request is not valid`, { errors: faults.slice(0, MAX_FAULTS) });
}

/** The value, or undefined with the reasons in `faults`. */
export function check<T extends z.ZodType>(
  schema: T,
  value: unknown,
  where: string,
  faults: Fault[],
): { readonly value: z.output<T> } | undefined {
  if (isDeeper(value, MAX_DEPTH)) {
    faults.push({ path: where, message: `nested more than ${MAX_DEPTH} deep` });
    return undefined;
  }
  const result = schema.safeParse(value);
  if (result.success) return { value: result.data };
  faults.push(...result.error.issues.flatMap((issue) => faultsOf(issue, where)));
  return undefined;
}

function faultsOf(issue: z.core.$ZodIssue, where: string): Fault[] {
  const path = [where, ...issue.path.map(String)].join('.');
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
  const noun = where === 'query' ? 'parameter' : 'field';
  return issue.keys
    .slice(0, MAX_FAULTS)
    .map((key) => ({ path: `${path}.${key.slice(0, 100)}`, message: `unknown ${noun}` }));
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const inner of Object.values(value))
    if (typeof inner === 'object' && isDeeper(inner, levels - 1)) return true;
  return false;
}
