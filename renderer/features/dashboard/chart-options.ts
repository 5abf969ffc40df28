import type { DayPoint, HeatCell, Part } from '@shared/contracts/dashboard';
import { findDays } from '@shared/rollups/find-peaks';
import { findMarks } from '@shared/rollups/fold-days';
import type { Calendar } from '@shared/time/holidays';
import { tipOf, type ChartInk, type ChartOption } from '@renderer/ui/chart-kit';

/** What options are made with: words and amounts in the reader's language. */
export interface ChartWords {
  t: (key: string) => string;
  short: (fen: number) => string;
  full: (fen: number) => string;
  /** A part of a million as a percentage with its sign. */
  signed: (ppm: number) => string;
  calendar: Calendar;
}

/** A place on the time axis: a day or a month, with what there is of it; null where there is no bill. */
export interface TimePoint {
  key: string;
  label: string;
  from: string;
  to: string;
  sums: DayPoint | null;
}

export function axes(ink: ChartInk) {
  const axisLine = { lineStyle: { color: ink.line } };
  const axisLabel = { color: ink.quiet };
  const splitLine = { lineStyle: { color: ink.line } };
  return { axisLine, axisLabel, splitLine };
}

/** Settled amounts over time, those compared with beside them by place; what stands out is marked, and days of holidays are shaded. */
export function trendOption(
  points: readonly TimePoint[],
  compared: readonly TimePoint[] | null,
  words: ChartWords,
): (ink: ChartInk) => ChartOption {
  const value = (point: TimePoint): number | null => (point.sums ? point.sums.settleFen : null);
  const marks = marksOf(points, words);
  return (ink) => ({
    grid: { left: 8, right: 16, top: 52, bottom: 8, containLabel: true },
    legend: { top: 0, left: 0, textStyle: { color: ink.quiet } },
    tooltip: {
      ...tipOf(ink),
      formatter: (at: { dataIndex: number }[]) => {
        const n = at[0]?.dataIndex ?? 0;
        const lines = [points[n], compared?.[n]].flatMap((point) =>
          point
            ? [
                `${timeName(point.key, words)}  ${point.sums ? words.full(point.sums.settleFen) : words.t('dashboard.noBill')}`,
              ]
            : [],
        );
        return lines.join('\n');
      },
    },
    xAxis: { type: 'category', data: points.map(({ label }) => label), ...axes(ink) },
    yAxis: [
      {
        type: 'value',
        ...axes(ink),
        axisLabel: { color: ink.quiet, formatter: (fen: number) => words.short(fen) },
      },
      { type: 'value', min: 0, max: 1, show: false },
    ],
    series: [
      {
        name: words.t('dashboard.now'),
        type: 'line',
        data: points.map(value),
        connectNulls: false,
        showSymbol: points.length <= 31,
        symbolSize: 6,
        areaStyle: { opacity: 0.08 },
        markPoint: {
          symbolSize: 44,
          label: { color: '#fff', fontSize: 11 },
          data: marks,
        },
      },
      ...(compared
        ? [
            {
              name: words.t('dashboard.before'),
              type: 'line',
              data: compared.map(value),
              connectNulls: false,
              showSymbol: false,
              lineStyle: { type: 'dashed' },
            },
          ]
        : []),
      {
        type: 'bar',
        yAxisIndex: 1,
        data: shadesOf(points, words, ink),
        barWidth: '100%',
        silent: true,
        z: 0,
        tooltip: { show: false },
      },
    ],
  });
}

/** A day as it is named where it stands alone: with its holiday, or that it is worked for one. */
export function timeName(key: string, { t, calendar }: Pick<ChartWords, 't' | 'calendar'>): string {
  const holiday = calendar.holidayOf(key);
  if (holiday) return `${key} ${t(`dashboard.holiday.${holiday}`)}`;
  return calendar.dayKindOf(key) === 'worked' ? `${key} ${t('dashboard.worked')}` : key;
}

/** Days far from what is usual for their kind; of months the best and the worst. */
function marksOf(points: readonly TimePoint[], words: ChartWords) {
  const known = points.flatMap(({ sums }) => sums ?? []);
  const best = points.every(({ from, to }) => from === to) ? null : findMarks(known);
  const named = best
    ? [
        { bizDate: best.peak, ppm: 1, value: words.t('dashboard.peak') },
        { bizDate: best.trough, ppm: -1, value: words.t('dashboard.trough') },
      ]
    : findDays(known, words.calendar).map((day) => ({ ...day, value: words.signed(day.ppm) }));
  return named.flatMap(({ bizDate, ppm, value }) => {
    const at = points.findIndex(({ sums }) => sums?.bizDate === bizDate);
    if (at < 0) return [];
    // A pin above a peak, and upside down below a trough.
    const below = ppm < 0 ? { symbolRotate: 180, label: { offset: [0, 10] } } : {};
    return [{ name: value, value, coord: [at, points[at]!.sums!.settleFen], ...below }];
  });
}

