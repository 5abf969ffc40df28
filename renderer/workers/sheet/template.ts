import type { Worksheet } from 'exceljs';
import type { FileChunks } from '@shared/contracts/sheet';
import type { Field } from '@shared/entities/define';
import { dictionaryItems } from '@shared/entities/dictionaries';
import { merchant, MERCHANT_INPUT_FIELDS } from '@shared/entities/merchant';
import { RULES, WORDS, type Locale } from './template-texts';

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
    return `${WORDS.oneOf[locale]}${names.join(WORDS.comma[locale])}`;
  }
  const rule = RULES[field.type][locale];
  if (field.max === undefined || field.type === 'region') return rule;
  return `${rule}${WORDS.atMost[locale].replace('{max}', String(field.max))}`;
}

function exampleOf(field: Field, locale: Locale): string {
  if (field.example !== undefined) return field.example;
  return field.type === 'enum' ? (dictionaryItems(field.dictionary ?? '')[0]?.[locale] ?? '') : '';
}
