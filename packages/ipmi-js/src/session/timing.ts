/** When a packet is sent again, and when to stop. */

export interface Timing {
  /** Until a packet is sent again for the first time; then half as long again each time. */
  readonly resendAfterMs: number;
  /** Until nobody is expected to answer any more. */
  readonly giveUpAfterMs: number;
}

const BACKOFF = 1.5;
/** A BMC that comes back is noticed within this. */
const MAX_RESEND_MS = 5_000;

/** @param attempt 0 for the first packet. */
export function resendDelay(timing: Timing, attempt: number): number {
  return Math.min(timing.resendAfterMs * BACKOFF ** attempt, MAX_RESEND_MS);
}

/** Timers may be early by less than this. */
const TIMER_SLACK_MS = 1;

export function isOver(giveUpAt: number): boolean {
  return performance.now() >= giveUpAt - TIMER_SLACK_MS;
}
