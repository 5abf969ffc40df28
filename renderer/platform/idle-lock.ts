const CHECK_MS = 5_000;
const SIGNS_OF_LIFE = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * Calls `onIdle` once nobody has touched the window for `minutes()`. Judged by the clock, not by counting ticks: a
 * computer that slept wakes up locked.
 *
 * @returns a function that stops watching
 */
export function watchIdle(
  minutes: () => number | null,
  onIdle: () => void,
  now: () => number = () => Date.now(),
  target: Pick<Window, 'addEventListener' | 'removeEventListener'> = window,
): () => void {
  let lastSign = now();
  const check = (): void => {
    const limit = minutes();
    if (limit === null) lastSign = now();
    else if (now() - lastSign >= limit * 60_000) onIdle();
  };
  const seen = (): void => {
    // A touch after the time was up does not count: first it locks.
    check();
    lastSign = now();
  };
  for (const sign of SIGNS_OF_LIFE) target.addEventListener(sign, seen, { passive: true, capture: true });
  const timer = setInterval(check, CHECK_MS);
  return () => {
    clearInterval(timer);
    for (const sign of SIGNS_OF_LIFE) target.removeEventListener(sign, seen, { capture: true });
  };
}
