/** What people do with findings. Each action is an event of the source `user`, on disk before it is acknowledged. */
import { z } from 'zod';

/** Reserved: nobody else may report events of this source. */
export const USER_SOURCE = 'user';
/** The actor of what Fathom does by itself. */
export const FATHOM = 'fathom';

export const Actor = z.string().min(1).max(128);

export const Reason = z.string().trim().max(1000);
export const Note = z.string().trim().max(2000);
/** Longest title of a cause: a changed field with its values. */
export const CauseTitle = z.string().min(1).max(1000);

export const RecommendationAction = z.enum(['acknowledge', 'done', 'dismiss', 'reopen']);
export type RecommendationAction = z.infer<typeof RecommendationAction>;

export const IncidentAction = z.enum([
  'acknowledge',
  'unacknowledge',
  'resolve',
  'reopen',
  'comment',
  'confirm-cause',
  'reject-cause',
]);
export type IncidentAction = z.infer<typeof IncidentAction>;

export interface RecommendationRequest {
  readonly action: RecommendationAction;
  readonly reason: string | null;
}

export interface IncidentRequest {
  readonly action: IncidentAction;
  readonly note: string | null;
  /** Title of a cause. */
  readonly cause: string | null;
}

/** `unknown`: there is no such finding; `conflict`: it is not in a state for this; `invalid`: the request is at fault. */
export type ActionResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: 'unknown' | 'conflict' | 'invalid'; readonly message: string };
