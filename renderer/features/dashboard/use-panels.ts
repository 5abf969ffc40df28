import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { useCalendar } from '@renderer/platform/use-calendar';
import type { DashboardView, Part } from '@shared/contracts/dashboard';
import type { TxnFilter } from '@shared/contracts/txns';
import type { Channel } from '@shared/imports/sources/define';
import { shortYuan } from '@shared/money/short';
import { formatYuan } from '@shared/money/yuan';
import { netFenOf, type MoneySums } from '@shared/rollups/money-sums';
import { enumLabel } from '@shared/rules/enums';
import { regionName } from '@shared/rules/region-scope';
import { useLanguage } from '@renderer/platform/language';
import type { ChartInk, ChartOption } from '@renderer/ui/chart-kit';
import { heatOption, partsOption, timeName, trendOption, type ChartWords } from './chart-options';
import { toTimePoints } from './time-points';
import type { Grain } from '@shared/time/grains';

/** A chart with the rows that are the same as a table, what each leads to, and its figures for a workbook. */
export interface Panel {
  name: string;
  title: string;
  summary: string;
  option: (ink: ChartInk) => ChartOption;
  /** In the order of the table. `to` null: nothing behind it can be listed. */
  rows: { name: string; sums: MoneySums | null; to: Partial<TxnFilter> | null }[];
  /** From a place in the picture to the row. */
  rowOf: (dataIndex: number, seriesIndex: number) => number;
  /** Figures of its own instead of sums of money; null where there is no bill. */
  own?: {
    columns: readonly { key: string; kind: 'count' | 'fen'; sum?: boolean }[];
    cells: ((number | null)[] | null)[];
  };
}

interface Span {
  from: string;
  to: string;
}

/** Every chart of the page from one answer. @param grain how finely time is cut */
export function usePanels(view: () => DashboardView | null, grain: (span: Span) => Grain): ComputedRef<Panel[]> {
  const { t, n } = useI18n();
  const { language } = useLanguage();
  const calendar = useCalendar();
  const words: ChartWords = {
    t: (key) => t(key),
    short: (fen) => shortYuan(fen, language.value),
    full: formatYuan,
    signed: (ppm) => n(ppm / 1e6, { style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' }),
    get calendar() {
      return calendar.value;
    },
  };

  const channelName = ({ key }: Part): string => t(`txns.channel.${key}`);
  const placeName = ({ key }: Part): string =>
    key === '' ? t('dashboard.nobody') : key === '-' ? t('dashboard.unknown') : regionName(key);
  const typeName = ({ key }: Part): string =>
    key === ''
      ? t('dashboard.nobody')
      : key === '-'
        ? t('dashboard.unknown')
        : enumLabel('merchantType', key, language.value);

  function parts(
    name: string,
    list: readonly Part[],
    nameOf: (part: Part) => string,
    to: (key: string) => Partial<TxnFilter> | null,
  ): Panel {
    return {
      name,
      title: t(`dashboard.chart.${name}`),
      summary: t('dashboard.summary.parts', {
        title: t(`dashboard.chart.${name}`),
        list: list
          .slice(0, 3)
          .map((part) => `${nameOf(part)} ${words.full(netFenOf(part))}`)
          .join('；'),
      }),
      option: partsOption(list, nameOf, netFenOf, words),
      rows: list.map((part) => ({ name: nameOf(part), sums: part, to: to(part.key) })),
      rowOf: (dataIndex) => list.length - 1 - dataIndex,
    };
  }

  function trend(of: DashboardView): Panel {
    const by = grain(of);
    const points = toTimePoints(of.from, of.to, of.days, by);
    const compared = of.compared ? toTimePoints(of.compared.from, of.compared.to, of.compared.days, by) : null;
    return {
      name: 'trend',
      title: t('dashboard.chart.trend'),
      summary: t('dashboard.summary.trend', { from: of.from, to: of.to, sum: words.full(of.sums.settleFen) }),
      option: trendOption(points, compared, words),
      rows: points.map(({ key, from, to, sums }) => ({
        name: timeName(key, words),
        sums,
        to: sums ? { from, to } : null,
      })),
      rowOf: (dataIndex) => dataIndex,
    };
  }

  function heat({ heat: cells }: DashboardView): Panel {
    return {
      name: 'heat',
      title: t('dashboard.chart.heat'),
      summary: t('dashboard.summary.heat'),
      option: heatOption(cells, words),
      rows: cells.map(({ weekday, hour, payments, settleFen }) => ({
        name: `${t(`dashboard.weekday.${weekday}`)} ${hour}:00`,
        sums: { payments, refunds: 0, revoked: 0, orderFen: 0, settleFen, refundFen: 0, feeFen: 0 },
        to: payments > 0 ? { weekdays: [weekday], hours: [hour], kinds: ['pay', 'cancel'] } : null,
      })),
      rowOf: (dataIndex) => dataIndex,
    };
  }

  return computed(() => {
    const of = view();
    if (!of || of.days.length === 0) return [];
    const whose = (key: string, filter: Partial<TxnFilter>): Partial<TxnFilter> | null =>
      key === '-' ? null : key === '' ? { linked: false } : filter;
    return [
      trend(of),
      heat(of),
      parts('channels', of.channels, channelName, (key) => ({ channels: [key as Channel] })),
      parts('regions', of.regions, placeName, (key) => whose(key, { regions: [key] })),
      parts('types', of.types, typeName, (key) => whose(key, { merchantTypes: [key] })),
      parts(
        'top',
        of.top,
        (part) => part.name,
        (key) => ({ merchantIds: [key] }),
      ),
      ...(of.bottom.length > 0
        ? [
            parts(
              'bottom',
              of.bottom,
              (part) => part.name,
              (key) => ({ merchantIds: [key] }),
            ),
          ]
        : []),
    ];
  });
}
