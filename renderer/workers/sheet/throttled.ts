import type { OnProgress } from '@shared/contracts/sheet';

/** Ten calls a second are enough for an eye, and each costs the window a task. */
const APART_MS = 100;

/** Passes on the first call, the last of each phase, and no more than ten a second in between. */
export function throttled(onProgress: OnProgress | undefined, now: () => number): OnProgress | undefined {
  if (!onProgress) return undefined;
  let last = -Infinity;
  let phase = '';
  return (progress) => {
    const isEnd = progress.total > 0 && progress.done >= progress.total;
    if (progress.phase === phase && !isEnd && now() - last < APART_MS) return;
    phase = progress.phase;
    last = now();
    onProgress(progress);
  };
}
