import type { DiscountDay } from '@shared/contracts/coupons';
import { tipOf, type ChartInk, type ChartOption } from '@renderer/ui/chart-kit';

/** Words and amounts in the reader's language. */
export interface CouponChartWords {
  concession: string;
  funded: string;
  uses: string;
  short: (fen: number) => string;
  full: (fen: number) => string;
}

/** What payers were spared, by who paid for it, and how many payments that were. */
export function couponOption(days: readonly DiscountDay[], words: CouponChartWords): (ink: ChartInk) => ChartOption {
  return (ink) => {
    const axisLine = { lineStyle: { color: ink.line } };
    const bar = { type: 'bar', stack: 'saved', barMaxWidth: 28 } as const;
    return {
      grid: { left: 8, right: 16, top: 40, bottom: 8, containLabel: true },
      legend: { top: 0, left: 0, textStyle: { color: ink.quiet } },
      tooltip: {
        ...tipOf(ink),
        formatter: (at: { dataIndex: number }[]) => {
          const day = days[at[0]?.dataIndex ?? 0];
          if (!day) return '';
          return [
            day.bizDate,
            `${words.concession}  ${words.full(day.concessionFen)}`,
            `${words.funded}  ${words.full(day.fundedFen)}`,
            `${words.uses}  ${day.uses}`,
          ].join('\n');
        },
      },
      xAxis: {
        type: 'category',
        data: days.map(({ bizDate }) => bizDate.slice(5)),
        axisLine,
        axisLabel: { color: ink.quiet },
      },
      yAxis: [
        {
          type: 'value',
          axisLine,
          splitLine: axisLine,
          axisLabel: { color: ink.quiet, formatter: (fen: number) => words.short(fen) },
        },
        { type: 'value', minInterval: 1, axisLine, splitLine: { show: false }, axisLabel: { color: ink.quiet } },
      ],
      series: [
        { ...bar, name: words.concession, data: days.map(({ concessionFen }) => concessionFen) },
        { ...bar, name: words.funded, data: days.map(({ fundedFen }) => fundedFen) },
        {
          type: 'line',
          yAxisIndex: 1,
          name: words.uses,
          data: days.map(({ uses }) => uses),
          symbolSize: 6,
          showSymbol: days.length <= 31,
        },
      ],
    };
  };
}
