import type { FileChunks } from '@shared/contracts/sheet';
import { MARK_SHEET, markRows } from '@shared/imports/file-mark';
import { IMPORT_TEMPLATES, type TemplateName } from '@shared/imports/templates';
import type { ImportTemplate } from '@shared/imports/templates/define';
import { LIMITS } from './limits';
import { templateColumns, type TemplateColumn } from './template-columns';
import { guideSheet } from './template-guide';
import { LISTS_ROW, makeDropLists, type DropLists } from './template-lists';
import { ruleXml } from './template-rules';
import { fillIn, WORDS, type Locale } from './template-texts';
import { packageParts, sharedStringsXml } from './xlsx-parts';
import { displayWidth, worksheetXml, type SheetCell, type WorksheetSpec } from './xlsx-sheet';
import { STYLE } from './xlsx-styles';
import { ZipWriter } from './zip-writer';

const FIRST_ROW = 2;
const LAST_ROW = FIRST_ROW + LIMITS.rows - 1;

/**
 * The import template of one source, made from its entity: a sheet to fill in with an example that is never imported, a sheet
 * of instructions, and a very hidden one with the mark and the lists behind the drop-downs.
 */
export async function writeTemplate(source: TemplateName, locale: Locale): Promise<FileChunks> {
  const template: ImportTemplate = IMPORT_TEMPLATES[source];
  const columns = templateColumns(template, locale);
  const lists = makeDropLists(columns, FIRST_ROW, locale);
  const areas = Object.entries(lists.names).map(([name, area]) => [name, `${MARK_SHEET}!${area}`] as const);
  const sheets: [name: string, spec: WorksheetSpec][] = [
    [template.entity[locale], dataSheet(columns, lists, locale)],
    [WORDS.rules[locale], guideSheet(template, columns, locale)],
    [MARK_SHEET, hiddenSheet(template, lists)],
  ];
  const zip = new ZipWriter();
  const described = sheets.map(([name], i) => ({ name, veryHidden: i === sheets.length - 1 }));
  for (const [name, xml] of packageParts(described, Object.fromEntries(areas))) await zip.add(name, [xml]);
  for (const [i, [, spec]] of sheets.entries()) await zip.add(`xl/worksheets/sheet${i + 1}.xml`, worksheetXml(spec));
  await zip.add('xl/sharedStrings.xml', sharedStringsXml([]));
  return zip.finish();
}

function dataSheet(columns: readonly TemplateColumn[], lists: DropLists, locale: Locale): WorksheetSpec {
  const headers = columns.map(({ field }): SheetCell => {
    return field.required
      ? { text: `*${field[locale]}`, style: STYLE.required }
      : { text: field[locale], style: STYLE.header };
  });
  // The first cell of the example says what the row is.
  const examples = columns.map(({ example: text }, i) => (i === 0 ? fillIn(WORDS.example[locale], { text }) : text));
  const rules = columns.map(({ name, field, letter }) =>
    ruleXml(field, `${letter}${FIRST_ROW}:${letter}${LAST_ROW}`, lists.formulas[name], locale),
  );
  return {
    // Text format for whole columns: an identity number typed into a General cell loses its last three digits.
    columns: headers.map((header, i) => ({ width: widthOf(header.text, examples[i]!), style: STYLE.text })),
    rows: [{ cells: headers }, { cells: examples.map((text) => ({ text, style: STYLE.example })) }],
    frozen: { rows: 1, columns: 1 },
    rules: rules.filter((rule) => rule !== undefined),
    isFirst: true,
  };
}

function hiddenSheet({ entity, version }: ImportTemplate, lists: DropLists): WorksheetSpec {
  const mark = markRows({ kind: 'template', source: entity.name, version });
  const blank = Array.from({ length: LISTS_ROW - 1 - mark.length }, (): string[] => []);
  const rows = [...mark, ...blank, ...lists.rows];
  return { columns: [], rows: rows.map((cells) => ({ cells: cells.map(toCell) })) };
}

function toCell(value: string | number): SheetCell {
  return typeof value === 'number' ? { text: String(value), style: STYLE.plain, type: 'number' } : { text: value };
}

function widthOf(header: string, example: string): number {
  return Math.min(44, Math.max(12, displayWidth(header) + 4, displayWidth(example) + 2));
}
