import type { RawSheet, RowIssue } from '@shared/imports/define';
import { issueSentence } from '@shared/imports/issue-texts';
import type { LeftOverRow } from '@shared/imports/plan-rows';
import type { Understood } from '@shared/imports/understand';
import { REASON_WORDS, fillIn, type Locale } from './template-texts';
import type { FailedColumns } from './failed-columns';
import { columnName } from './xlsx-parts';
import type { SheetCell } from './xlsx-sheet';
import { STYLE } from './xlsx-styles';

/** A row that was not imported, in the columns of the workbook: its cells, bad ones red, and what is wrong with which of them. */
export interface FailedRow {
  cells: readonly (SheetCell | undefined)[];
  /** One sentence each; `column` where a cell is to blame. */
  reasons: readonly { text: string; column: number | undefined }[];
}

/** More digits than a spreadsheet keeps of a number, after the zeros that its format puts in front. */
const LONG_NUMBER = /^0*([1-9]\d{15,20})$/;
/** What a cell of type error may hold. */
const ERRORS: ReadonlySet<string> = new Set(['#NULL!', '#DIV/0!', '#VALUE!', '#REF!', '#NAME?', '#NUM!', '#N/A']);

export function toFailedRow(
  row: LeftOverRow,
  understood: Understood,
  columns: FailedColumns,
  locale: Locale,
): FailedRow {
  const { sheet } = understood;
  const rate = understood.mapping.ratePpm;
  const cells = columns.kept.map((column) => cellOf(sheet, row.row - 1, column, column === rate));
  for (const field of columns.added) cells.push(textCell(row.raw[field] ?? ''));
  if (row.edited) typeOver(cells, row, understood, columns);
  const errors = row.issues.filter((one) => one.severity === 'error');
  const reasons = errors.map((one) => {
    const column = columns.columnOf(one.field);
    // An empty cell can be wrong, too: it is written for its colour.
    if (column !== undefined) cells[column] = { ...(cells[column] ?? textCell('')), style: STYLE.flagged };
    return { text: sentence(one, row, columns, locale), column };
  });
  return { cells, reasons };
}

/** What a clerk typed is text, whatever the cell was. */
function typeOver(
  cells: (SheetCell | undefined)[],
  row: LeftOverRow,
  { sheet, mapping }: Understood,
  columns: FailedColumns,
): void {
  for (const [field, column] of Object.entries(mapping)) {
    const at = columns.columnOf(field);
    const text = row.raw[field] ?? '';
    if (at !== undefined && text !== sheet.cell(row.row - 1, column)) cells[at] = textCell(text);
  }
}

/**
 * Text as seen, and always of type text, but where that would change its meaning: a number that has lost its last digits must
 * not pass for a whole one, an error must not pass for a dash, and a rate is written with every digit its cell holds.
 */
function cellOf(sheet: RawSheet, row: number, column: number, isRate: boolean): SheetCell | undefined {
  const text = sheet.cell(row, column);
  if (text === '') return undefined;
  if (isRate && sheet.kind(row, column) === 'percent') {
    const exact = sheet.exact?.(row, column);
    if (exact !== undefined && exact >= 0) return textCell(`${Number((exact * 100).toPrecision(12))}%`);
  }
  if (text.startsWith('#') && ERRORS.has(text) && sheet.kind(row, column) === 'error')
    return { text, type: 'error', style: STYLE.top };
  const digits = LONG_NUMBER.exec(text)?.[1];
  if (digits !== undefined && sheet.kind(row, column) === 'number')
    return { text: digits, type: 'number', style: STYLE.top };
  return textCell(text);
}

function textCell(text: string): SheetCell {
  return { text, type: 'text', style: STYLE.top };
}

/** Row and column of the file, value, cause and remedy. */
function sentence(one: RowIssue, row: LeftOverRow, columns: FailedColumns, locale: Locale): string {
  const at = columns.columnOf(one.field);
  const column = at === undefined ? '' : nameOf(at, columns, locale);
  const text = issueSentence(one, { row: row.row, column, value: row.raw[one.field] ?? '' }, locale);
  return fillIn(REASON_WORDS[locale].sentence, { text });
}

/** A header says which column, unless it is blank or not the only one of its name. */
function nameOf(column: number, { headers }: FailedColumns, locale: Locale): string {
  const labels = headers.at(-1)!;
  const label = labels[column]!.trim();
  const isOnly = label !== '' && labels.filter((other) => other.trim() === label).length === 1;
  const words = REASON_WORDS[locale];
  return isOnly ? label : fillIn(label === '' ? words.unnamed : words.repeated, { label, letter: columnName(column) });
}
