import { cleanText, compact } from '../rules/text';
import type { RawSheet } from './define';
import { isReasonHeader } from './reason-column';

const FOOTER =
  /^(?:(?:合计|总计|小计|共计|合计数|总数|TOTAL)(?:$|[:：\d共])|(?:制表|填表|审核|复核|经办|录入|打印|导出|统计|更新|截止)(?:人|时间|日期|单位)|(?:日期|时间|签字|签名|盖章|负责人|联系人|单位)[:：]|[-—=*]*(?:完|END|结束|EOF)[-—=*]*$|(?:备注|注|说明|注意|填写说明|温馨提示|声明)[:：]|以上|以下空白|共\d+[条家户行])/i;
const NOTE =
  /必填|选填|示例|样例|例如|^如[:：]|格式|请填|请选|请输入|不超过|字以内|位数字|\d+位|文本型|下拉|YYYY|从下拉/i;
const EXAMPLE_MARK = /^[(（【[]?(?:填写)?(?:示例|样例|例子|例|示范|EXAMPLE|SAMPLE)(?:行|数据)?(?:[)）】\]]|[:：].*)?$/i;
/** `【示例】青禾便利店`, as our own template has it: an example wherever it was moved or sorted to. */
const EXAMPLE_NAME = /^[(（【[](?:填写)?(?:示例|样例|示范|EXAMPLE|SAMPLE)[)）】\]]/i;
const BRACKETS: ReadonlySet<string> = new Set('(（【[');
/** The names a program gives its fields, in a row of their own under the labels: `legal_name`. */
const FIELD_KEY = /^[a-z][a-z_]*$/i;
/** How far below the header instructions are expected. */
const NOTE_ROWS = 4;
const MOST_COLUMNS = 300;

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
    columns: columns.sort((a, b) => a - b),
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
  for (let column = 0; column < Math.min(sheet.columnCount, MOST_COLUMNS); column++) {
    const text = sheet.cell(row, column);
    if (text !== '' && cleanText(text) !== '') return true;
  }
  return false;
}

/**
 * Whether a row under the header is not a record at all: the header repeated on a new page, a total, a signature line, a note
 * how to fill in. Such rows are left out of every count. Cautious: a row with many filled cells is always a record.
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

function isInstruction({ sheet, headerRow, columns, isLeftover }: RowShape, row: number): boolean {
  if (row > headerRow + NOTE_ROWS || isLeftover) return false;
  let filled = 0;
  let notes = 0;
  let keys = 0;
  for (const column of columns) {
    const text = cleanText(sheet.cell(row, column));
    if (text === '') continue;
    filled++;
    if (NOTE.test(text)) notes++;
    if (FIELD_KEY.test(text)) keys++;
  }
  const first = cleanText(sheet.cell(row, 0)) || cleanText(sheet.cell(row, Math.min(...columns)));
  if (EXAMPLE_MARK.test(first) || EXAMPLE_NAME.test(first)) return true;
  if (filled >= 4 && keys === filled) return true;
  return notes > 0 && (notes * 5 >= filled * 2 || filled === 1);
}
