import type { Worksheet } from 'exceljs';
import type { FileChunks } from '@shared/contracts/sheet';
import type { Field } from '@shared/entities/define';
import { dictionaryItems } from '@shared/entities/dictionaries';
import { merchant, MERCHANT_INPUT_FIELDS } from '@shared/entities/merchant';

type Locale = 'zh' | 'en';

/** A very hidden sheet says which template this is: A1 the entity, B1 the version. */
export const TEMPLATE_MARK_SHEET = '_template';
const TEMPLATE_VERSION = '1';
/** Rows that come prepared with formats and drop-downs. */
const READY_ROWS = 2_000;

/**
 * The import template for merchants: a data sheet that holds the headers and nothing else, so that no example can be imported
 * by mistake, and a sheet of instructions with each field's rule and an example.
 */
export async function writeMerchantTemplate(locale: Locale): Promise<FileChunks> {
  const { default: ExcelJs } = await import('exceljs');
  const book = new ExcelJs.Workbook();
  const fields = MERCHANT_INPUT_FIELDS.map((name) => merchant.fields[name]);
  fillData(book.addWorksheet(WORDS.data[locale], { views: [{ state: 'frozen', ySplit: 1 }] }), fields, locale);
  fillRules(book.addWorksheet(WORDS.rules[locale], { views: [{ state: 'frozen', ySplit: 2 }] }), fields, locale);
  const mark = book.addWorksheet(TEMPLATE_MARK_SHEET, { state: 'veryHidden' });
  mark.getCell('A1').value = merchant.name;
  mark.getCell('B1').value = TEMPLATE_VERSION;
  return [new Uint8Array(await book.xlsx.writeBuffer())];
}

function fillData(sheet: Worksheet, fields: readonly Field[], locale: Locale): void {
  fields.forEach((field, i) => {
    const column = sheet.getColumn(i + 1);
    // Text format everywhere: an identity number typed into a General cell loses its last three digits.
    column.numFmt = '@';
    column.width = Math.max(12, field[locale].length * 2 + 4);
    const cell = sheet.getCell(1, i + 1);
    cell.value = field[locale];
    styleHeader(cell, field.required === true);
    const items = dictionaryItems(field.dictionary ?? '');
    if (field.type !== 'enum' || items.length === 0) return;
    for (let row = 2; row <= READY_ROWS + 1; row++) {
      sheet.getCell(row, i + 1).dataValidation = {
        type: 'list',
        allowBlank: true,
        formulae: [`"${items.map((item) => item[locale]).join(',')}"`],
        showErrorMessage: true,
        errorTitle: field[locale],
        error: WORDS.pick[locale],
      };
    }
  });
}

function fillRules(sheet: Worksheet, fields: readonly Field[], locale: Locale): void {
  sheet.getCell(1, 1).value = WORDS.intro[locale];
  WORDS.columns[locale].forEach((text, i) => {
    const cell = sheet.getCell(2, i + 1);
    cell.value = text;
    styleHeader(cell, false);
    sheet.getColumn(i + 1).width = [24, 10, 64, 30][i]!;
  });
  fields.forEach((field, i) => {
    const values = [
      field[locale],
      field.required ? WORDS.yes[locale] : WORDS.no[locale],
      ruleOf(field, locale),
      exampleOf(field, locale),
    ];
    values.forEach((value, c) => {
      const cell = sheet.getCell(i + 3, c + 1);
      cell.value = value;
      cell.numFmt = '@';
      cell.alignment = { wrapText: true, vertical: 'top' };
    });
  });
}

function styleHeader(cell: ReturnType<Worksheet['getCell']>, required: boolean): void {
  cell.font = { bold: true, color: { argb: required ? 'FFC00000' : 'FF1F2937' } };
  cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8EEF7' } };
}

/** What may stand in a field, in words; follows the field's type, so that a new field explains itself. */
function ruleOf(field: Field, locale: Locale): string {
  if (field.type === 'enum') {
    const names = dictionaryItems(field.dictionary ?? '').map((item) => item[locale]);
    return `${WORDS.oneOf[locale]}${names.join(locale === 'zh' ? '、' : ', ')}`;
  }
  const rule = RULES[field.type][locale];
  if (field.max === undefined || field.type === 'region') return rule;
  return `${rule}${locale === 'zh' ? `，最多 ${field.max} 个字符` : `; at most ${field.max} characters`}`;
}

function exampleOf(field: Field, locale: Locale): string {
  if (field.example !== undefined) return field.example;
  return field.type === 'enum' ? (dictionaryItems(field.dictionary ?? '')[0]?.[locale] ?? '') : '';
}

const RULES = {
  text: { zh: '文字', en: 'Text' },
  longText: { zh: '文字，可换行', en: 'Text, line breaks allowed' },
  enum: { zh: '', en: '' },
  date: { zh: '日期，如 2025-06-30、2025/6/30、2025年6月30日', en: 'A date such as 2025-06-30' },
  rate: { zh: '百分数，如 0.38%、0.60%', en: 'A percentage such as 0.38% or 0.60%' },
  region: {
    zh: '行政区划名称，省、市、区分三列填写',
    en: 'Name of the region; province, city and district each in its column',
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

const WORDS = {
  data: { zh: '商户', en: 'Merchants' },
  rules: { zh: '填写说明', en: 'Instructions' },
  intro: {
    zh: '请在第一张表中填写，每行一个商户；不要改动表头。红色表头为必填。本表的示例不会被导入。',
    en: 'Fill in the first sheet, one merchant per row, and leave its headers alone. Red headers are required. Examples on this sheet are not imported.',
  },
  columns: { zh: ['字段', '必填', '填写要求', '示例'], en: ['Field', 'Required', 'Rule', 'Example'] },
  yes: { zh: '是', en: 'Yes' },
  no: { zh: '否', en: 'No' },
  oneOf: { zh: '从下拉列表中选择：', en: 'Pick from the list: ' },
  pick: { zh: '请从下拉列表中选择', en: 'Please pick from the list' },
} as const;
