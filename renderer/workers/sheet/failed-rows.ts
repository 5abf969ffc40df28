import type { FileChunks } from '@shared/contracts/sheet';
import { MARK_SHEET, markRows } from '@shared/imports/file-mark';
import { merchant } from '@shared/entities/merchant';
import type { ImportPlan } from '@shared/imports/plan';
import { IMPORT_TEMPLATES } from '@shared/imports/templates';
import type { Understood } from '@shared/imports/understand';
import { arrangeColumns, type FailedColumns } from './failed-columns';
import { toFailedRow, type FailedRow } from './failed-from-plan';
import { FAILED_SHEET, fillIn, REASON_WORDS, type Locale } from './template-texts';
import type { Pace } from './pace';
import { commentsXml, MAX_NOTES, noteShapesXml, type CellNote } from './xlsx-notes';
import { packageParts, sharedStringsXml } from './xlsx-parts';
import { displayWidth, worksheetXml, type SheetRow } from './xlsx-sheet';
import { STYLE } from './xlsx-styles';
import { ZipWriter } from './zip-writer';

/** Rows looked at to find how wide the columns should be. */
const SAMPLE = 200;
const REASON_WIDTH = 84;
const LINE_POINTS = 16.5;
/** Excel's tallest row. */
const MOST_POINTS = 409;

/**
 * The rows that an import leaves out because of what is wrong with them, ready to be corrected and imported again: the columns
 * of the file in their order, bad cells on red with a note, the reason last. A hidden sheet remembers what the columns mean,
 * so that nothing has to be guessed again.
 */
export async function writeFailedRows(
  plan: ImportPlan,
  understood: Understood,
  locale: Locale,
  pace: Pace = () => Promise.resolve(),
): Promise<FileChunks> {
  const columns = arrangeColumns(understood, plan.leftOver(), locale);
  const notes: CellNote[] = [];
  const zip = new ZipWriter();
  const sheets = [
    { name: FAILED_SHEET[locale], notes: true },
    { name: MARK_SHEET, veryHidden: true },
  ];
  for (const [name, xml] of packageParts(sheets)) await zip.add(name, [xml]);
  const total = plan.countLeftOver();
  const written = { rows: -columns.headers.length };
  const spec = {
    columns: columnWidths(plan, understood, columns, locale),
    rows: counted(sheetRows(plan, understood, columns, locale, notes), written),
    frozen: { rows: columns.headers.length, columns: 0 },
    filterRow: columns.headers.length,
    isFirst: true,
    hasNotes: true,
  };
  await zip.add(
    'xl/worksheets/sheet1.xml',
    paced(worksheetXml(spec), () => pace(Math.max(0, written.rows), total)),
  );
  const { version } = IMPORT_TEMPLATES.merchant;
  const mark = markRows({ kind: 'leftover', source: merchant.name, version, columns: columns.mark });
  const hidden = { columns: [], rows: mark.map((cells) => ({ cells: cells.map((text) => ({ text })) })) };
  await zip.add('xl/worksheets/sheet2.xml', worksheetXml(hidden));
  await zip.add('xl/comments1.xml', [commentsXml(notes, REASON_WORDS[locale].author)]);
  await zip.add('xl/drawings/vmlDrawing1.vml', [noteShapesXml(notes)]);
  await zip.add('xl/sharedStrings.xml', sharedStringsXml([]));
  return zip.finish();
}

function* counted(rows: Iterable<SheetRow>, written: { rows: number }): Generator<SheetRow> {
  for (const row of rows) {
    yield row;
    written.rows++;
  }
}

/** A worksheet comes in pieces of some hundred rows. */
async function* paced(pieces: Iterable<string>, pace: () => Promise<void>): AsyncGenerator<string> {
  for (const piece of pieces) {
    await pace();
    yield piece;
  }
}

function* sheetRows(
  plan: ImportPlan,
  understood: Understood,
  columns: FailedColumns,
  locale: Locale,
  notes: CellNote[],
): Generator<SheetRow> {
  for (const cells of columns.headers) yield { cells: cells.map((text) => ({ text, style: STYLE.header })) };
  const words = REASON_WORDS[locale];
  const reasonColumn = columns.headers.at(-1)!.length - 1;
  notes.push({
    row: columns.headers.length - 1,
    column: reasonColumn,
    text: fillIn(words.help, { notes: MAX_NOTES - 1 }),
  });
  let row = columns.headers.length;
  for (const planned of plan.leftOver()) {
    const failed = toFailedRow(planned, understood, columns, locale);
    yield toSheetRow(failed);
    for (const [column, text] of reasonsByColumn(failed)) {
      if (notes.length < MAX_NOTES) notes.push({ row, column, text });
    }
    row++;
  }
}

function toSheetRow({ cells, reasons }: FailedRow): SheetRow {
  const sentences = reasons.map((reason) => reason.text);
  const cell = { text: sentences.join('\n'), style: STYLE.wrapped };
  // Programs do not make room by themselves for text that wraps.
  const lines = sentences.reduce((sum, text) => sum + Math.ceil(displayWidth(text, 1_000) / (REASON_WIDTH - 4)), 0);
  return { cells: [...cells, cell], ...(lines > 1 && { height: Math.min(MOST_POINTS, lines * LINE_POINTS) }) };
}

function reasonsByColumn({ reasons }: FailedRow): Map<number, string> {
  const texts = new Map<number, string>();
  for (const { column, text } of reasons) {
    if (column === undefined) continue;
    const before = texts.get(column);
    texts.set(column, before === undefined ? text : `${before}\n${text}`);
  }
  return texts;
}

function columnWidths(plan: ImportPlan, understood: Understood, columns: FailedColumns, locale: Locale) {
  const labels = columns.headers.at(-1)!;
  const widths = labels.map((label) => Math.max(8, displayWidth(label) + 4));
  widths[widths.length - 1] = REASON_WIDTH;
  let sampled = 0;
  for (const planned of plan.leftOver()) {
    if (++sampled > SAMPLE) break;
    toFailedRow(planned, understood, columns, locale).cells.forEach((cell, column) => {
      if (cell) widths[column] = Math.max(widths[column]!, displayWidth(cell.text) + 2);
    });
  }
  return widths.map((width, i) => ({ width: i === widths.length - 1 ? width : Math.min(48, width) }));
}
