import { readFen } from '../../money/read-fen';
import { toHalfWidth } from '../../rules/text';
import { parseDateTime } from '../../time/date-time';
import type { RawSheet } from '../define';
import { acquirer } from '../sources/acquirers';
import { bank } from '../sources/bank';
import { cellText, rowCells } from './bill-row';
import { findDateOrder, YEAR_LAST } from './date-order';
import { findColumns, headerName, spellings } from './header-names';
import { layoutId, LAYOUT_FIELDS, type BillLayout, type DateOrder, type LayoutField, type LayoutKind } from './layout';

const SEARCH_ROWS = 40;
const SAMPLE_ROWS = 40;
/** More columns are not looked at: whoever names them has to see them. */
export const MOST_LAYOUT_COLUMNS = 80;
const FIGURE = /^[-+(¥￥]?[\d.,\s]+\)?$/;
const AMOUNT = /^[-+(¥￥]*[\d,]+\.\d{1,2}\)?$/;

/** 0-based row that most looks like the header of a table: the first with most words over a row about as full. -1 for no table. */
export function guessHeaderRow(sheet: RawSheet): number {
  let best = -1;
  let most = 2;
  for (let row = 0; row < Math.min(sheet.rowCount - 1, SEARCH_ROWS); row++) {
    const words = textsOf(sheet, row).filter((text) => text !== '' && text.length <= 40 && !FIGURE.test(text));
    const below = textsOf(sheet, row + 1).filter((text) => text !== '').length;
    if (words.length <= most || below < 2) continue;
    best = row;
    most = words.length;
  }
  return best;
}

/** A table with samples, and what its columns may mean by their names and, where those say nothing, by what stands in them. */
export interface ProposedLayout {
  /** 1-based. */
  headerRow: number;
  headers: string[];
  /** The first rows under the header, cell by cell. */
  samples: string[][];
  layout: BillLayout;
}

/** `undefined` when the row names fewer than three columns. `headerRow` is 1-based. */
export function proposeLayout(sheet: RawSheet, headerRow: number, name: string): ProposedLayout | undefined {
  const headers = textsOf(sheet, headerRow - 1);
  const id = layoutId(headers);
  if (id === '') return undefined;
  const rows = sampleRows(sheet, headerRow);
  const kind = guessKind(headers);
  const columns = guessColumns(headers, rows, kind);
  const day = headers.indexOf(columns.date ?? columns.time ?? '');
  const layout: BillLayout = {
    id,
    name,
    kind,
    channel: kind === 'bank' ? 'BANK' : 'POS_CARD',
    headers: headers.filter((header) => header !== ''),
    columns,
    inFen: false,
    dateOrder: guessOrder(rows.map((row) => row[day] ?? '')),
  };
  return { headerRow, headers, samples: rows.slice(0, 5), layout };
}

/** A balance or the other side of a movement makes a statement; fees and orders make receipts. */
function guessKind(headers: readonly string[]): LayoutKind {
  const asBank = fieldsByName(headers, 'bank');
  const asTrade = fieldsByName(headers, 'acquirer');
  const isStatement = ['balanceFen', 'counterName', 'counterAccount'].some((f) => asBank[f as LayoutField]);
  const isTrade = ['feeFen', 'orderNo', 'txnNo', 'bizType'].filter((f) => asTrade[f as LayoutField]).length >= 2;
  return isTrade && !isStatement ? 'acquirer' : 'bank';
}

function fieldsByName(headers: readonly string[], kind: LayoutKind): BillLayout['columns'] {
  const { fields } = kind === 'bank' ? bank : acquirer;
  const found = findColumns({ fields }, headers.map(spellings));
  const taken = new Set<number>();
  const columns: BillLayout['columns'] = {};
  for (const field of LAYOUT_FIELDS[kind]) {
    const column = found[field];
    if (column === undefined || taken.has(column)) continue;
    taken.add(column);
    columns[field] = headers[column]!;
  }
  return columns;
}

function guessColumns(headers: readonly string[], rows: readonly string[][], kind: LayoutKind): BillLayout['columns'] {
  const columns = fieldsByName(headers, kind);
  const taken = new Set(Object.values(columns).map(headerName));
  const find = (isSuch: (text: string) => boolean) =>
    headers.find((header, c) => {
      const texts = rows.map((row) => row[c] ?? '').filter((text) => text !== '');
      return header !== '' && !taken.has(headerName(header)) && texts.length > 0 && texts.every(isSuch);
    });
  if (!columns.date && !columns.time) {
    const day = find((text) => text.length >= 6 && (YEAR_LAST.test(text) || parseDateTime(text) !== undefined));
    if (day) columns.date = day;
    if (day) taken.add(headerName(day));
  }
  if (!columns.amountFen && !columns.inFen && !columns.outFen) {
    const amount = find((text) => AMOUNT.test(text) && readFen(text) !== undefined);
    if (amount) columns.amountFen = amount;
  }
  return columns;
}

/** Where no day tells, the day is taken to come first: whoever names the columns sees it. */
function guessOrder(texts: readonly string[]): DateOrder {
  return findDateOrder(texts) ?? (texts.some((text) => YEAR_LAST.test(text)) ? 'dmy' : 'ymd');
}

function sampleRows(sheet: RawSheet, from: number): string[][] {
  const rows: string[][] = [];
  for (let row = from; row < sheet.rowCount && rows.length < SAMPLE_ROWS; row++) {
    const texts = textsOf(sheet, row);
    if (texts.filter((text) => text !== '').length > 1) rows.push(texts);
  }
  return rows;
}

function textsOf(sheet: RawSheet, row: number): string[] {
  return rowCells(sheet, row)
    .slice(0, MOST_LAYOUT_COLUMNS)
    .map((cell) => toHalfWidth(cellText(cell.slice(0, 200))));
}
