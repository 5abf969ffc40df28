import { onScopeDispose, reactive, shallowRef, watch, type ShallowRef } from 'vue';
import type { CouponMatch, CouponQueryIo } from '@shared/contracts/coupons';
import { fail, type AppError } from '@shared/kernel/result';
import { askCore } from '@renderer/platform/workers';

export interface CouponMatching {
  found: ShallowRef<CouponMatch | null>;
  error: ShallowRef<AppError | null>;
  progress: { busy: boolean; done: number; total: number };
  start: () => Promise<void>;
  cancel: () => void;
}

/** Asked for by button: it reads the lines of every day. What was found for other days is taken off the page. */
export function useCouponMatch(asked: () => CouponQueryIo['coupon.match']['input']): CouponMatching {
  const found = shallowRef<CouponMatch | null>(null);
  const error = shallowRef<AppError | null>(null);
  const progress = reactive({ busy: false, done: 0, total: 0 });
  let turn = 0;

  function cancel(): void {
    turn++;
    progress.busy = false;
  }

  async function start(): Promise<void> {
    const mine = ++turn;
    [found.value, error.value] = [null, null];
    Object.assign(progress, { busy: true, done: 0, total: 0 });
    const options = {
      onProgress: (done: number, total: number) => void (mine === turn && Object.assign(progress, { done, total })),
      isCancelled: () => mine !== turn,
    };
    const answer = await askCore('coupon.match', asked(), options).catch(() => fail('internal.unexpected'));
    if (mine !== turn) return;
    progress.busy = false;
    if (answer.ok) found.value = answer.value;
    else error.value = answer.error;
  }

  watch(
    () => JSON.stringify(asked()),
    () => {
      cancel();
      found.value = null;
    },
  );
  onScopeDispose(cancel);
  return { found, error, progress, start, cancel };
}
