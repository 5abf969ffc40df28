/** How often a secret was tried in vain, and until when nobody may try again. */
export interface ThrottleState {
  failed: number;
  /** Epoch ms; 0 when free. */
  heldUntil: number;
}

export const FREE_TRIES = 5;
/** NIST 800-63B-4, 3.2.2: after this many in a row the account is closed until an administrator opens it. */
export const MAX_FAILURES = 100;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 3_600_000;

/** The wait after the `failed`-th failure in a row: none for the first five, then 30 s doubling to an hour. */
export function waitAfter(failed: number): number {
  if (failed < FREE_TRIES) return 0;
  return Math.min(FIRST_WAIT_MS * 2 ** (failed - FREE_TRIES), LONGEST_WAIT_MS);
}

/** One more failure. `maxSeen` is the latest time ever seen here: failing under a clock set back must not earn a shorter wait. */
export function countFailure(state: ThrottleState, now: number, maxSeen: number): ThrottleState {
  const failed = state.failed + 1;
  const wait = waitAfter(failed);
  return { failed, heldUntil: wait === 0 ? 0 : Math.max(now, maxSeen) + wait };
}

/**
 * Milliseconds still to wait; 0: may try. When the clock says longer than the whole wait it was set back, and the wait runs
 * by the program's own time since it was first noticed: not shorter than it was, and not for years either.
 */
export function remainingWait(state: ThrottleState, now: number, runningSinceNoticed: number): number {
  const byClock = state.heldUntil - now;
  const whole = waitAfter(state.failed);
  if (byClock <= whole) return Math.max(0, byClock);
  return Math.max(0, whole - runningSinceNoticed);
}

/** The stricter of two memories of the same account: one of them may be old or lost. */
export function stricter(a: ThrottleState, b: ThrottleState): ThrottleState {
  return { failed: Math.max(a.failed, b.failed), heldUntil: Math.max(a.heldUntil, b.heldUntil) };
}
