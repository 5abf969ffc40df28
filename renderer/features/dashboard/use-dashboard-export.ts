import type { Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { DashboardView } from '@shared/contracts/dashboard';
import type { ReportSheet } from '@shared/contracts/sheet';
import { type AppError } from '@shared/kernel/result';
import { averageFenOf, netFenOf, refundPpmOf } from '@shared/rollups/money-sums';
import { pictureBytes } from '@renderer/platform/picture-bytes';
import { useSaving } from '@renderer/platform/use-saving';
import { sheet } from '@renderer/platform/workers';
import type { Panel } from './use-panels';

export interface DashboardExport {
  error: Ref<AppError | null>;
  saved: Ref<string>;
  /** The figures of some charts, a sheet each. */
  saveData: (view: DashboardView, panels: readonly Panel[], fileName: string) => Promise<void>;
  savePicture: (dataUrl: string, fileName: string) => Promise<void>;
}

/** Takes charts away, as figures or as a picture. */
export function useDashboardExport(): DashboardExport {
  const { t, d } = useI18n();
  const { error, saved, save } = useSaving();

  function toSheet({ title, rows, own }: Panel, notes: string[]): ReportSheet {
    if (own) {
      return {
        name: title.slice(0, 31),
        title,
        notes,
        columns: [
          { header: t('dashboard.sheet.name'), kind: 'text' },
          ...own.columns.map(({ key, ...column }) => ({ header: t(`dashboard.sheet.${key}`), ...column })),
        ],
        rows: rows.map(({ name }, row) => [name, ...(own.cells[row] ?? own.columns.map(() => null))]),
        totals: true,
      };
    }
    const figures = [
      'payments',
      'refunds',
      'settleFen',
      'refundFen',
      'feeFen',
      'net',
      'average',
      'refundRate',
    ] as const;
    const kinds = { payments: 'count', refunds: 'count', average: 'fen', refundRate: 'ppm' } as const;
    return {
      name: title.slice(0, 31),
      title,
      notes,
      columns: [
        { header: t('dashboard.sheet.name'), kind: 'text' },
        ...figures.map((name) => ({
          header: t(`dashboard.sheet.${name}`),
          kind: name in kinds ? kinds[name as keyof typeof kinds] : ('fen' as const),
          ...(name === 'average' && { sum: false }),
        })),
      ],
      // A day without bills has no figures: an empty cell, not nought.
      rows: rows.map(({ name, sums }) =>
        sums
          ? [
              name,
              sums.payments,
              sums.refunds,
              sums.settleFen,
              sums.refundFen,
              sums.feeFen,
              netFenOf(sums),
              averageFenOf(sums),
              refundPpmOf(sums),
            ]
          : [name, ...figures.map(() => null)],
      ),
      totals: true,
    };
  }

  return {
    error,
    saved,
    saveData: (view, panels, fileName) =>
      save('xlsx', fileName, async () => {
        const notes = [
          t('dashboard.sheet.days', { from: view.from, to: view.to }),
          t('dashboard.asOf', { day: view.asOf.day, at: d(view.asOf.importedAt, 'long') }),
        ];
        const worker = await sheet();
        return worker.writeReport(panels.map((panel) => toSheet(panel, notes)));
      }),
    savePicture: (dataUrl, fileName) => save('image', fileName, () => Promise.resolve(pictureBytes(dataUrl))),
  };
}
