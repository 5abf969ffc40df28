import type { ImportTemplate } from '@shared/imports/templates/define';
import { LIMITS } from './limits';
import { ruleOf } from './template-rules';
import { fillIn, STEPS, WORDS, type Locale } from './template-texts';
import type { TemplateColumn } from './template-columns';
import { columnName } from './xlsx-parts';
import { displayWidth, type SheetCell, type SheetRow, type WorksheetSpec } from './xlsx-sheet';
import { STYLE } from './xlsx-styles';

const WIDTHS = [26, 10, 64, 34];
const LINE = 17;

/** How to fill the template in: the steps, then every field with its rule and an example. */
export function guideSheet(
  { entity, version }: ImportTemplate,
  columns: readonly TemplateColumn[],
  locale: Locale,
): WorksheetSpec {
  const name = entity[locale];
  const steps = STEPS[locale].map((step, i) =>
    stepRow(`${i + 1}. ${fillIn(step, { name, rows: LIMITS.rows.toLocaleString('en') })}`),
  );
  const rows: SheetRow[] = [
    { cells: [{ text: fillIn(WORDS.title[locale], { name }), style: STYLE.title }], height: 24 },
    ...steps,
    { cells: [] },
    { cells: WORDS.columns[locale].map((text): SheetCell => ({ text, style: STYLE.header })) },
    ...columns.map((column) => fieldRow(column, locale)),
    { cells: [] },
    { cells: [{ text: fillIn(WORDS.version[locale], { version }), style: STYLE.quiet }] },
  ];
  const last = columnName(WIDTHS.length - 1);
  return {
    columns: WIDTHS.map((width) => ({ width, style: STYLE.text })),
    rows,
    fitsWidth: true,
    merges: steps.map((_, i) => `A${i + 2}:${last}${i + 2}`),
  };
}

/** Merged cells do not grow by themselves. */
function stepRow(text: string): SheetRow {
  const room = WIDTHS.reduce((sum, width) => sum + width, -6);
  const lines = Math.ceil(displayWidth(text, room * 3) / room);
  return { cells: [{ text, style: STYLE.wrapped }], height: LINE * lines };
}

function fieldRow({ field, example }: TemplateColumn, locale: Locale): SheetRow {
  const isRequired = field.required === true;
  return {
    cells: [
      { text: field[locale], style: isRequired ? STYLE.fieldRequired : STYLE.wrapped },
      { text: isRequired ? WORDS.yes[locale] : WORDS.no[locale], style: STYLE.wrapped },
      { text: ruleOf(field, locale), style: STYLE.wrapped },
      { text: example, style: STYLE.wrapped },
    ],
  };
}
