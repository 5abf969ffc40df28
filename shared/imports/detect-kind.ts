import { cleanText, compact } from '../rules/text';
import type { MerchantField } from '../entities/merchant';
import type { FileSummary, RawSheet } from './define';
import { findHeader, readHeader, type Header } from './find-header';
import { findWord, headerKeys } from './header-words';
import {
  BILL_OPENING,
  FIXED_WIDTH,
  FIXED_WIDTH_LEAST,
  findPersonalProvider,
  isBankDateWord,
  isBankHeader,
  isBillHeader,
  isSomeBillHeader,
  plainWord,
  type PersonalProvider,
} from './kind-words';

export interface SheetKind {
  kind: FileSummary['kind'] | 'personal_bill';
  header: Header;
  /** Index of the sheet that decided. */
  sheet: number;
  /** Whose record of a person's own payments it is. */
  provider?: PersonalProvider;
}

const SEARCH_ROWS = 60;
const SEARCH_COLUMNS = 80;
/** From so many merchant fields on a list of merchants is certain, whatever else its columns say. */
const CERTAIN_HITS = 6;
/** What people have no more than merchants do, so that a list of staff is none of merchants. */
const OF_MERCHANTS: ReadonlySet<MerchantField> = new Set<MerchantField>([
  'name',
  'shortName',
  'merchantType',
  'uscc',
  'mcc',
  'ratePpm',
  'settleCycle',
  'businessScope',
]);
const NO_HEADER: Header = { row: -1, labels: [], groups: [], hits: 0 };

/** What a workbook is and where: the visible sheet that says most, in the order of the sheets. */
export function detectKind(sheets: readonly RawSheet[]): SheetKind {
  let best: SheetKind = { kind: 'unknown', header: NO_HEADER, sheet: firstUseful(sheets) };
  let bestRank = 0;
  sheets.forEach((sheet, index) => {
    if (sheet.hidden && sheets.some((s) => !s.hidden && s.rowCount > 0)) return;
    const found = detectSheet(sheet);
    const rank = rankOf(found.kind) * 1000 + headerWorth(sheet, found.header);
    if (rank > bestRank) {
      best = { ...found, sheet: index };
      bestRank = rank;
    }
  });
  return best;
}

/** What one sheet is. */
export function detectSheet(sheet: RawSheet): Omit<SheetKind, 'sheet'> {
  const merchants = findHeader(sheet);
  for (let row = 0; row < Math.min(sheet.rowCount, SEARCH_ROWS); row++) {
    const cells = readCells(sheet, row);
    const first = cells[0] ?? '';
    const provider = findPersonalProvider(cells);
    if (provider) return { kind: 'personal_bill', header: headerAt(sheet, row), provider };
    if (isBillHeader(cells)) return { kind: 'bill', header: headerAt(sheet, row) };
    if (BILL_OPENING.test(first)) return { kind: 'bill', header: headerAt(sheet, findBillHeader(sheet, row + 1)) };
    if (isFixedWidth(sheet, row)) return { kind: 'bill', header: NO_HEADER };
    if (merchants.hits >= CERTAIN_HITS) continue;
    const words = new Set(cells.map(plainWord));
    if (isBankHeader(words)) return { kind: 'bank', header: headerAt(sheet, row) };
    if (isSomeBillHeader(words)) return { kind: 'bill', header: headerAt(sheet, row) };
  }
  return merchants.row >= 0 && isMerchantHeader(merchants)
    ? { kind: 'merchants', header: merchants }
    : { kind: 'unknown', header: merchants };
}

/** Sums, balances carried over and counts that close a statement. */
const CLOSING = /^(?:人民币|本页|本次|借方|贷方|收入|支出|期初|期末|承前|过次)?(?:合计|总计|小计|共计|笔数|余额|页)/;

