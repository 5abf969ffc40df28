/** Longer than any honest file goes without a sign: the libraries for old formats give none while they read (20 MiB at most). */
export const STALL_MS = 60_000;

export interface StallClock {
  /** Resolves once nothing was heard for `STALL_MS`. */
  stalled: Promise<'stalled'>;
  heard(): void;
  stop(): void;
}

/** Watches work that cannot be asked whether it still lives. */
export function startStallClock(ms = STALL_MS): StallClock {
  let fire: () => void;
  const stalled = new Promise<'stalled'>((resolve) => (fire = () => resolve('stalled')));
  let timer = setTimeout(() => fire(), ms);
  return {
    stalled,
    heard() {
      clearTimeout(timer);
      timer = setTimeout(() => fire(), ms);
    },
    stop: () => clearTimeout(timer),
  };
}
