import { useI18n } from 'vue-i18n';
import { formatYuan } from '@shared/money/yuan';
import { categoryOf, deviationPpm, isCost, type ProfitCell, type ProfitLine } from '@shared/rollups/fold-profit';
import { categoryLabel } from '@shared/rules/expense-category';
import { useLanguage } from '@renderer/platform/language';

export interface Deviation {
  /** Over or under, by how much: `超支 +¥1.00`. */
  text: string;
  percent: string;
  tone: 'good' | 'bad' | 'even';
}

export interface ProfitWords {
  line: (line: ProfitLine) => string;
  month: (month: string) => string;
  percent: (ppm: number | null) => string;
  deviation: (line: ProfitLine, cell: ProfitCell) => Deviation | null;
}

/** Lines, months and deviations in the reader's language. */
export function useProfitWords(): ProfitWords {
  const { t, n, locale } = useI18n();
  const { language } = useLanguage();
  const percent = (ppm: number | null): string =>
    ppm === null ? '—' : n(ppm / 1e6, { style: 'percent', maximumFractionDigits: 2 });

  function deviation(line: ProfitLine, cell: ProfitCell): Deviation | null {
    const fen = cell.deviationFen;
    if (fen === null) return null;
    const side = fen === 0 ? 'even' : `${isCost(line) ? 'cost' : 'gain'}${fen > 0 ? 'Over' : 'Under'}`;
    const sign = fen > 0 ? '+' : '';
    const ppm = deviationPpm(cell);
    return {
      text: `${t(`profit.deviation.${side}`)} ${sign}${formatYuan(fen)}`,
      percent: ppm === null || fen === 0 ? '' : `${ppm > 0 ? '+' : ''}${percent(ppm)}`,
      tone: fen === 0 ? 'even' : fen > 0 === isCost(line) ? 'bad' : 'good',
    };
  }

  return {
    line: (line) =>
      categoryOf(line) === '' ? t(`profit.line.${line}`) : categoryLabel(categoryOf(line), language.value),
    month: (month) =>
      new Intl.DateTimeFormat(locale.value, { month: 'short', timeZone: 'UTC' }).format(new Date(`${month}-01`)),
    percent,
    deviation,
  };
}
