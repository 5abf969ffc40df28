import { stylesXml } from './xlsx-styles';

/** The fixed and the small parts of a written .xlsx (ECMA-376 part 1, transitional). */
export const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
export const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** One worksheet of a package; its part is `sheet<n>.xml`, counted from 1. */
export interface PackageSheet {
  name: string;
  /** Not to be unhidden from the menus of Excel. */
  veryHidden?: boolean;
  /** Comes with `comments<n>.xml` and `vmlDrawing<n>.vml`. */
  notes?: boolean;
}

/** Every part but the sheets themselves, what belongs to their notes, and the shared strings. */
export function packageParts(
  sheets: readonly PackageSheet[],
  definedNames: Readonly<Record<string, string>> = {},
): [string, string][] {
  const numbered = sheets.map((sheet, i) => ({ ...sheet, n: i + 1 }));
  const withNotes = numbered.filter((sheet) => sheet.notes);
  const targets = numbered.map(({ n }): [string, string] => ['worksheet', `worksheets/sheet${n}.xml`]);
  return [
    ['[Content_Types].xml', contentTypes(numbered)],
    ['_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']])],
    ['xl/workbook.xml', workbookXml(numbered, definedNames)],
    [
      'xl/_rels/workbook.xml.rels',
      relations([...targets, ['styles', 'styles.xml'], ['sharedStrings', 'sharedStrings.xml']]),
    ],
    ['xl/styles.xml', stylesXml(HEAD, MAIN)],
    ...withNotes.map(({ n }): [string, string] => [
      `xl/worksheets/_rels/sheet${n}.xml.rels`,
      relations([
        ['vmlDrawing', `../drawings/vmlDrawing${n}.vml`],
        ['comments', `../comments${n}.xml`],
      ]),
    ]),
  ];
}

function contentTypes(sheets: readonly (PackageSheet & { n: number })[]): string {
  const part = (name: string, type: string) =>
    `<Override PartName="/xl/${name}.xml" ContentType="${TYPE}.${type}+xml"/>`;
  return (
    `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
    '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>' +
    part('workbook', 'sheet.main') +
    sheets.map(({ n }) => part(`worksheets/sheet${n}`, 'worksheet')).join('') +
    sheets.map(({ n, notes }) => (notes ? part(`comments${n}`, 'comments') : '')).join('') +
    `${part('styles', 'styles')}${part('sharedStrings', 'sharedStrings')}</Types>`
  );
}

function workbookXml(
  sheets: readonly (PackageSheet & { n: number })[],
  definedNames: Readonly<Record<string, string>>,
): string {
  const list = sheets.map(
    ({ name, veryHidden, n }) =>
      `<sheet name="${escapeXml(safeSheetName(name))}" sheetId="${n}"${veryHidden ? ' state="veryHidden"' : ''} r:id="rId${n}"/>`,
  );
  const names = Object.entries(definedNames).map(
    ([name, area]) => `<definedName name="${name}">${escapeXml(area)}</definedName>`,
  );
  return (
    `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><bookViews><workbookView/></bookViews><sheets>${list.join('')}</sheets>` +
    `${names.length === 0 ? '' : `<definedNames>${names.join('')}</definedNames>`}</workbook>`
  );
}

/** Up to and including `<sheetData>`: the header row is frozen. Of several sheets only one is `selected`. */
export function headXml(widths: readonly number[], selected = true): string {
  const columns = widths.map((w, i) => `<col min="${i + 1}" max="${i + 1}" width="${w}" customWidth="1"/>`).join('');
  return (
    `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView${selected ? ' tabSelected="1"' : ''} workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
    `${columns === '' ? '' : `<cols>${columns}</cols>`}<sheetData>`
  );
}

/** From `</sheetData>` on: a filter on the header, and no green triangle on every long number. */
export function tailXml(columns: number, lastRow: number): string {
  if (columns === 0) return '</sheetData></worksheet>';
  const area = `A1:${columnName(columns - 1)}${lastRow}`;
  return `</sheetData><autoFilter ref="${area}"/><ignoredErrors><ignoredError sqref="${area}" numberStoredAsText="1"/></ignoredErrors></worksheet>`;
}

export function* sharedStringsXml(strings: readonly string[]): Generator<string> {
  yield `${HEAD}<sst xmlns="${MAIN}" uniqueCount="${strings.length}">`;
  for (let from = 0; from < strings.length; from += 5_000) {
    let xml = '';
    for (const text of strings.slice(from, from + 5_000)) xml += `<si>${textXml(text)}</si>`;
    yield xml;
  }
  yield '</sst>';
}

/** `<t>`, with blanks at the ends kept and characters that XML cannot hold written as `_xHHHH_`. */
export function textXml(text: string): string {
  const safe = SPECIAL.test(text) ? escapeText(text) : text;
  return EDGE_BLANK.test(text) ? `<t xml:space="preserve">${safe}</t>` : `<t>${safe}</t>`;
}

const EDGE_BLANK = /^\s|\s$|\n/;
const SPECIAL = /[&<>\0-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_/;

function escapeText(text: string): string {
  return escapeXml(
    text
      .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
      .replace(
        /[\0-\x08\x0b-\x1f\ufffe\uffff]/g,
        (c) => `_x${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
      ),
  );
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Excel allows 31 characters and none of `[]:*?/\`. */
function safeSheetName(name: string): string {
  const safe = name
    .replace(/[[\]:*?/\\]/g, ' ')
    .replace(/^'+|'+$/g, '')
    .slice(0, 31)
    .trim();
  return safe === '' ? 'Sheet1' : safe;
}

function relations(list: [type: string, target: string][]): string {
  const items = list.map(
    ([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${items.join('')}</Relationships>`;
}

/** 0 -> `A`, 16383 -> `XFD`. */
export function columnName(index: number): string {
  let name = '';
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26)) name = String.fromCharCode(65 + ((n - 1) % 26)) + name;
  return name;
}
