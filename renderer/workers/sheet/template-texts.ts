import type { Field } from '@shared/entities/define';

/** The words written into workbooks: a file has the language it was asked for in, whatever the window shows later. */
export type Locale = 'zh' | 'en';

/** What may stand in a field, by its type: on the sheet of instructions, and beside the cell while it is filled in. */
export const RULES = {
  text: { zh: '文字', en: 'Text' },
  longText: { zh: '文字，可换行', en: 'Text, line breaks allowed' },
  enum: { zh: '从下拉列表中选择：', en: 'Pick from the list: ' },
  date: { zh: '日期，写作 2025-06-30；2025/6/30、2025年6月30日也可以', en: 'A date, written 2025-06-30' },
  rate: { zh: '百分数，带 % 号填写，如 0.38%、0.60%', en: 'A percentage with its % sign, such as 0.38% or 0.60%' },
  region: {
    zh: '行政区划名称，依次选择省、市、区；列表里没有的可以直接填写',
    en: 'Name of the region: pick province, city and district in this order, or type one that is not listed',
  },
  mcc: { zh: '4 位数字的行业类别码', en: 'Merchant category code, 4 digits' },
  uscc: { zh: '18 位统一社会信用代码，末位为校验码', en: '18 characters, the last one is a check character' },
  idCard: { zh: '18 位身份证号，单元格须为文本格式', en: '18 characters; the cell must be in text format' },
  phone: { zh: '11 位手机号，或带区号的固定电话', en: 'Mobile number of 11 digits, or a landline with area code' },
  email: { zh: '电子邮箱地址', en: 'An e-mail address' },
  bankAccount: {
    zh: '银行账号或卡号，单元格须为文本格式',
    en: 'Account or card number; the cell must be in text format',
  },
  tags: { zh: '多个标签用逗号分隔', en: 'Several tags separated by commas' },
} as const satisfies Record<Field['type'], Record<Locale, string>>;

export const WORDS = {
  rules: { zh: '填写说明', en: 'Instructions' },
  title: { zh: '{name}导入模板 · 填写说明', en: '{name}: how to fill in the import template' },
  example: { zh: '【示例】{text}（本行不会导入，可以删除）', en: '[Example] {text} (this row is not imported)' },
  columns: { zh: ['字段', '必填', '填写要求', '示例'], en: ['Field', 'Required', 'Rule', 'Example'] },
  atMost: { zh: '，最多 {max} 个字符', en: '; at most {max} characters' },
  comma: { zh: '、', en: ', ' },
  yes: { zh: '是', en: 'Yes' },
  no: { zh: '否', en: 'No' },
  pick: { zh: '请从下拉列表中选择', en: 'Please pick from the list' },
  notListed: { zh: '列表里没有这个名称，确定要使用吗？', en: 'This name is not on the list. Use it all the same?' },
  notLength: { zh: '应为 {limit} 个字符，请核对', en: 'This should have {limit} characters: please check' },
  tooLong: { zh: '最多 {limit} 个字符，请缩短', en: 'At most {limit} characters: please shorten it' },
  version: { zh: '模板版本 {version}', en: 'Template version {version}' },
} as const;

/** The steps at the top of the sheet of instructions. */
export const STEPS = {
  zh: [
    '请在“{name}”表中填写，从第 2 行开始，每行一条。第 2 行是示例，不会被导入，可以删除或直接覆盖。',
    '带 * 的红色列必填。请不要改动表头的文字；列的顺序可以调整，用不到的选填列可以删除。',
    '有下拉箭头的列请从列表中选择。省、市、区按顺序选：先选省，再选市，最后选区。',
    '所有列都已设为文本格式，证件号和账号的位数、开头的 0 都不会丢。从别处粘贴时请用“选择性粘贴 → 数值”，以保留格式和下拉列表。',
    '日期和费率也按文本填写：日期写作 2025-06-30，费率写作 0.38%。',
    '一次最多 {rows} 行。填好后保存，在“导入”中选择这个文件；有问题的行会逐一说明原因，可以在程序里直接修改。',
  ],
  en: [
    'Fill in the sheet "{name}" from row 2 on, one record per row. Row 2 is an example: it is not imported, delete it or type over it.',
    'Red columns with * are required. Leave the headers alone; columns may change places, and optional ones you do not need may be deleted.',
    'Where a cell has an arrow, pick from its list. Regions go in order: first the province, then the city, then the district.',
    'All columns are in text format, so that long numbers and leading zeros stay whole. Paste with "Paste special > Values" to keep formats and lists.',
    'Dates and rates are text, too: a date is written 2025-06-30, a rate 0.38%.',
    'At most {rows} rows at a time. Save the file and choose it under "Import"; every row that has a problem is explained and can be corrected there.',
  ],
} as const;

/** Why a row was left over: in its last column, and on the cell that is to blame. */
export const REASON_WORDS = {
  zh: {
    author: '商户管家',
    sentence: '原文件{text}。',
    repeated: '{label}（{letter} 列）',
    unnamed: '{letter} 列，无标题',
    help: '这一列写明每行的问题和改法，红色的单元格需要更正（前 {notes} 个另有批注）。改好后保存，直接导入这个文件即可：本列不会导入，不必删除。',
  },
  en: {
    author: 'Merchant Desk',
    sentence: 'Original file: {text}.',
    repeated: '{label} ({letter})',
    unnamed: '{letter}, no header',
    help: 'What is wrong with each row, and what to do. Red cells need correcting (the first {notes} have a note). Save the file and import it again as it is: this column is not imported and need not be deleted.',
  },
} as const;

export const FAILED_SHEET = { zh: '未导入的行', en: 'Rows not imported' } as const;

export function fillIn(text: string, params: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