/** A shade behind each day of a holiday and each worked weekend, its name on the middle one. */
function shadesOf(points: readonly TimePoint[], words: ChartWords, ink: ChartInk) {
  const nameAt = (n: number): string => {
    const key = points[n]?.key ?? '';
    return words.calendar.holidayOf(key) ?? (words.calendar.dayKindOf(key) === 'worked' ? 'worked' : '');
  };
  let first = 0;
  return points.map((_, n) => {
    const name = nameAt(n);
    if (name === '') return null;
    if (nameAt(n - 1) !== name) first = n;
    let last = n;
    while (nameAt(last + 1) === name) last++;
    const isWorked = name === 'worked';
    return {
      value: 1,
      // Not by opacity, which would take the name along.
      itemStyle: { color: isWorked ? 'rgba(230, 159, 0, 0.1)' : 'rgba(0, 158, 115, 0.16)' },
      label: {
        show: n === (first + last) >> 1,
        position: 'insideTop',
        color: ink.text,
        fontSize: 11,
        formatter: words.t(isWorked ? 'dashboard.workedShort' : `dashboard.holiday.${name}`),
      },
    };
  });
}

/** Net amounts of parts, largest first, names beside the bars. */
export function partsOption(
  parts: readonly Part[],
  nameOf: (part: Part) => string,
  netOf: (part: Part) => number,
  words: ChartWords,
): (ink: ChartInk) => ChartOption {
  const shown = [...parts].reverse();
  return (ink) => ({
    grid: { left: 8, right: 70, top: 8, bottom: 8, containLabel: true },
    tooltip: {
      ...tipOf(ink),
      trigger: 'item',
      formatter: ({ dataIndex }: { dataIndex: number }) => {
        const part = shown[dataIndex]!;
        return `${nameOf(part)}\n${words.full(netOf(part))}`;
      },
    },
    xAxis: { type: 'value', ...axes(ink), axisLabel: { show: false } },
    yAxis: {
      type: 'category',
      data: shown.map(nameOf),
      ...axes(ink),
      axisLabel: { color: ink.text, width: 130, overflow: 'truncate' },
    },
    series: [
      {
        type: 'bar',
        data: shown.map(netOf),
        barMaxWidth: 18,
        label: {
          show: true,
          position: 'right',
          color: ink.text,
          formatter: ({ dataIndex }: { dataIndex: number }) => words.short(netOf(shown[dataIndex]!)),
        },
      },
    ],
  });
}

/** Settled amounts by hour and day of the week. */
export function heatOption(cells: readonly HeatCell[], words: ChartWords): (ink: ChartInk) => ChartOption {
  const most = Math.max(1, ...cells.map(({ settleFen }) => settleFen));
  const dayName = (weekday: number): string => words.t(`dashboard.weekday.${weekday}`);
  return (ink) => ({
    grid: { left: 8, right: 8, top: 8, bottom: 40, containLabel: true },
    tooltip: {
      ...tipOf(ink),
      trigger: 'item',
      formatter: ({ dataIndex }: { dataIndex: number }) => {
        const { weekday, hour, payments, settleFen } = cells[dataIndex]!;
        return `${dayName(weekday)} ${hour}:00–${hour}:59\n${words.full(settleFen)} · ${payments}`;
      },
    },
    xAxis: { type: 'category', data: Array.from({ length: 24 }, (_, hour) => String(hour)), ...axes(ink) },
    yAxis: { type: 'category', data: [1, 2, 3, 4, 5, 6, 7].map(dayName), inverse: true, ...axes(ink) },
    visualMap: {
      min: 0,
      max: most,
      calculable: false,
      orient: 'horizontal',
      left: 'center',
      bottom: 0,
      itemHeight: 140,
      textStyle: { color: ink.quiet },
      formatter: (fen: number) => words.short(Math.round(fen)),
      // More stands out more: darker on white, brighter on black.
      inRange: { color: [ink.line, ...(ink.isDark ? ['#0072b2', '#56b4e9'] : ['#56b4e9', '#0072b2'])] },
    },
    series: [
      {
        type: 'heatmap',
        data: cells.map(({ weekday, hour, settleFen }) => [hour, weekday - 1, settleFen]),
        itemStyle: { borderColor: ink.ground, borderWidth: 1 },
      },
    ],
  });
}
