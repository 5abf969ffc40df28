import type { Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { ExpenseView, ProfitMonth, ProfitView } from '@shared/contracts/profit';
import type { ReportSheet } from '@shared/contracts/sheet';
import { ok, type AppError, type Result } from '@shared/kernel/result';
import { deviationPpm, expenseLine, type ProfitCell, type ProfitLine } from '@shared/rollups/fold-profit';
import { categoryLabel } from '@shared/rules/expense-category';
import { useLanguage } from '@renderer/platform/language';
import { pictureBytes } from '@renderer/platform/picture-bytes';
import { useSaving } from '@renderer/platform/use-saving';
import { askCore, sheet } from '@renderer/platform/workers';
import { useProfitWords } from './use-profit-words';

export interface ProfitExport {
  error: Ref<AppError | null>;
  saved: Ref<string>;
  /** The statement, the budget against it, and every expense, a sheet each. */
  saveBook: (view: ProfitView, months: readonly ProfitMonth[], merchantId: string) => Promise<void>;
  savePicture: (dataUrl: string, year: string) => Promise<void>;
}

const PAGE = 500;

/** Takes the statement away, as a workbook or as a picture. */
export function useProfitExport(): ProfitExport {
  const { t, d } = useI18n();
  const { language } = useLanguage();
  const words = useProfitWords();
  const { error, saved, save } = useSaving();

  /** Months below each other: the sums at the foot are the workbook's own. */
  function statement({ categories }: ProfitView, months: readonly ProfitMonth[], notes: string[]): ReportSheet {
    const lines: ProfitLine[] = [
      'income',
      'refunds',
      'fees',
      'net',
      ...categories.map(expenseLine),
      'expenses',
      'profit',
    ];
    // Headers of a table are told apart: a category of one's own may be called what a line is called.
    const header = (line: ProfitLine): string =>
      line.includes(':') ? t('profit.sheet.expense', { name: words.line(line) }) : words.line(line);
    return {
      name: t('profit.sheet.statement'),
      title: t('profit.title'),
      notes,
      columns: [
        { header: t('profit.monthName'), kind: 'text' },
        { header: t('profit.sheet.days'), kind: 'count' },
        ...lines.map((line) => ({ header: header(line), kind: 'fen' as const })),
        { header: t('profit.margin'), kind: 'ppm' },
        { header: t('profit.closing'), kind: 'text' },
      ],
      rows: months.map(({ month, days, cells, marginPpm, closed, state }) => [
        month,
        days,
        ...lines.map((line) => cells[line]?.actualFen ?? null),
        marginPpm,
        t(`profit.state.${closed ? 'closed' : state}`),
      ]),
      totals: true,
    };
  }

  function budgets(months: readonly ProfitMonth[], notes: string[]): ReportSheet[] {
    const rows = months.flatMap(({ month, cells }) =>
      (Object.entries(cells) as [ProfitLine, ProfitCell][])
        .filter(([, { budgetFen }]) => budgetFen !== null)
        .map(([line, cell]) => [
          month,
          words.line(line),
          cell.actualFen,
          cell.budgetFen,
          cell.deviationFen,
          deviationPpm(cell),
        ]),
    );
    if (rows.length === 0) return [];
    const name = t('profit.sheet.budget');
    return [
      {
        name,
        title: name,
        notes,
        columns: [
          { header: t('profit.monthName'), kind: 'text' },
          { header: t('profit.budget.line'), kind: 'text' },
          { header: t('profit.sheet.actual'), kind: 'fen' },
          { header: t('profit.sheet.budget'), kind: 'fen' },
          { header: t('profit.sheet.deviation'), kind: 'fen' },
          { header: t('profit.sheet.deviationRate'), kind: 'ppm' },
        ],
        rows,
        // Lines that others are made of stand beside them.
        totals: false,
      },
    ];
  }

  function expenses(rows: readonly ExpenseView[], notes: string[]): ReportSheet {
    const name = t('profit.sheet.expenses');
    return {
      name,
      title: name,
      notes,
      columns: [
        { header: t('profit.expense.day'), kind: 'text' },
        { header: t('profit.expense.category'), kind: 'text' },
        { header: t('profit.expense.amount'), kind: 'fen' },
        { header: t('profit.sheet.cancelled'), kind: 'fen' },
        { header: t('profit.expense.whose'), kind: 'text' },
        { header: t('profit.expense.payee'), kind: 'text' },
        { header: t('profit.expense.memo'), kind: 'text' },
        { header: t('profit.sheet.by'), kind: 'text' },
        { header: t('profit.sheet.reason'), kind: 'text' },
      ],
      rows: rows.map((row) => [
        row.bizDate,
        categoryLabel(row.category, language.value),
        row.cancelledAt === 0 ? row.amountFen : null,
        row.cancelledAt === 0 ? null : row.amountFen,
        row.merchantId === '' ? t('profit.expense.company') : row.merchantName || t('profit.expense.gone'),
        row.payee,
        row.memo,
        `${row.byName} ${d(row.at, 'long')}`,
        row.cancelReason,
      ]),
      totals: true,
    };
  }

  return {
    error,
    saved,
    saveBook: (view, months, merchantId) => {
      const [from, to] = [months[0]?.month ?? '', months.at(-1)?.month ?? ''];
      return save('xlsx', t('profit.fileName', { from, to }), async () => {
        const found = await allExpenses({ from, to, merchantId });
        if (!found.ok) return found;
        const notes = [
          t('profit.sheet.span', { from, to }),
          ...(view.asOf.day ? [t('dashboard.asOf', { day: view.asOf.day, at: d(view.asOf.importedAt, 'long') })] : []),
        ];
        const sheets = [statement(view, months, notes), ...budgets(months, notes), expenses(found.value, notes)];
        return (await sheet()).writeReport(sheets);
      });
    },
    savePicture: (dataUrl, year) =>
      save('image', t('profit.pictureName', { year }), () => Promise.resolve(pictureBytes(dataUrl))),
  };
}

async function allExpenses(span: { from: string; to: string; merchantId: string }): Promise<Result<ExpenseView[]>> {
  const rows: ExpenseView[] = [];
  for (;;) {
    const page = await askCore('expense.list', { ...span, category: '', offset: rows.length, limit: PAGE });
    if (!page.ok) return page;
    rows.push(...page.value.rows);
    if (rows.length >= page.value.total || page.value.rows.length === 0) return ok(rows);
  }
}
