import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { detectFormat, readSpreadsheet } from '@renderer/workers/sheet/reader';
import { unwrap } from '@shared/kernel/result';
import { grid, refusal } from './workbook-builder';

const NAMES =
  'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"';
const TYPE = 'application/vnd.oasis.opendocument.spreadsheet';

function content(tables: string, styles = '', head = '<?xml version="1.0" encoding="UTF-8"?>'): string {
  return `${head}<office:document-content ${NAMES}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`;
}

function pack(xml: string, files: Record<string, string> = {}): Uint8Array {
  const all = { mimetype: TYPE, 'content.xml': xml, ...files };
  return zipSync(Object.fromEntries(Object.entries(all).map(([name, text]) => [name, strToU8(text)])));
}

const table = (rows: string, attributes = 'table:name="表"') => `<table:table ${attributes}>${rows}</table:table>`;
const text = (words: string) =>
  `<table:table-cell office:value-type="string"><text:p>${words}</text:p></table:table-cell>`;
const row = (...cells: string[]) => `<table:table-row>${cells.join('')}</table:table-row>`;

async function sheetsOf(tables: string, styles = '') {
  return unwrap(await readSpreadsheet(pack(content(tables, styles)), 'x.ods')).sheets;
}

async function cellOf(cell: string, styles = '') {
  const [sheet] = await sheetsOf(table(row(cell)), styles);
  return [sheet!.cell(0, 0), sheet!.kind(0, 0)];
}

describe('cells of .ods', () => {
  it.each([
    ['office:value-type="float" office:value="1234.5"', '1,234.50', '1234.5', 'number'],
    ['office:value-type="currency" office:currency="CNY" office:value="8"', '¥8.00', '8', 'number'],
    ['office:value-type="percentage" office:value="0.006"', '0.60%', '0.60%', 'percent'],
    ['office:value-type="percentage" office:value="0.006"', '1%', '0.6%', 'percent'],
    ['office:value-type="float" office:value="42"', '000042', '000042', 'number'],
    ['office:value-type="boolean" office:boolean-value="false"', '否', 'FALSE', 'boolean'],
    ['office:value-type="date" office:date-value="2025-06-30"', '30.06.25', '2025-06-30', 'date'],
    ['office:value-type="date" office:date-value="2025-06-30T08:05:09"', '8:05', '2025-06-30T08:05:09', 'date'],
    ['office:value-type="time" office:time-value="PT36H05M09.5S"', '36:05', '36:05:09.500', 'date'],
    ['office:value-type="time" office:time-value="PT1100112H30M00S"', '00:30', '2025-06-30T00:30:00', 'date'],
    ['office:value-type="string" office:string-value="" calcext:value-type="error"', '#N/A', '#N/A', 'error'],
    ['office:value-type="float" office:value="0"', '#DIV/0!', '#DIV/0!', 'error'],
    ['office:value-type="string" office:string-value="存的"', '看见的', '存的', 'text'],
    ['office:value-type="something-new"', '看见的', '看见的', 'text'],
    ['table:formula="of:=1*0" office:value-type="float" office:value="0"', '0', '0', 'number'],
  ])('reads %s shown as %s', async (attributes, shown, seen, kind) => {
    expect(await cellOf(`<table:table-cell ${attributes}><text:p>${shown}</text:p></table:table-cell>`)).toEqual([
      seen,
      kind,
    ]);
  });

  it.each([
    ['date-style', '45838', '2025-06-30', 'date'],
    ['time-style', '0.25', '06:00:00', 'date'],
    ['percentage-style', '0.006', '0.60%', 'percent'],
    ['number-style', '5', '5', 'number'],
  ])('takes a plain number with a %s for what the style makes of it', async (style, value, seen, kind) => {
    const styles = `<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/><number:${style} style:name="N1"/>`;
    const cell = `<table:table-cell table:style-name="ce1" office:value-type="float" office:value="${value}"><text:p>0.60%</text:p></table:table-cell>`;
    expect(await cellOf(cell, styles)).toEqual([seen, kind]);
  });

  it('joins paragraphs, runs, blanks, tabs and line breaks, and leaves comments, hints and drawings out', async () => {
    const cell =
      '<table:table-cell office:value-type="string"><office:annotation><text:p>批注</text:p></office:annotation><text:p>一<text:span>二</text:span>\n  三<text:s text:c="2"/><text:tab/>四<text:line-break/>五<text:ruby><text:ruby-base>六</text:ruby-base><text:ruby-text>liù</text:ruby-text></text:ruby></text:p><draw:frame><draw:text-box><text:p>图</text:p></draw:text-box></draw:frame><text:p>七</text:p></table:table-cell>';
    expect((await cellOf(cell))[0]).toBe('一二 三  \t四\n五六\n七');
  });
});

