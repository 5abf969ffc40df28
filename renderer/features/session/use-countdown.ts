import { computed, onScopeDispose, ref, type ComputedRef } from 'vue';

/** Seconds still to wait after a refusal; 0 when free. Judged by the clock, so that a sleeping computer does not stretch it. */
export function useCountdown(now: () => number = () => Date.now()): {
  seconds: ComputedRef<number>;
  start(seconds: number): void;
} {
  const until = ref(0);
  const at = ref(now());
  let timer: ReturnType<typeof setInterval> | undefined;

  function stop(): void {
    clearInterval(timer);
    timer = undefined;
  }

  function start(seconds: number): void {
    at.value = now();
    until.value = at.value + seconds * 1000;
    stop();
    timer = setInterval(() => {
      at.value = now();
      if (at.value >= until.value) stop();
    }, 250);
  }

  onScopeDispose(stop);
  return { seconds: computed(() => Math.max(0, Math.ceil((until.value - at.value) / 1000))), start };
}
