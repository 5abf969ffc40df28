import { merchant, type MerchantField } from '@shared/entities/merchant';
import type { PlanRow, RowIssue } from '@shared/imports/define';
import { showField } from '@renderer/ui/show-field';

export interface PlanCellView {
  text: string;
  issues: RowIssue[];
  tone: 'error' | 'warning' | 'tidied' | 'plain';
  /** What stood in the file, when the value shown is not it. */
  raw: string;
}

/** What a cell of the plan shows: the value that would be written or, where it cannot be understood, what the file says. */
export function viewCell(row: PlanRow, field: string, locale: 'zh' | 'en'): PlanCellView {
  const issues = row.issues.filter((issue) => issue.field === field);
  const raw = row.raw[field] ?? '';
  const wrong = issues.some((issue) => issue.severity === 'error' && issue.code !== 'duplicate.in_file');
  const shown = showField(merchant.fields[field as MerchantField], row.values[field as MerchantField], locale);
  const tidied = row.tidied.includes(field) && !wrong ? raw : '';
  // Text that is imported as nothing is shown as nothing.
  const text = wrong || (shown === '' && tidied === '') ? raw.trim() : shown;
  if (issues.some((issue) => issue.severity === 'error')) return { text, issues, tone: 'error', raw: tidied };
  if (issues.length > 0) return { text, issues, tone: 'warning', raw: tidied };
  return { text, issues, tone: tidied === '' ? 'plain' : 'tidied', raw: tidied };
}

export type RowFate = 'blank' | 'invalid' | 'duplicate' | 'create' | 'update' | 'fill' | 'skip' | 'removed';

/** One word for what becomes of a row. */
export function rowFate(row: PlanRow): RowFate {
  if (row.removed) return 'removed';
  if (row.status === 'blank') return 'blank';
  if (row.action === 'skip' && row.status === 'valid') return 'skip';
  if (row.status === 'invalid') return 'invalid';
  if (row.status === 'duplicate') return 'duplicate';
  return row.action;
}

/** Fields of which the text may be kept as it was typed instead of tidied: those that hold free text. */
export function canKeepText(field: string): boolean {
  const { type } = merchant.fields[field as MerchantField];
  return type === 'text' || type === 'longText';
}
