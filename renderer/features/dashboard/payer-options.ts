import { tipOf, type ChartInk, type ChartOption } from '@renderer/ui/chart-kit';
import type { PayerSums, RfmCell } from '@shared/rollups/fold-payers';
import { axes, type ChartWords as MoneyWords } from './chart-options';
import type { PayerTime } from './payer-points';

export type ChartWords = Omit<MoneyWords, 'signed' | 'calendar'> & { n: (count: number) => string };
type Named = PayerSums & { name: string };

const KINDS = ['fresh', 'back', 'none'] as const;

/** What new, returning and unknown payers brought, one above the other. */
export function stackOption(points: readonly PayerTime[], words: ChartWords): (ink: ChartInk) => ChartOption {
  const name = (kind: (typeof KINDS)[number]): string => words.t(`dashboard.payers.kind.${kind}`);
  return (ink) => ({
    grid: { left: 8, right: 16, top: 40, bottom: 8, containLabel: true },
    legend: { top: 0, left: 0, textStyle: { color: ink.quiet } },
    tooltip: {
      ...tipOf(ink),
      formatter: (at: { dataIndex: number }[]) => {
        const point = points[at[0]?.dataIndex ?? 0];
        if (!point?.fresh) return `${point?.key ?? ''}  ${words.t('dashboard.noBill')}`;
        return [point.key, ...KINDS.map((kind) => `${name(kind)}  ${words.full(point[kind]!.settleFen)}`)].join('\n');
      },
    },
    xAxis: { type: 'category', data: points.map(({ label }) => label), ...axes(ink) },
    yAxis: {
      type: 'value',
      ...axes(ink),
      axisLabel: { color: ink.quiet, formatter: (fen: number) => words.short(fen) },
    },
    series: KINDS.map((kind, n) => ({
      name: name(kind),
      type: 'bar',
      stack: 'payers',
      barMaxWidth: 28,
      data: points.map((point) => point[kind]?.settleFen ?? null),
      itemStyle: { color: ['#0072b2', '#e69f00', ink.isDark ? '#6b7785' : '#a9b2bd'][n] },
    })),
  });
}

/** Payers by lateness and frequency, darker for more. */
export function rfmOption(
  cells: readonly (RfmCell & { name: string })[],
  recencies: readonly { rank: number; name: string }[],
  frequencies: readonly { rank: number; name: string }[],
  words: ChartWords,
): (ink: ChartInk) => ChartOption {
  const most = Math.max(1, ...cells.map(({ payers }) => payers));
  const placeOf = (list: readonly { rank: number }[], rank: number): number =>
    list.findIndex((one) => one.rank === rank);
  return (ink) => ({
    grid: { left: 8, right: 8, top: 8, bottom: 8, containLabel: true },
    tooltip: {
      ...tipOf(ink),
      trigger: 'item',
      formatter: ({ dataIndex }: { dataIndex: number }) => toTip(cells[dataIndex]!, words),
    },
    xAxis: {
      type: 'category',
      data: frequencies.map(({ name }) => name),
      ...axes(ink),
      // Five columns, five names: a longer one is broken, none is left out.
      axisLabel: { color: ink.quiet, interval: 0, width: 76, overflow: 'break' },
    },
    yAxis: { type: 'category', data: recencies.map(({ name }) => name), inverse: true, ...axes(ink) },
    visualMap: {
      show: false,
      min: 0,
      max: most,
      inRange: { color: ink.isDark ? ['#1d2a36', '#0b5f93'] : ['#f1f6fa', '#8cc4e8'] },
    },
    series: [
      {
        type: 'heatmap',
        data: cells.map(({ recency, frequency, payers }) => [
          placeOf(frequencies, frequency),
          placeOf(recencies, recency),
          payers,
        ]),
        label: {
          show: true,
          color: ink.text,
          formatter: ({ dataIndex }: { dataIndex: number }) => words.n(cells[dataIndex]!.payers),
        },
        itemStyle: { borderColor: ink.ground, borderWidth: 1 },
      },
    ],
  });
}

/** How many payers are in each band, the first on top. */
export function barsOption(bands: readonly Named[], words: ChartWords): (ink: ChartInk) => ChartOption {
  const shown = [...bands].reverse();
  return (ink) => ({
    grid: { left: 8, right: 70, top: 8, bottom: 8, containLabel: true },
    tooltip: {
      ...tipOf(ink),
      trigger: 'item',
      formatter: ({ dataIndex }: { dataIndex: number }) => toTip(shown[dataIndex]!, words),
    },
    xAxis: { type: 'value', ...axes(ink), axisLabel: { show: false } },
    yAxis: { type: 'category', data: shown.map(({ name }) => name), ...axes(ink), axisLabel: { color: ink.text } },
    series: [
      {
        type: 'bar',
        data: shown.map(({ payers }) => payers),
        barMaxWidth: 18,
        label: {
          show: true,
          position: 'right',
          color: ink.text,
          formatter: ({ dataIndex }: { dataIndex: number }) => words.n(shown[dataIndex]!.payers),
        },
      },
    ],
  });
}

function toTip({ name, payers, payments, settleFen }: Named, words: ChartWords): string {
  const label = (key: string): string => words.t(`dashboard.sheet.${key}`);
  return [
    name,
    `${label('payers')} ${words.n(payers)}`,
    `${label('payments')} ${words.n(payments)}`,
    words.full(settleFen),
  ].join('\n');
}
