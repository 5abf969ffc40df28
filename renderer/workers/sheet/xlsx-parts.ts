/** The fixed and the small parts of a written .xlsx (ECMA-376 part 1, transitional). */
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export function packageParts(sheetName: string): [string, string][] {
  return [
    [
      '[Content_Types].xml',
      `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
        `<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>` +
        `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/>` +
        `<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>` +
        `<Override PartName="/xl/sharedStrings.xml" ContentType="${TYPE}.sharedStrings+xml"/></Types>`,
    ],
    ['_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']])],
    [
      'xl/workbook.xml',
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><bookViews><workbookView/></bookViews><sheets><sheet name="${escapeXml(safeSheetName(sheetName))}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relations([
        ['worksheet', 'worksheets/sheet1.xml'],
        ['styles', 'styles.xml'],
        ['sharedStrings', 'sharedStrings.xml'],
      ]),
    ],
    ['xl/styles.xml', STYLES],
  ];
}

/** Formats: 0 default, 1 header, 2 text, 3 date, 4 rate, 5 number, 6 flagged text. */
const STYLES =
  `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="0.00##%"/></numFmts>` +
  '<fonts count="2"><font><sz val="11"/><name val="Microsoft YaHei"/></font><font><b/><sz val="11"/><name val="Microsoft YaHei"/></font></fonts>' +
  '<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF7"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFC7CE"/></patternFill></fill></fills>' +
  '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="7"><xf xfId="0"/>' +
  '<xf numFmtId="49" fontId="1" fillId="2" applyNumberFormat="1" applyFont="1" applyFill="1" xfId="0"/>' +
  '<xf numFmtId="49" applyNumberFormat="1" xfId="0"/><xf numFmtId="164" applyNumberFormat="1" xfId="0"/>' +
  '<xf numFmtId="165" applyNumberFormat="1" xfId="0"/><xf numFmtId="0" xfId="0"/><xf numFmtId="49" fillId="3" applyNumberFormat="1" applyFill="1" xfId="0"/></cellXfs></styleSheet>';

/** Up to and including `<sheetData>`: the header row is frozen. */
export function headXml(widths: readonly number[]): string {
  const columns = widths.map((w, i) => `<col min="${i + 1}" max="${i + 1}" width="${w}" customWidth="1"/>`).join('');
  return (
    `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
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

function escapeXml(text: string): string {
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
