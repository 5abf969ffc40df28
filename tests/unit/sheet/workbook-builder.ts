import { strToU8, zipSync, type Zippable } from 'fflate';
import { readSpreadsheet, type ReadOptions } from '@renderer/workers/sheet/reader';
import { unwrap } from '@shared/kernel/result';
import type { RawSheet } from '@shared/imports/define';

export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
export const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

export interface BookParts {
  /** Inside `<sheetData>`; or a whole part when it starts with `<?xml` or is bytes. */
  rows?: string | Uint8Array;
  /** After `</sheetData>`. */
  tail?: string;
  /** Inside `<sst>`; or a whole part. */
  strings?: string | Uint8Array;
  /** Format codes; cell style n + 1 has the n-th. */
  formats?: string[];
  /** Attributes of `<workbookPr>`. */
  workbookPr?: string;
  /** Extra or replaced files; `null` leaves one out. */
  files?: Record<string, string | Uint8Array | null>;
}

/** A small .xlsx made of raw XML, so that a test can say exactly what stands in the file. */
export function buildBook(parts: BookParts): Uint8Array {
  const files: Record<string, string | Uint8Array | null> = {
    '[Content_Types].xml': `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
    '_rels/.rels': relations([['rId1', 'officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr ${parts.workbookPr ?? ''}/><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
      ['rId2', 'styles', 'styles.xml'],
      ['rId3', 'sharedStrings', 'sharedStrings.xml'],
    ]),
    'xl/worksheets/sheet1.xml': whole(
      parts.rows ?? '',
      (rows) => `<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData>${parts.tail ?? ''}</worksheet>`,
    ),
    'xl/sharedStrings.xml': whole(parts.strings ?? '', (items) => `<sst xmlns="${MAIN}">${items}</sst>`),
    'xl/styles.xml': styles(parts.formats ?? []),
    ...parts.files,
  };
  const zippable: Zippable = {};
  for (const [name, content] of Object.entries(files)) {
    if (content !== null) zippable[name] = typeof content === 'string' ? strToU8(content) : content;
  }
  return zipSync(zippable);
}

export function relations(list: [id: string, type: string, target: string][]): string {
  const items = list.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${items.join('')}</Relationships>`;
}

function whole(content: string | Uint8Array, wrap: (inner: string) => string): string | Uint8Array {
  return typeof content !== 'string' || content.startsWith('<?xml') ? content : HEAD + wrap(content);
}

function styles(formats: string[]): string {
  const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  const numFmts = formats.map((code, i) => `<numFmt numFmtId="${200 + i}" formatCode="${escape(code)}"/>`).join('');
  const xfs = formats.map((_, i) => `<xf numFmtId="${200 + i}" applyNumberFormat="1"/>`).join('');
  return `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts>${numFmts}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf/>${xfs}</cellXfs></styleSheet>`;
}

export async function readSheet(bytes: Uint8Array, name = 'test.xlsx'): Promise<RawSheet> {
  return unwrap(await readSpreadsheet(bytes, name)).sheets[0]!;
}

/** The sheet of a book made of these parts. */
export function sheetOf(parts: BookParts): Promise<RawSheet> {
  return readSheet(buildBook(parts));
}

/** Why a file is refused; `ok` when it is not. */
export async function refusal(bytes: Uint8Array, name = 'test.xlsx', options?: ReadOptions): Promise<string> {
  const result = await readSpreadsheet(bytes, name, options);
  return result.ok ? 'ok' : result.error.code;
}

/** All cells as rows of text, from A1. */
export function grid(sheet: RawSheet): string[][] {
  return Array.from({ length: sheet.rowCount }, (_, r) =>
    Array.from({ length: sheet.columnCount }, (_, c) => sheet.cell(r, c)),
  );
}
