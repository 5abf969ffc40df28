import { useI18n } from 'vue-i18n';
import type { CouponTerms, CouponView } from '@shared/contracts/coupons';
import { formatYuan } from '@shared/money/yuan';

export interface CouponWords {
  name: (view: Pick<CouponView, 'coupon' | 'terms'>) => string;
  /** What it is worth, in a few words. */
  rule: (terms: CouponTerms) => string;
  span: (terms: Pick<CouponTerms, 'from' | 'to'>) => string;
  percent: (ppm: number) => string;
}

export function useCouponWords(): CouponWords {
  const { t, n } = useI18n();
  const percent = (ppm: number): string => n(ppm / 1e6, { style: 'percent', maximumFractionDigits: 1 });
  return {
    percent,
    name: ({ coupon, terms }) => terms?.name ?? coupon,
    rule: ({ kind, faceFen, thresholdFen, offPpm }) => {
      const [face, least] = [formatYuan(faceFen), formatYuan(thresholdFen)];
      if (kind === 'discount') return t('coupons.rule.discount', { off: percent(offPpm) });
      if (faceFen === 0) return t(`coupons.kind.${kind}`);
      return thresholdFen === 0 ? t('coupons.rule.off', { face }) : t('coupons.rule.offFrom', { face, least });
    },
    span: ({ from, to }) => {
      if (from === '' && to === '') return t('coupons.always');
      return t(from === '' ? 'coupons.until' : to === '' ? 'coupons.since' : 'coupons.fromTo', { from, to });
    },
  };
}
