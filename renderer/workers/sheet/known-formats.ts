import type { ZipDirectory } from './zip';

/**
 * Files that are recognised by their first bytes and not read here, so that a person is told what they have in hand. Names are
 * the same in every language.
 */
const MAGIC: readonly [start: RegExp, name: string, isArchive?: true][] = [
  [/^%PDF/, 'PDF'],
  [/^\x89PNG/, 'PNG'],
  [/^\xff\xd8\xff/, 'JPEG'],
  [/^GIF8/, 'GIF'],
  [/^BM.{4}\0{4}/s, 'BMP'],
  [/^RIFF.{4}WEBP/s, 'WebP'],
  [/^(?:II\*\0|MM\0\*)/, 'TIFF'],
  [/^Rar!/, 'RAR', true],
  [/^7z\xbc\xaf/, '7z', true],
  [/^\x1f\x8b/, 'GZIP', true],
  [/^SQLite format 3/, 'SQLite'],
  [/^\{\\rtf/, 'RTF'],
  [/^\0\x01\0\0Standard (?:Jet|ACE) DB/, 'Access'],
  // Its first two records: a table whose first column is called ID begins with `ID;` as well.
  [/^ID;P[A-Z0-9;]*\r?\n(?:(?:P|O|F|B|C|W|NN|NE|NU);|E\r?\n)/, 'SYLK (.slk)'],
  [/^TABLE\r?\n0,1/, 'DIF'],
  [/^MIME-Version:/i, 'MHTML (.mht)'],
  [/^\s*(?:\{\s*"|\[\s*[{[])/, 'JSON'],
  [/^\0\0\x02\0[\x04-\x06]\x04/, 'Lotus 1-2-3 (.wk1)'],
  [/^\0\0\x1a\0[\0-\x05]\x10/, 'Lotus 1-2-3 (.wk3, .123)'],
  [/^\0\0\x02\0(?:\x01|\x20|\x21)\x10/, 'Quattro Pro'],
];

/** What the bytes are, if they are something known that is not read. `head`: the first bytes, one character each. */
export function recognise(head: string): { name: string; isArchive: boolean } | undefined {
  const found = MAGIC.find(([start]) => start.test(head.replace(/^\xef\xbb\xbf/, '')));
  if (found) return { name: found[1], isArchive: found[2] === true };
  return isDbase(head) ? { name: 'dBASE (.dbf)', isArchive: false } : undefined;
}

/** A kind, a date (year, month, day), then how many records, and how long header and record are. */
function isDbase(head: string): boolean {
  if (!/^[\x02\x03\x30-\x32\x43\x63\x83\x8b\xcb\xf5\xfb]/.test(head) || head.length < 32) return false;
  const [month, day] = [head.charCodeAt(2), head.charCodeAt(3)];
  const headerLength = head.charCodeAt(8) + head.charCodeAt(9) * 256;
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && headerLength % 32 <= 9 && /^\0\0/.test(head.slice(12));
}

/** What a zip is that is no workbook, and the first spreadsheet in it when it is a plain archive. */
export function recogniseZip(zip: ZipDirectory, mimetype: string): { name: string; inside?: string } {
  if (zip.has('word/document.xml')) return { name: 'Word (.docx)' };
  if (zip.has('ppt/presentation.xml')) return { name: 'PowerPoint (.pptx)' };
  if (zip.has('index/document.iwa') || zip.has('index.zip')) return { name: 'Apple Numbers (.numbers)' };
  if (/opendocument|sun\.xml/.test(mimetype)) return { name: mimetype.replace(/^application\//, '').slice(0, 60) };
  const inside = [...zip.values()].find(({ name }) => /\.(xls[xmb]?|csv|ods|et)$/i.test(name))?.name;
  return { name: 'ZIP', ...(inside ? { inside } : {}) };
}

/** By the streams of a compound file, as far as they are no workbook's. */
export function recogniseOle(streams: readonly string[]): string | undefined {
  if (streams.includes('worddocument')) return 'Word (.doc)';
  if (streams.includes('powerpoint document')) return 'PowerPoint (.ppt)';
  return streams.includes('contents') ? 'Microsoft Works' : undefined;
}

export function recogniseXml(head: string): string {
  if (/gnumeric/i.test(head)) return 'Gnumeric';
  if (/w:wordDocument|office\/word/i.test(head)) return 'Word 2003 XML';
  return 'XML';
}
