import { issueMessage } from '@shared/imports/issue-texts';
import type { PlanRow } from '@shared/imports/define';
import type { ImportPlan } from '@shared/imports/plan';
import type { Understood } from '@shared/imports/understand';
import type { FailedRow } from './failed-rows';

const ALL = Number.MAX_SAFE_INTEGER;

/** The rows an import leaves out because of what is wrong with them, in file order, cells as last typed. */
export function failedRowsOf(plan: ImportPlan, understood: Understood, locale: 'zh' | 'en'): FailedRow[] {
  const rows = [...plan.page('invalid', 0, ALL).rows, ...plan.page('duplicate', 0, ALL).rows];
  return rows.sort((a, b) => a.row - b.row).map((row) => toFailedRow(row, understood, locale));
}

function toFailedRow(row: PlanRow, understood: Understood, locale: 'zh' | 'en'): FailedRow {
  const columnOf = understood.mapping as Readonly<Record<string, number | undefined>>;
  const cells = understood.headers.map((_, c) => understood.sheet.cell(row.row - 1, c));
  for (const [field, text] of Object.entries(row.raw)) {
    const column = columnOf[field];
    if (column !== undefined) cells[column] = text;
  }
  const errors = row.issues.filter((i) => i.severity === 'error');
  const reasons = errors.map((i) => issueMessage({ ...i, code: i.code, field: i.field }, locale));
  const bad = errors.map((i) => columnOf[i.field]).filter((c) => c !== undefined);
  return { cells, reasons: reasons.join(locale === 'zh' ? '；' : '; '), bad };
}
