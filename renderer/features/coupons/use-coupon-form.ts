import { computed, ref, watch, type ComputedRef, type Ref } from 'vue';
import type { CouponTerms, CouponView } from '@shared/contracts/coupons';
import { COUPON_CHANNELS } from '@shared/contracts/coupons';
import type { Fen } from '@shared/kernel/brand';
import type { AppError } from '@shared/kernel/result';
import { formatFen, parseYuan } from '@shared/money/yuan';
import { useCommand } from '@renderer/platform/use-command';

type Amounts = 'face' | 'threshold' | 'budget' | 'off';
export type CouponForm = Pick<CouponTerms, 'channel' | 'coupon' | 'name' | 'kind' | 'bearer' | 'from' | 'to' | 'memo'> &
  Record<Amounts, string>;

export interface CouponFormState {
  form: Ref<CouponForm>;
  isNew: ComputedRef<boolean>;
  /** Of each field that is not as it must be: the key of what is wrong. */
  wrong: ComputedRef<Partial<Record<keyof CouponForm, string>>>;
  ready: ComputedRef<boolean>;
  busy: Ref<boolean>;
  error: Ref<AppError | null>;
  save: () => Promise<boolean>;
}

/** A coupon being noted; `start` is the one that it was opened for. */
export function useCouponForm(open: Ref<boolean>, start: () => CouponView | null): CouponFormState {
  const form = ref(formOf(null));
  const saveOne = useCommand('coupon.save');
  const isNew = computed(() => !start()?.terms);
  watch(open, (isOpen) => {
    if (!isOpen) return;
    form.value = formOf(start());
    saveOne.error.value = null;
  });

  const fen = (text: string): number | null => {
    if (text.trim() === '') return 0;
    const parsed = parseYuan(text);
    return parsed.ok && parsed.value >= 0 ? parsed.value : null;
  };
  const amounts = computed(() => {
    const { face, threshold, budget, off } = form.value;
    return { face: fen(face), threshold: fen(threshold), budget: fen(budget), off: fen(off) };
  });
  const wrong = computed(() => {
    const { from, to, kind } = form.value;
    const { face, threshold, off } = amounts.value;
    const found: Partial<Record<keyof CouponForm, string>> = {};
    for (const name of ['face', 'threshold', 'budget', 'off'] as const)
      if (amounts.value[name] === null) found[name] = 'amount';
    if (off !== null && off > 10_000) found.off = 'percent';
    if (from && to && from > to) found.to = 'days';
    if (kind === 'reduction' && face !== null && threshold !== null && threshold < face) found.threshold = 'threshold';
    return found;
  });
  const ready = computed(() => {
    const { coupon, name } = form.value;
    return coupon.trim() !== '' && name.trim() !== '' && Object.keys(wrong.value).length === 0;
  });

  async function save(): Promise<boolean> {
    if (!ready.value || saveOne.busy.value) return false;
    const { channel, coupon, name, kind, bearer, from, to, memo } = form.value;
    const { face, threshold, budget, off } = amounts.value;
    const isDiscount = kind === 'discount';
    const done = await saveOne.run({
      ...{ channel, coupon, name, kind, bearer, memo },
      // The date picker says null for none.
      from: from || '',
      to: to || '',
      faceFen: isDiscount ? 0 : face!,
      thresholdFen: threshold!,
      // Per cent with two places: hundredths of it are parts of ten thousand.
      offPpm: isDiscount ? off! * 100 : 0,
      budgetFen: budget!,
      at: start()?.at ?? 0,
    });
    return done.ok;
  }

  return { form, isNew, wrong, ready, busy: saveOne.busy, error: saveOne.error, save };
}

function formOf(view: CouponView | null): CouponForm {
  const terms = view?.terms;
  const text = (fen: number | undefined): string => (fen ? formatFen(fen as Fen) : '');
  const channel = COUPON_CHANNELS.find((one) => one === view?.channel) ?? 'WECHAT';
  return {
    channel,
    coupon: view?.coupon ?? '',
    name: terms?.name ?? '',
    kind: terms?.kind ?? 'reduction',
    bearer: terms?.bearer ?? 'merchant',
    from: terms?.from ?? '',
    to: terms?.to ?? '',
    memo: terms?.memo ?? '',
    face: text(terms?.faceFen),
    threshold: text(terms?.thresholdFen),
    budget: text(terms?.budgetFen),
    off: text(terms ? terms.offPpm / 100 : 0),
  };
}
