import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { TxnFilter } from '@shared/contracts/txns';
import type { PayersView } from '@shared/contracts/payers';
import { shortYuan } from '@shared/money/short';
import { formatYuan } from '@shared/money/yuan';
import {
  FREQUENCY_FROM,
  noPayers,
  recencyDays,
  TICKET_FROM,
  type PayerSums,
  type RfmCell,
} from '@shared/rollups/fold-payers';
import type { Grain } from '@shared/time/grains';
import { useLanguage } from '@renderer/platform/language';
import { barsOption, rfmOption, stackOption, type ChartWords } from './payer-options';
import { toPayerPoints } from './payer-points';
import type { Panel } from './use-panels';

const KINDS = ['fresh', 'back', 'none'] as const;
const RANKS = [5, 4, 3, 2, 1] as const;

/** Who paid: new and returning by day, how often and lately, how often, and how much at a time. */
export function usePayerPanels(
  view: () => PayersView | null,
  grain: (span: { from: string; to: string }) => Grain,
): ComputedRef<Panel[]> {
  const { t, n } = useI18n();
  const { language } = useLanguage();
  const words: ChartWords = {
    t: (key) => t(key),
    n: (count) => n(count),
    short: (fen) => shortYuan(fen, language.value),
    full: formatYuan,
  };
  const columns = [
    { key: 'payers', kind: 'count', sum: false },
    { key: 'payments', kind: 'count' },
    { key: 'settleFen', kind: 'fen' },
  ] as const;
  const title = (name: string): string => t(`dashboard.payers.chart.${name}`);
  const cells = ({ payers, payments, settleFen }: { payers: number | null } & Omit<PayerSums, 'payers'>) => [
    payers,
    payments,
    settleFen,
  ];

  function trend({ from, to, days }: PayersView): Panel {
    const points = toPayerPoints(from, to, days, grain({ from, to }));
    const rows = points.flatMap((point) =>
      KINDS.map((kind) => ({
        name: `${point.key} ${t(`dashboard.payers.kind.${kind}`)}`,
        cells: point[kind] && cells(point[kind]),
        to: point[kind]?.payments ? { from: point.from, to: point.to, payers: kind } : null,
      })),
    );
    return {
      name: 'payers',
      title: title('payers'),
      summary: t('dashboard.payers.summary.payers', { from, to }),
      option: stackOption(points, words),
      rows: rows.map(({ name, to: narrower }) => ({ name, sums: null, to: narrower })),
      rowOf: (dataIndex, seriesIndex) => dataIndex * KINDS.length + seriesIndex,
      own: { columns, cells: rows.map((row) => row.cells) },
    };
  }

  function bands(name: string, list: { name: string; sums: PayerSums; payers: string }[]): Panel {
    return {
      name,
      title: title(name),
      summary: list.map((band) => `${band.name} ${n(band.sums.payers)}`).join('；'),
      option: barsOption(
        list.map((band) => ({ name: band.name, ...band.sums })),
        words,
      ),
      rows: list.map((band) => ({ name: band.name, sums: null, to: narrowTo(band.sums, band.payers) })),
      rowOf: (dataIndex) => list.length - 1 - dataIndex,
      own: { columns, cells: list.map(({ sums }) => cells(sums)) },
    };
  }

  function rfm({ rfm: all, from, to }: PayersView): Panel {
    const recencies = RANKS.flatMap((rank) => {
      const days = recencyDays(rank, from, to);
      return days ? [{ rank, name: t('dashboard.payers.daysAgo', days) }] : [];
    });
    const known = all.filter(({ recency }) => recencies.some(({ rank }) => rank === recency));
    const nameOf = ({ recency, frequency }: RfmCell): string =>
      `${recencies.find(({ rank }) => rank === recency)!.name} · ${frequencyName(frequency)}`;
    return {
      name: 'rfm',
      title: title('rfm'),
      summary: t('dashboard.payers.summary.rfm'),
      option: rfmOption(
        known.map((cell) => ({ ...cell, name: nameOf(cell) })),
        recencies,
        RANKS.map((rank) => ({ rank, name: frequencyName(rank) })),
        words,
      ),
      rows: known.map((cell) => ({
        name: nameOf(cell),
        sums: null,
        to: narrowTo(cell, `r${cell.recency}f${cell.frequency}`),
      })),
      rowOf: (dataIndex) => dataIndex,
      own: { columns, cells: known.map(cells) },
    };
  }

  function frequencyName(rank: number): string {
    const [from, next] = [FREQUENCY_FROM[rank - 1]!, FREQUENCY_FROM[rank]];
    if (next === undefined) return t('dashboard.payers.timesFrom', { from });
    return next === from + 1
      ? t('dashboard.payers.times', { times: from }, from)
      : t('dashboard.payers.timesTo', { from, to: next - 1 });
  }

  function ticketName(rank: number): string {
    const [from, next] = [TICKET_FROM[rank - 1]!, TICKET_FROM[rank]];
    if (next === undefined) return t('dashboard.payers.amountFrom', { from: from / 100 });
    return t('dashboard.payers.amountTo', { from: from / 100, to: next / 100 });
  }

  return computed(() => {
    const of = view();
    if (!of || of.payers === 0) return [];
    const frequencies = RANKS.map((rank) => {
      const sums = noPayers();
      for (const { frequency, payers, payments, settleFen } of of.rfm) {
        if (frequency !== rank) continue;
        sums.payers += payers;
        sums.payments += payments;
        sums.settleFen += settleFen;
      }
      return { name: frequencyName(rank), sums, payers: `f${rank}` };
    });
    const tickets = of.tickets.map(({ band, ...sums }) => ({ name: ticketName(band), sums, payers: `t${band}` }));
    return [trend(of), rfm(of), bands('frequency', frequencies), bands('tickets', tickets)];
  });
}

function narrowTo({ payers: count }: PayerSums, payers: string): Partial<TxnFilter> | null {
  return count > 0 ? { payers } : null;
}
