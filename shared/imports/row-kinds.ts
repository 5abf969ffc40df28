import { cleanText, compact } from '../rules/text';
import type { RawSheet } from './define';

const FOOTER =
  /^(?:(?:合计|总计|小计|共计|合计数|总数|TOTAL)(?:$|[:：\d共])|(?:制表|填表|审核|复核|经办|录入|打印|导出|统计|更新|截止)(?:人|时间|日期|单位)|(?:日期|时间|签字|签名|盖章|负责人|联系人|单位)[:：]|[-—=*]*(?:完|END|结束|EOF)[-—=*]*$|(?:备注|注|说明|注意|填写说明|温馨提示|声明)[:：]|以上|以下空白|共\d+[条家户行])/i;
const NOTE =
  /必填|选填|示例|样例|例如|^如[:：]|格式|请填|请选|请输入|不超过|字以内|位数字|\d+位|文本型|下拉|YYYY|从下拉/i;
const EXAMPLE_MARK =
  /^[(（【[]?(?:填写)?(?:示例|样例|例子|例|示范|EXAMPLE|SAMPLE)(?:行|数据)?(?:[)）】\]]|[:：].*)?$|^[(（【[](?:填写)?(?:示例|样例|示范)[)）】\]]/i;
/** The names a program gives its fields, in a row of their own under the labels: `legal_name`. */
const FIELD_KEY = /^[a-z][a-z_]*$/i;
/** How far below the header instructions are expected. */
const NOTE_ROWS = 4;

export interface RowShape {
  sheet: RawSheet;
  /** 0-based header row. */
  headerRow: number;
  labels: readonly string[];
  columns: readonly number[];
}

/**
 * Whether a row under the header is not a record at all: the header repeated on a new page, a total, a signature line, a note
 * how to fill in. Such rows are left out of every count. Cautious: a row with many filled cells is always a record.
 */
export function isNotARecord(shape: RowShape, row: number): boolean {
  return isRepeatedHeader(shape, row) || isFooter(shape, row) || isInstruction(shape, row);
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
  for (let column = 0; column < Math.min(sheet.columnCount, 300); column++) {
    const text = compact(sheet.cell(row, column));
    if (text !== '') return FOOTER.test(text);
  }
  return false;
}

function isInstruction({ sheet, headerRow, columns }: RowShape, row: number): boolean {
  if (row > headerRow + NOTE_ROWS) return false;
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
  if (EXAMPLE_MARK.test(first)) return true;
  if (filled >= 4 && keys === filled) return true;
  return notes > 0 && (notes * 5 >= filled * 2 || filled === 1);
}
