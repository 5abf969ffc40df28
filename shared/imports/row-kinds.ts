import { cleanText, compact } from '../rules/text';
import type { RawSheet } from './define';
import { findPinyin } from './header-pinyin';
import { findWord, headerKeys } from './header-words';
import { isReasonHeader } from './reason-column';
import { EXAMPLE_MARK, EXAMPLE_NAME, FIELD_KEY, FOOTER, FORM_WORD, NOTE } from './row-words';

const BRACKETS: ReadonlySet<string> = new Set('(（【[');
/** How far below the header instructions are expected. */
const NOTE_ROWS = 4;
const MOST_COLUMNS = 300;
/** The column in front of all others that counts the rows, or has no name. */
const NUMBER_LABEL = /^(?:$|序号|编号|行号|序|号|NO\.?|#|商户编号)/i;

export interface RowShape {
  sheet: RawSheet;
  /** 0-based header row. */
  headerRow: number;
  labels: readonly string[];
  columns: readonly number[];
  /** Rows left over from an import were judged to be records: none of them is a note how to fill in. */
  isLeftover: boolean;
}

export function rowShape(
  sheet: RawSheet,
  headerRow: number,
  labels: readonly string[],
  mapping: Readonly<Record<string, number | undefined>>,
): RowShape {
  const columns = Object.values(mapping).filter((column) => column !== undefined);
  return {
    sheet,
    headerRow,
    labels,
    // A column that holds several fields counts once.
    columns: [...new Set(columns)].sort((a, b) => a - b),
    isLeftover: labels.some((label) => isReasonHeader(label)),
  };
}

/** Whether any row under the header is a record. */
export function hasRecords(shape: RowShape): boolean {
  const { sheet, headerRow } = shape;
  for (let row = headerRow + 1; row < sheet.rowCount; row++) {
    if (isFilled(shape, row) && !isNotARecord(shape, row)) return true;
  }
  return false;
}

function isFilled({ sheet }: RowShape, row: number): boolean {
  // A lone cell in the last row of all must not cost a desert.
  const width = Math.min(sheet.width?.(row) ?? sheet.columnCount, MOST_COLUMNS);
  for (let column = 0; column < width; column++) {
    const text = sheet.cell(row, column);
    if (text !== '' && cleanText(text) !== '') return true;
  }
  return false;
}

/**
 * Whether a row under the header is not a record at all: the header repeated on a new page or in another language, a total, a
 * signature line, a note how to fill in, an example. Such rows are left out of every count. Cautious: a row with many filled
 * cells is a record unless it says that it is none.
 */
export function isNotARecord(shape: RowShape, row: number): boolean {
  return isRepeatedHeader(shape, row) || isFooter(shape, row) || isExample(shape, row) || isInstruction(shape, row);
}

function isRepeatedHeader({ sheet, labels, columns }: RowShape, row: number): boolean {
  const first = columns.find((c) => sheet.cell(row, c) !== '');
  if (first === undefined || !isSameHeader(sheet.cell(row, first), labels[first])) return false;
  const filled = columns.filter((c) => sheet.cell(row, c) !== '');
  const same = filled.filter((c) => isSameHeader(sheet.cell(row, c), labels[c]));
  return same.length >= 2 && same.length * 2 > filled.length;
}

/** Compared as written: this is asked of every row. */
function isSameHeader(text: string, label: string | undefined): boolean {
  return label !== undefined && label !== '' && (text === label || cleanText(text) === label);
}

function isFooter({ sheet, columns }: RowShape, row: number): boolean {
  let filled = 0;
  for (const column of columns) if (sheet.cell(row, column) !== '' && ++filled > 4) return false;
  for (let column = 0; column < Math.min(sheet.columnCount, MOST_COLUMNS); column++) {
    const text = compact(sheet.cell(row, column));
    if (text !== '') return FOOTER.test(text);
  }
  return false;
}

function isExample({ sheet, columns }: RowShape, row: number): boolean {
  const text = sheet.cell(row, columns[0] ?? 0);
  return BRACKETS.has(text.charAt(0)) && EXAMPLE_NAME.test(text);
}

function isInstruction({ sheet, headerRow, labels, columns, isLeftover }: RowShape, row: number): boolean {
  if (row > headerRow + NOTE_ROWS || isLeftover) return false;
  const numbered = NUMBER_LABEL.test(compact(labels[0] ?? '')) ? cleanText(sheet.cell(row, 0)) : '';
  const first = numbered || cleanText(sheet.cell(row, columns[0] ?? 0));
  if (EXAMPLE_MARK.test(first) || EXAMPLE_NAME.test(first)) return true;
  const filled = columns.map((column) => cleanText(sheet.cell(row, column))).filter((text) => text !== '');
  const share = (test: (text: string) => boolean) => filled.filter(test).length / filled.length;
  if (filled.length >= 4) {
    const isAll = share((text) => FIELD_KEY.test(text)) === 1 || share((text) => FORM_WORD.test(text)) >= 0.8;
    if (isAll || share(isHeaderWord) > 0.5) return true;
  }
  const notes = share((text) => NOTE.test(text) || FORM_WORD.test(text));
  return filled.length === 1 ? filled.some((text) => NOTE.test(text)) : notes >= 0.4;
}

/** The header once more in another language or wording. */
function isHeaderWord(text: string): boolean {
  if (text.length > 40) return false;
  const keys = headerKeys(text);
  return (findWord(keys)?.strength ?? 'weak') !== 'weak' || findPinyin(keys) !== undefined;
}