describe('where cells of .ods stand', () => {
  it('repeats rows and cells, skips empty ones however often they are repeated, and reads groups of rows', async () => {
    const rows = [
      '<table:table-header-rows><table:table-row><table:table-cell table:number-columns-repeated="2"/>',
      '<table:table-cell office:value-type="string" table:number-columns-repeated="2"><text:p>甲</text:p></table:table-cell>',
      '<table:table-cell table:number-columns-repeated="16380"/></table:table-row></table:table-header-rows>',
      '<table:table-row-group><table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="float" office:value="7"/></table:table-row></table:table-row-group>',
      '<table:table-row table:number-rows-repeated="1048573"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>',
    ];
    const [sheet] = await sheetsOf(table(rows.join('')));
    expect(grid(sheet!)).toEqual([
      ['', '', '甲', '甲'],
      ['7', '', '', ''],
      ['7', '', '', ''],
    ]);
  });

  it('hides what a merged cell covers, unless it repeats it', async () => {
    const spanned =
      '<table:table-cell table:number-rows-spanned="3" office:value-type="string"><text:p>甲</text:p></table:table-cell>';
    const covered = (words: string) =>
      `<table:covered-table-cell office:value-type="string"><text:p>${words}</text:p></table:covered-table-cell>`;
    const [sheet] = await sheetsOf(
      table(row(spanned, text('1')) + row(covered('甲'), text('2')) + row(covered('乙'), text('3'))),
    );
    expect(grid(sheet!)).toEqual([
      ['甲', '1'],
      ['甲', '2'],
      ['', '3'],
    ]);
  });

  it('lists sheets in order, hidden ones as hidden, and neither charts nor copies of other files', async () => {
    const styles =
      '<style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>';
    const chart = `<table:shapes><draw:frame><draw:object><office:document><office:body><office:chart>${table(row(text('图')), 'table:name="local-table"')}</office:chart></office:body></office:document></draw:object></draw:frame></table:shapes>`;
    const sheets = await sheetsOf(
      table(chart + row(text('一')), 'table:name="显" table:style-name="ta1"') +
        table('<table:table-source/>' + row(text('外')), `table:name="'file:///a.ods'#$S"`) +
        table(row(text('二')), 'table:name="藏" table:style-name="ta2"'),
      styles,
    );
    expect(sheets.map((s) => [s.name, s.hidden, grid(s)])).toEqual([
      ['显', false, [['一']]],
      ['藏', true, [['二']]],
    ]);
  });
});

describe('files of OpenDocument', () => {
  const xml = content(table(row(text('甲'))));

  it('reads a flat document, and an archive that lost its mimetype', async () => {
    const flat = xml
      .replaceAll('office:document-content', 'office:document')
      .replace(NAMES, `${NAMES} office:mimetype="${TYPE}"`);
    const manifest = `<?xml version="1.0"?><!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd"><manifest:manifest xmlns:manifest="m"><manifest:file-entry manifest:media-type="${TYPE}" manifest:full-path="/"/></manifest:manifest>`;
    const bare = zipSync({ 'META-INF/manifest.xml': strToU8(manifest), 'content.xml': strToU8(xml) });
    for (const bytes of [strToU8(flat), bare]) {
      const read = unwrap(await readSpreadsheet(bytes, 'x'));
      expect([read.format, await detectFormat(bytes), grid(read.sheets[0]!)]).toEqual(['ods', 'ods', [['甲']]]);
    }
  });

  it('refuses encryption, a DOCTYPE, a text document, a part that is missing or cut short', async () => {
    const encrypted = '<manifest:manifest xmlns:manifest="m"><manifest:encryption-data/></manifest:manifest>';
    expect(await refusal(pack(xml, { 'META-INF/manifest.xml': encrypted }))).toBe('file.encrypted');
    const doctype = content(table(row(text('&a;'))), '', '<!DOCTYPE x [<!ENTITY a "b">]>');
    expect(await refusal(pack(doctype))).toBe('file.forbidden_xml');
    expect(await refusal(pack(xml, { mimetype: 'application/vnd.oasis.opendocument.text' }))).toBe(
      'file.unsupported_format',
    );
    expect(await refusal(zipSync({ mimetype: strToU8(TYPE) }))).toBe('file.damaged');
    expect(await refusal(pack(xml.slice(0, -40)))).toBe('file.damaged');
    expect(await refusal(pack(content('')))).toBe('file.no_sheets');
  });

  it('is not filled by a long text said to repeat in every cell of a sheet', async () => {
    const cell = (columns: number) =>
      `<table:table-cell office:value-type="string" table:number-columns-repeated="${columns}"><text:p>${'长'.repeat(9_000)}</text:p></table:table-cell>`;
    const filled = (rows: number, columns: number) =>
      pack(content(table(`<table:table-row table:number-rows-repeated="${rows}">${cell(columns)}</table:table-row>`)));
    expect(await refusal(filled(1_000, 16_384))).toBe('file.too_many_cells');
    expect(await refusal(filled(1_048_576, 1))).toBe('file.too_many_rows');
    expect(await refusal(filled(1, 16_385))).toBe('file.too_many_columns');
    const [sheet] = unwrap(await readSpreadsheet(filled(2_000, 500), 'x')).sheets;
    expect(sheet!.cell(1_999, 499)).toBe('长'.repeat(9_000));
  });
});
