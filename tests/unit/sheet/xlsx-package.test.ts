import { strToU8, unzipSync, Zip, ZipDeflate, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { detectFormat, readSpreadsheet } from '@renderer/workers/sheet/reader';
import { unwrap } from '@shared/kernel/result';
import { buildBook, grid, HEAD, MAIN, readSheet, refusal, relations, sheetOf } from './workbook-builder';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const STRICT = 'http://purl.oclc.org/ooxml';
const rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45838</v></c></row>';
const parts = { rows, strings: '<si><t>甲</t></si>', formats: ['yyyy-mm-dd'] };
const SEEN = [['甲', '2025-06-30']];

function workbook(sheets: string, before = ''): string {
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">${before}<sheets>${sheets}</sheets></workbook>`;
}

/** Every XML part changed in the same way. */
function mapParts(bytes: Uint8Array, change: (xml: string, name: string) => string | Uint8Array): Uint8Array {
  const changed = Object.entries(unzipSync(bytes)).map(([name, part]) => {
    const made = change(new TextDecoder().decode(part), name);
    return [name, typeof made === 'string' ? strToU8(made) : made] as const;
  });
  return zipSync(Object.fromEntries(changed));
}

function utf16(text: string): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2 + 2));
  view.setUint16(0, 0xfeff, true);
  for (let i = 0; i < text.length; i++) view.setUint16(2 + i * 2, text.charCodeAt(i), true);
  return new Uint8Array(view.buffer);
}

