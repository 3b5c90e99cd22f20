import { z } from 'zod';
import type { ActionResult } from '../../model/action.ts';
import { notFound, Problem } from '../problem.ts';
import { ok, type Reply } from './route.ts';

/** The path of an incident or recommendation. */
export const FindingParams = z.strictObject({ id: z.string().min(1).max(200) });

/** @throws Problem 404, 409 or 400, where the action was refused. */
export function replyTo<T>(result: ActionResult<T>): Reply<T> {
  if (result.ok) return ok(result.value);
  const { fault, message } = result;
  if (fault === 'unknown') throw notFound(message);
  if (fault === 'conflict') throw new Problem(409, message);
  throw new Problem(400, message, { errors: [{ path: 'body.cause', message }] });
}
