import { columnName, escapeXml, MAIN, OFFICE, HEAD, textXml } from './xlsx-parts';
import { STYLE } from './xlsx-styles';

/** Text unless said otherwise: nothing that is written becomes a formula. `number` and `error` are stored as what they are. */
export interface SheetCell {
  text: string;
  style?: number;
  type?: 'text' | 'number' | 'error';
}

export interface SheetRow {
  cells: readonly (SheetCell | undefined)[];
  /** In points; the program's own choice otherwise. */
  height?: number;
}

export interface WorksheetSpec {
  /** `style` is what cells of the column have that nobody wrote yet. */
  columns: readonly { width: number; style?: number }[];
  rows: Iterable<SheetRow>;
  frozen?: { rows: number; columns: number };
  /** The sheet a person sees first. */
  isFirst?: boolean;
  merges?: readonly string[];
  /** `dataValidation` elements. */
  rules?: readonly string[];
  /** 1-based row of the headers that get a filter. */
  filterRow?: number;
  hasNotes?: boolean;
  /** Printed on pages as wide as the sheet. */
  fitsWidth?: boolean;
}

const ROWS_PER_PIECE = 500;
const FIT = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>';
const LANDSCAPE = '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>';

/** A worksheet part in pieces, rows as they come; the elements stand in the order the schema wants. */
export function* worksheetXml(spec: WorksheetSpec): Generator<string> {
  yield `${HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}">${spec.fitsWidth ? FIT : ''}${viewXml(spec)}${columnsXml(spec)}<sheetData>`;
  let xml = '';
  let rows = 0;
  for (const row of spec.rows) {
    xml += rowXml(row, ++rows);
    if (rows % ROWS_PER_PIECE > 0) continue;
    yield xml;
    xml = '';
  }
  const { merges = [], rules = [], filterRow, columns, hasNotes, fitsWidth } = spec;
  const area = `A${filterRow ?? 1}:${columnName(columns.length - 1)}${Math.max(rows, 1)}`;
  yield (
    `${xml}</sheetData>` +
    (filterRow === undefined ? '' : `<autoFilter ref="${area}"/>`) +
    list(
      'mergeCells',
      merges.map((ref) => `<mergeCell ref="${ref}"/>`),
    ) +
    list('dataValidations', rules) +
    (fitsWidth ? LANDSCAPE : '') +
    // No green triangle on every long number.
    (filterRow === undefined
      ? ''
      : `<ignoredErrors><ignoredError sqref="${area}" numberStoredAsText="1"/></ignoredErrors>`) +
    (hasNotes ? '<legacyDrawing r:id="rId1"/>' : '') +
    '</worksheet>'
  );
}

/** Room that text takes, in the width of a digit. */
export function displayWidth(text: string, most = 60): number {
  let width = 0;
  for (let i = 0; i < text.length && width < most; i++) width += text.charCodeAt(i) > 0xff ? 2 : 1;
  return width;
}

function viewXml({ frozen, isFirst }: WorksheetSpec): string {
  const open = `<sheetViews><sheetView${isFirst ? ' tabSelected="1"' : ''} workbookViewId="0">`;
  if (!frozen) return `${open}</sheetView></sheetViews>`;
  const { rows, columns } = frozen;
  const split = (columns > 0 ? ` xSplit="${columns}"` : '') + (rows > 0 ? ` ySplit="${rows}"` : '');
  const corner = `${columnName(columns)}${rows + 1}`;
  const pane = columns > 0 ? 'bottomRight' : 'bottomLeft';
  return `${open}<pane${split} topLeftCell="${corner}" activePane="${pane}" state="frozen"/></sheetView></sheetViews>`;
}

function columnsXml({ columns }: WorksheetSpec): string {
  return list(
    'cols',
    columns.map(
      ({ width, style }, i) =>
        `<col min="${i + 1}" max="${i + 1}" width="${width}"${style === undefined ? '' : ` style="${style}"`} customWidth="1"/>`,
    ),
  );
}

function rowXml({ cells, height }: SheetRow, r: number): string {
  const open = `<row r="${r}"${height === undefined ? '' : ` ht="${height}" customHeight="1"`}>`;
  return `${open}${cells.map((cell, c) => (cell ? cellXml(cell, `${columnName(c)}${r}`) : '')).join('')}</row>`;
}

/** An empty cell is written for its looks. */
function cellXml({ text, style = STYLE.text, type = 'text' }: SheetCell, ref: string): string {
  const open = `<c r="${ref}" s="${style}"`;
  if (text === '') return style === STYLE.text ? '' : `${open}/>`;
  if (type === 'number') return `${open}><v>${text}</v></c>`;
  if (type === 'error') return `${open} t="e"><v>${escapeXml(text)}</v></c>`;
  return `${open} t="inlineStr"><is>${textXml(text)}</is></c>`;
}

function list(tag: string, items: readonly string[]): string {
  return items.length === 0 ? '' : `<${tag}>${items.join('')}</${tag}>`;
}
