import type { ProfitMonth } from '@shared/contracts/profit';
import type { ProfitLine } from '@shared/rollups/fold-profit';
import { tipOf, type ChartInk, type ChartOption } from '@renderer/ui/chart-kit';

/** Words and amounts in the reader's language. */
export interface ProfitChartWords {
  line: (line: ProfitLine) => string;
  month: (month: string) => string;
  budget: string;
  short: (fen: number) => string;
  full: (fen: number) => string;
}

const BARS = ['net', 'expenses'] as const satisfies readonly ProfitLine[];

/** What came in and what went out side by side, what is left as a line, what was planned to be left dashed. */
export function profitOption(months: readonly ProfitMonth[], words: ProfitChartWords): (ink: ChartInk) => ChartOption {
  const valuesOf = (line: ProfitLine): (number | null)[] => months.map(({ cells }) => cells[line]?.actualFen ?? null);
  const planned = months.map(({ cells }) => cells.profit?.budgetFen ?? null);
  return (ink) => {
    const axisLine = { lineStyle: { color: ink.line } };
    return {
      grid: { left: 8, right: 16, top: 40, bottom: 8, containLabel: true },
      legend: { top: 0, left: 0, textStyle: { color: ink.quiet } },
      tooltip: {
        ...tipOf(ink),
        valueFormatter: (fen: unknown) => (typeof fen === 'number' ? words.full(fen) : '—'),
      },
      xAxis: {
        type: 'category',
        data: months.map(({ month }) => words.month(month)),
        axisLine,
        axisLabel: { color: ink.quiet },
      },
      yAxis: {
        type: 'value',
        axisLine,
        splitLine: axisLine,
        axisLabel: { color: ink.quiet, formatter: (fen: number) => words.short(fen) },
      },
      series: [
        ...BARS.map((line) => ({ name: words.line(line), type: 'bar', data: valuesOf(line), barMaxWidth: 28 })),
        {
          name: words.line('profit'),
          type: 'line',
          data: valuesOf('profit'),
          symbolSize: 8,
          lineStyle: { width: 3 },
        },
        ...(planned.some((fen) => fen !== null)
          ? [
              {
                name: words.budget,
                type: 'line',
                data: planned,
                symbol: 'diamond',
                symbolSize: 8,
                lineStyle: { type: 'dashed', width: 2 },
              },
            ]
          : []),
      ],
    };
  };
}

/** Of the bar that was clicked; the lines are of the profit. */
export function lineAt(seriesIndex: number): ProfitLine {
  return BARS[seriesIndex] ?? 'profit';
}
