export interface RateLimit {
  /** Whether this caller may go on; counts the call if so. */
  take(callerId: number): boolean;
}

/** A bucket of `perSecond` calls per caller that refills evenly, so that a burst is fine and a flood is not. */
export function createRateLimit(perSecond: number, now: () => number = Date.now): RateLimit {
  const buckets = new Map<number, { tokens: number; at: number }>();
  return {
    take(callerId) {
      const at = now();
      const bucket = buckets.get(callerId) ?? { tokens: perSecond, at };
      const refill = (Math.max(0, at - bucket.at) * perSecond) / 1_000;
      const tokens = Math.min(perSecond, bucket.tokens + refill);
      const allowed = tokens >= 1;
      buckets.set(callerId, { tokens: allowed ? tokens - 1 : tokens, at });
      return allowed;
    },
  };
}
