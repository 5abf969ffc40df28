/** Longer than any honest file goes without a sign: the libraries for old formats give none while they read (20 MiB at most). */
export const STALL_MS = 60_000;

export interface StallClock {
  heard(): void;
  stop(): void;
}

/** Watches work that cannot be asked whether it still lives: `onStall` is called once nothing was heard for `STALL_MS`. */
export function startStallClock(onStall: () => void): StallClock {
  let timer = setTimeout(onStall, STALL_MS);
  return {
    heard() {
      clearTimeout(timer);
      timer = setTimeout(onStall, STALL_MS);
    },
    stop: () => clearTimeout(timer),
  };
}
