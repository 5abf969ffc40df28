import { computed, type ComputedRef, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { Part } from '@shared/contracts/dashboard';
import type { MonthReport } from '@shared/contracts/month-reports';
import type { ReportSheet } from '@shared/contracts/sheet';
import type { AppError } from '@shared/kernel/result';
import { formatYuan } from '@shared/money/yuan';
import { averageFenOf, changePpm, netFenOf, refundPpmOf, type MoneySums } from '@shared/rollups/money-sums';
import { enumLabel } from '@shared/rules/enums';
import { regionName } from '@shared/rules/region-scope';
import { useLanguage } from '@renderer/platform/language';
import { useSaving } from '@renderer/platform/use-saving';
import { sheet } from '@renderer/platform/workers';

export interface ReportTable {
  name: 'channels' | 'regions' | 'types' | 'merchants';
  title: string;
  rows: { key: string; name: string; sums: MoneySums }[];
}

export interface MonthReportModel {
  /** The sums beside those of the month before and of the year before. */
  summary: ComputedRef<{ name: string; text: string; previous: string; lastYear: string }[]>;
  tables: ComputedRef<ReportTable[]>;
  error: Ref<AppError | null>;
  saved: Ref<string>;
  save: () => Promise<void>;
}

/** A frozen month in the reader's language, on the screen and as a workbook. */
export function useMonthReport(report: () => MonthReport | null): MonthReportModel {
  const { t, d, n } = useI18n();
  const { language } = useLanguage();
  const out = useSaving();
  const percent = (ppm: number | null): string =>
    ppm === null ? '—' : n(ppm / 1e6, { style: 'percent', maximumFractionDigits: 2 });

  const FIGURES: { name: string; value: (sums: MoneySums) => number | null; text: (value: number) => string }[] = [
    { name: 'settleFen', value: (sums) => sums.settleFen, text: formatYuan },
    { name: 'payments', value: (sums) => sums.payments, text: (value) => n(value) },
    { name: 'average', value: averageFenOf, text: formatYuan },
    { name: 'refunds', value: (sums) => sums.refunds, text: (value) => n(value) },
    { name: 'refundFen', value: (sums) => sums.refundFen, text: formatYuan },
    { name: 'refundRate', value: refundPpmOf, text: percent },
    { name: 'feeFen', value: (sums) => sums.feeFen, text: formatYuan },
    { name: 'net', value: netFenOf, text: formatYuan },
  ];

  function nameOf(table: ReportTable['name'], { key, name }: Part): string {
    if (key === '') return t('dashboard.nobody');
    if (key === '-') return t('dashboard.unknown');
    switch (table) {
      case 'channels':
        return t(`txns.channel.${key}`);
      case 'regions':
        return regionName(key);
      case 'types':
        return enumLabel('merchantType', key, language.value);
      case 'merchants':
        return name;
    }
  }

  const summary = computed(() => {
    const of = report();
    if (!of) return [];
    return FIGURES.map(({ name, value, text }) => {
      const now = value(of.sums);
      const against = (sums: MoneySums | null): string => {
        const before = sums && value(sums);
        return before === null || now === null ? '—' : `${text(before)} (${percent(changePpm(now, before))})`;
      };
      return {
        name,
        text: now === null ? '—' : text(now),
        previous: against(of.previous),
        lastYear: against(of.lastYear),
      };
    });
  });

  const tables = computed(() => {
    const of = report();
    if (!of) return [];
    return (['channels', 'regions', 'types', 'merchants'] as const).map((name): ReportTable => ({
      name,
      title: t(`reports.table.${name}`),
      rows: of[name].map((part) => ({ key: part.key, name: nameOf(name, part), sums: part })),
    }));
  });

  function toSheets(of: MonthReport): ReportSheet[] {
    const notes = [
      t('reports.madeBy', { version: of.version, at: d(of.at, 'long'), by: of.byName }),
      t('reports.days', { days: of.days, all: of.daysInMonth }),
      t('reports.unit'),
      ...(of.note ? [of.note] : []),
    ];
    const kinds = { payments: 'count', refunds: 'count', refundRate: 'ppm' } as const;
    const title = t('reports.title', { month: of.month });
    const figures: ReportSheet = {
      name: t('reports.table.summary'),
      title,
      notes,
      columns: [
        { header: t('reports.figure.name'), kind: 'text' },
        { header: of.month, kind: 'text' },
        { header: t('reports.previous'), kind: 'text' },
        { header: t('reports.lastYear'), kind: 'text' },
      ],
      rows: summary.value.map((one) => [t(`reports.figure.${one.name}`), one.text, one.previous, one.lastYear]),
      totals: false,
    };
    return [
      figures,
      ...tables.value.map((table): ReportSheet => ({
        name: table.title,
        title: `${title} · ${table.title}`,
        notes,
        columns: [
          { header: t('reports.figure.name'), kind: 'text' },
          ...FIGURES.map(({ name }) => ({
            header: t(`reports.figure.${name}`),
            kind: name in kinds ? kinds[name as keyof typeof kinds] : ('fen' as const),
            ...(name === 'average' && { sum: false }),
          })),
        ],
        rows: table.rows.map(({ name, sums }) => [name, ...FIGURES.map(({ value }) => value(sums))]),
        totals: true,
      })),
    ];
  }

  async function save(): Promise<void> {
    const of = report();
    if (!of) return;
    const fileName = t('reports.fileName', { month: of.month, version: of.version });
    await out.save('xlsx', fileName, async () => (await sheet()).writeReport(toSheets(of)));
  }

  return { summary, tables, error: out.error, saved: out.saved, save };
}