/** Rows of a bill or statement under its header that hold data: blank rows, notes and closing sums are not counted. */
export function countDataRows(sheet: RawSheet, headerRow: number): number {
  let rows = 0;
  const dateColumn = findDateColumn(sheet, headerRow);
  for (let row = headerRow + 1; row < sheet.rowCount; row++) {
    if (sheet.width?.(row) === 0) continue;
    const first = cleanText(sheet.cell(row, 0));
    if (/^总交易单数|^资金流水总笔数/.test(first)) break;
    if (first.startsWith('#') || CLOSING.test(first)) continue;
    if (dateColumn >= 0 && !/\d/.test(sheet.cell(row, dateColumn))) continue;
    if (first !== '' || isFilled(sheet, row)) rows++;
  }
  return rows;
}

/** The column that says when, if its rows mostly do say so: a row without a day is then no booking. */
function findDateColumn(sheet: RawSheet, headerRow: number): number {
  if (headerRow < 0) return -1;
  const column = readCells(sheet, headerRow).findIndex(isBankDateWord);
  if (column < 0) return -1;
  let filled = 0;
  let dated = 0;
  for (let row = headerRow + 1; row < Math.min(sheet.rowCount, headerRow + SEARCH_ROWS); row++) {
    if (!isFilled(sheet, row)) continue;
    filled++;
    if (/\d{4}\D?\d{1,2}/.test(sheet.cell(row, column))) dated++;
  }
  return dated > 0 && dated * 3 >= filled ? column : -1;
}

/** A few fields may meet by chance (name, phone): a list of merchants names one, and says more about it. */
function isMerchantHeader(header: Header): boolean {
  if (header.hits < 3) return false;
  const words = header.labels.flatMap((label) => (label === '' ? [] : (findWord(headerKeys(label)) ?? [])));
  if (header.hits >= CERTAIN_HITS)
    return header.hits > CERTAIN_HITS + 2 || words.some((w) => OF_MERCHANTS.has(w.field));
  return words.some((w) => OF_MERCHANTS.has(w.field) && w.strength !== 'weak');
}

/** How much a header promises: a template that nobody filled in comes after the sheet with the rows. */
export function headerWorth(sheet: RawSheet, header: Header): number {
  return header.hits + (sheet.rowCount > header.row + 1 ? 500 : 0);
}

function rankOf(kind: SheetKind['kind']): number {
  return { unknown: 0, bank: 2, bill: 2, merchants: 3, personal_bill: 4 }[kind];
}

function firstUseful(sheets: readonly RawSheet[]): number {
  const filled = sheets.findIndex((s) => !s.hidden && s.rowCount > 0);
  if (filled >= 0) return filled;
  const any = sheets.findIndex((s) => s.rowCount > 0);
  return any >= 0 ? any : 0;
}

function findBillHeader(sheet: RawSheet, from: number): number {
  for (let row = from; row < Math.min(sheet.rowCount, SEARCH_ROWS); row++) {
    const cells = readCells(sheet, row);
    if (cells.filter((c) => c !== '').length >= 4 && !cells[0]!.startsWith('#')) return row;
  }
  return -1;
}

function headerAt(sheet: RawSheet, row: number): Header {
  if (row < 0) return NO_HEADER;
  const { labels } = readHeader(sheet, row);
  return { row, labels, groups: [], hits: labels.filter((l) => l !== '').length };
}

function isFixedWidth(sheet: RawSheet, row: number): boolean {
  const line = sheet.cell(row, 0);
  return line.length >= FIXED_WIDTH_LEAST && FIXED_WIDTH.test(line) && sheet.cell(row, 1) === '';
}

function readCells(sheet: RawSheet, row: number): string[] {
  const width = Math.min(sheet.columnCount, SEARCH_COLUMNS);
  return Array.from({ length: width }, (_, column) => {
    const text = sheet.cell(row, column);
    return text.length > 400 ? '' : compact(text);
  });
}

function isFilled(sheet: RawSheet, row: number): boolean {
  for (let column = 0; column < Math.min(sheet.columnCount, SEARCH_COLUMNS); column++) {
    if (cleanText(sheet.cell(row, column)) !== '') return true;
  }
  return false;
}