describe('the same package written in other ways', () => {
  it.each<[string, (xml: string, name: string) => string | Uint8Array]>([
    ['with a prefix on every element of every part', (xml) => prefixed(xml)],
    [
      'in strict OOXML throughout',
      (xml) =>
        xml
          .replaceAll(MAIN, `${STRICT}/spreadsheetml/main`)
          .replaceAll(OFFICE, `${STRICT}/officeDocument/relationships`),
    ],
    ['with a byte order mark before every part', (xml) => `\ufeff${xml}`],
    ['in UTF-16', (xml) => utf16(xml.replace('encoding="UTF-8"', 'encoding="UTF-16"'))],
    ['with single quotes', (xml) => xml.replace(/="([^"']*)"/g, "='$1'")],
    ['with comments and line breaks between tags', (xml) => xml.replaceAll('><', '>\n<!-- x -->\n<')],
    ['without an XML declaration', (xml) => xml.replace(HEAD, '')],
  ])('reads it %s', async (_, change) => {
    const bytes = mapParts(buildBook(parts), change);
    expect(await detectFormat(bytes)).toBe('xlsx');
    expect(grid(await readSheet(bytes))).toEqual(SEEN);
  });

  it('reads choices for newer programs and the fallback for the others', async () => {
    const mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"';
    const styles = `${HEAD}<styleSheet xmlns="${MAIN}" ${mc}><numFmts count="1"><mc:AlternateContent><mc:Choice Requires="x16r2"><numFmt numFmtId="200" formatCode="yyyy-mm-dd"/></mc:Choice><mc:Fallback><numFmt numFmtId="200" formatCode="yyyy-mm-dd"/></mc:Fallback></mc:AlternateContent></numFmts><cellXfs><xf/><xf numFmtId="200"/></cellXfs></styleSheet>`;
    const before = `<mc:AlternateContent ${mc}><mc:Choice Requires="x15"><x15ac:absPath url="C:\\" xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"/></mc:Choice></mc:AlternateContent>`;
    const sheet = `${HEAD}<worksheet xmlns="${MAIN}" ${mc}>${before}<sheetData>${rows}</sheetData><mc:AlternateContent><mc:Choice Requires="x14"><controls/></mc:Choice></mc:AlternateContent></worksheet>`;
    const files = {
      'xl/styles.xml': styles,
      'xl/workbook.xml': workbook('<sheet name="S" sheetId="1" r:id="rId1"/>', before),
    };
    expect(grid(await sheetOf({ ...parts, rows: sheet, files }))).toEqual(SEEN);
  });
});

function prefixed(xml: string): string {
  return xml.replace(/<(\/?)(?=[A-Za-z])/g, '<$1x:').replace(/ xmlns="/, ' xmlns:x="');
}

describe('parts that are not where they are expected', () => {
  it('does without styles and without shared strings', async () => {
    const plain = '<row><c><v>7</v></c><c s="4" t="str"><v>乙</v></c></row>';
    const files = { 'xl/styles.xml': null, 'xl/sharedStrings.xml': null };
    expect(grid(await sheetOf({ rows: plain, files }))).toEqual([['7', '乙']]);
    expect(await refusal(buildBook({ rows, files }))).toBe('file.damaged');
  });

  it.each([
    ['missing', null],
    [
      'naming the workbook by a default alone',
      `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
    ],
  ])('knows the workbook with its content types %s', async (_, types) => {
    const bytes = buildBook({ ...parts, files: { '[Content_Types].xml': types } });
    expect([await detectFormat(bytes), grid(await readSheet(bytes))]).toEqual(['xlsx', SEEN]);
  });

  it('finds strings and styles by their names when no relation leads to them', async () => {
    const files = { 'xl/_rels/workbook.xml.rels': relations([['rId1', 'worksheet', 'worksheets/sheet1.xml']]) };
    expect(grid(await sheetOf({ ...parts, files }))).toEqual(SEEN);
  });

  it('refuses two sheets that are one part', async () => {
    const two = workbook('<sheet name="A" sheetId="1" r:id="rId1"/><sheet name="B" sheetId="2" r:id="rId1"/>');
    expect(await refusal(buildBook({ ...parts, files: { 'xl/workbook.xml': two } }))).toBe('file.damaged');
  });

  it('keeps sheet names as they are, and lists dialog and macro sheets as tabs without cells', async () => {
    const names = ['商户・1', '😀 ​', "O'Brien &amp; &quot;Co&quot;", '=1+1', ' 前后 '];
    const sheets = [...names, 'D', 'M'].map(
      (name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`,
    );
    const data = `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`;
    const worksheets = names.map((_, i): [string, string, string] => [`rId${i + 1}`, 'worksheet', `s${i}.xml`]);
    const files = {
      'xl/workbook.xml': workbook(sheets.join('')),
      'xl/_rels/workbook.xml.rels': relations([
        ...worksheets,
        ['rId6', 'dialogsheet', 'd.xml'],
        ['rId7', 'xlMacrosheet', 'm.xml'],
      ]),
      ...Object.fromEntries(names.map((_, i) => [`xl/s${i}.xml`, data])),
    };
    const read = unwrap(await readSpreadsheet(buildBook({ ...parts, files }), 'x'));
    expect(read.sheets.map((sheet) => [sheet.name, sheet.rowCount])).toEqual([
      ['商户・1', 1],
      ['😀 ​', 1],
      ['O\'Brien & "Co"', 1],
      ['=1+1', 1],
      [' 前后 ', 1],
      ['D', 0],
      ['M', 0],
    ]);
  });
});

describe('archives as programs stream them', () => {
  it('reads parts whose sizes come behind them, and an archive with a remark at its end', async () => {
    const pieces: Uint8Array[] = [];
    const zip = new Zip((_, piece) => pieces.push(piece));
    for (const [name, part] of Object.entries(unzipSync(buildBook(parts)))) {
      const entry = new ZipDeflate(name);
      zip.add(entry);
      entry.push(part, true);
    }
    zip.end();
    const streamed = new Uint8Array(pieces.flatMap((piece) => [...piece]));
    expect(streamed[6]! & 8).toBe(8);
    expect(grid(await readSheet(streamed))).toEqual(SEEN);
    const remark = zipSync({}, {}).length;
    const noted = new Uint8Array([...streamed, ...strToU8('made by a server')]);
    new DataView(noted.buffer).setUint16(streamed.length - remark + 20, 16, true);
    expect(grid(await readSheet(noted))).toEqual(SEEN);
  });
});
