import { cleanText, compact } from '../rules/text';
import type { FileSummary, RawSheet } from './define';
import { findHeader, readHeader, type Header } from './find-header';

export interface SheetKind {
  kind: FileSummary['kind'] | 'personal_bill';
  header: Header;
  /** Index of the sheet that decided. */
  sheet: number;
}

/** Signatures of provider bills: words of the header line that no other file has together. spec/formats.md section 0. */
const BILL_HEADERS: readonly (readonly string[])[] = [
  ['交易时间', '公众账号ID', '商户号'],
  ['记账时间', '微信支付业务单号', '资金流水单号'],
  ['支付宝交易号', '商户订单号', '业务类型'],
  ['账务流水号', '业务流水号', '商户订单号'],
  ['商户代码', '银联系统日期'],
  ['门店编号', '交易订单总笔数', '退款订单总笔数'],
  ['商户号', '终端号', '交易时间', '参考号'],
  ['平台订单号', '支付渠道', '金额(元)'],
];
const BILL_OPENING = /^#支付宝(?:业务|账务)(?:明细|汇总)查询/;
const PERSONAL = /微信支付账单明细|支付宝交易记录明细|电子客户回单|支付宝\(中国\)网络技术有限公司/;
const PERSONAL_HEADERS: readonly (readonly string[])[] = [
  ['交易时间', '交易类型', '交易对方', '收支'],
  ['交易时间', '交易分类', '交易对方', '收支'],
];
const BANK_WHEN = ['交易日期', '记账日期', '入账日期', '交易时间', '日期', '交易日'];
const BANK_WHAT = [
  '余额',
  '账户余额',
  '借方发生额',
  '贷方发生额',
  '借方金额',
  '贷方金额',
  '借方',
  '贷方',
  '收入',
  '支出',
  '收入金额',
  '支出金额',
  '对方户名',
  '对方账号',
  '对方账户',
  '对方名称',
  '对方开户行',
  '摘要',
  '凭证号',
  '借贷标志',
  '交易币种',
  '记账金额',
];
const BILL_WHAT = [
  '商户订单号',
  '订单号',
  '交易单号',
  '交易金额',
  '手续费',
  '退款金额',
  '结算金额',
  '交易类型',
  '交易状态',
  '商户号',
];
const SEARCH_ROWS = 60;
const SEARCH_COLUMNS = 80;
/** From so many merchant fields on a list of merchants is certain, whatever else its columns say. */
const CERTAIN_HITS = 6;

/** What a workbook is and where: the visible sheet that says most, in the order of the sheets. */
export function detectKind(sheets: readonly RawSheet[]): SheetKind {
  const none: SheetKind = {
    kind: 'unknown',
    header: { row: -1, labels: [], groups: [], hits: 0 },
    sheet: firstUseful(sheets),
  };
  let best = none;
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
    if (PERSONAL.test(first) || hasHeader(PERSONAL_HEADERS, cells)) {
      return { kind: 'personal_bill', header: headerAt(sheet, hasHeader(PERSONAL_HEADERS, cells) ? row : -1) };
    }
    if (hasHeader(BILL_HEADERS, cells)) return { kind: 'bill', header: headerAt(sheet, row) };
    if (BILL_OPENING.test(first)) return { kind: 'bill', header: headerAt(sheet, findBillHeader(sheet, row + 1)) };
    if (merchants.hits >= CERTAIN_HITS) continue;
    const words = new Set(cells.map(plainWord));
    if (isBankHeader(words)) return { kind: 'bank', header: headerAt(sheet, row) };
    if (BILL_WHAT.filter((w) => words.has(w)).length >= 3) return { kind: 'bill', header: headerAt(sheet, row) };
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
  const column = readCells(sheet, headerRow).findIndex((text) => BANK_WHEN.includes(plainWord(text)));
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
  return header.hits >= 4 || (header.hits === 3 && header.labels.some((l) => /商户|商家|店|信用代码|执照/.test(l)));
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

function isBankHeader(words: ReadonlySet<string>): boolean {
  return BANK_WHEN.some((w) => words.has(w)) && BANK_WHAT.filter((w) => words.has(w)).length >= 3;
}

function hasHeader(headers: readonly (readonly string[])[], cells: readonly string[]): boolean {
  const words = new Set(cells.flatMap((c) => [c, plainWord(c)]));
  return headers.some((header) => header.every((word) => words.has(word)));
}

function findBillHeader(sheet: RawSheet, from: number): number {
  for (let row = from; row < Math.min(sheet.rowCount, SEARCH_ROWS); row++) {
    const cells = readCells(sheet, row);
    if (cells.filter((c) => c !== '').length >= 4 && !cells[0]!.startsWith('#')) return row;
  }
  return -1;
}

function headerAt(sheet: RawSheet, row: number): Header {
  if (row < 0) return { row: -1, labels: [], groups: [], hits: 0 };
  const { labels } = readHeader(sheet, row);
  return { row, labels, groups: [], hits: labels.filter((l) => l !== '').length };
}

function readCells(sheet: RawSheet, row: number): string[] {
  const width = Math.min(sheet.columnCount, SEARCH_COLUMNS);
  return Array.from({ length: width }, (_, column) => {
    const text = sheet.cell(row, column);
    return text.length > 400 ? '' : compact(text);
  });
}

/** `交易金额(收入)` counts as 收入 would not: the word before the bracket. */
function plainWord(text: string): string {
  return text.replace(/\([^)]*\)/g, '').replace(/[/:]/g, '');
}

function isFilled(sheet: RawSheet, row: number): boolean {
  for (let column = 0; column < Math.min(sheet.columnCount, SEARCH_COLUMNS); column++) {
    if (cleanText(sheet.cell(row, column)) !== '') return true;
  }
  return false;
}
