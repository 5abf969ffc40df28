import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readSpreadsheet } from '@renderer/workers/sheet/reader';
import { unwrap } from '@shared/kernel/result';
import { buildBook, grid, HEAD, MAIN, readSheet, refusal, relations, sheetOf } from './workbook-builder';

describe('text in cells', () => {
  it('joins the runs of rich text and leaves phonetic hints out', async () => {
    const strings =
      '<si><r><rPr><b/><sz val="11"/></rPr><t>东京</t></r><r><t xml:space="preserve"> 都</t></r><rPh sb="0" eb="2"><t>とうきょう</t></rPh><phoneticPr fontId="1"/></si>';
    const rows = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><r><t>a</t></r><rPh sb="0" eb="1"><t>x</t></rPh><r><t>b</t></r></is></c></row>`;
    expect(grid(await sheetOf({ strings, rows }))).toEqual([['东京 都', 'ab']]);
  });

  it.each([
    ['a&amp;b &lt;c&gt; &quot;d&apos; &#65;&#x4e2d;&#128512;', 'a&b <c> "d\' A中😀'],
    ['line_x000D_\nbreak', 'line\r\nbreak'],
    ['_x005F_x0041_ and _x4E2D_ and _xZZZZ_ and _x', '_x0041_ and 中 and _xZZZZ_ and _x'],
    ['a\r\nb\rc', 'a\nb\nc'],
    ['<![CDATA[<b> & ]]>done', '<b> & done'],
    ['𠮷野家', '𠮷野家'],
    ['  kept  ', '  kept  '],
    ['one<!-- a remark -->two', 'onetwo'],
  ])('reads %j as a person sees it', async (xml, seen) => {
    const strings = `<si><t xml:space="preserve">${xml}</t></si>`;
    const inline = `<c t="inlineStr"><is><t>${xml}</t></is></c><c t="str"><f>A1</f><v>${xml}</v></c>`;
    const sheet = await sheetOf({ strings, rows: `<row><c t="s"><v>0</v></c>${inline}</row>` });
    expect(grid(sheet)).toEqual([[seen, seen, seen]]);
  });

  it('shows booleans, errors, and results that are 0, FALSE or empty', async () => {
    const rows =
      '<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><f>1=2</f><v>0</v></c><c r="C1"><f>0*1</f><v>0</v></c><c r="D1" t="e"><v>#N/A</v></c><c r="E1" t="str"><f>""</f><v></v></c><c r="F1"><f>NOW()</f></c><c r="G1"/></row>';
    const read = unwrap(await readSpreadsheet(buildBook({ rows }), 'x'));
    const sheet = read.sheets[0]!;
    expect(grid(sheet)).toEqual([['TRUE', 'FALSE', '0', '#N/A']]);
    expect([0, 1, 2, 3, 4].map((c) => sheet.kind(0, c))).toEqual(['boolean', 'boolean', 'number', 'error', 'empty']);
    expect(read.warnings).toEqual([{ code: 'file.formulas_without_value', params: { count: 1 } }]);
  });

  it('takes the inline text of a cell that has a stored value beside it', async () => {
    const cells =
      '<c t="inlineStr"><v>1.0</v><is><r><t>1</t></r><r><t>.</t></r></is></c><c t="inlineStr"><is><t>a</t></is><v>9</v></c><c><is><t>b</t></is></c><c><v>7</v><is><t>c</t></is></c>';
    expect(grid(await sheetOf({ rows: `<row>${cells}</row>` }))).toEqual([['1.', 'a', 'b', '7']]);
  });

  it('reads the results of shared and array formulas', async () => {
    const rows =
      '<row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">B1*2</f><v>2</v></c></row><row r="2"><c r="A2"><f t="shared" si="0"/><v>4</v></c></row><row r="3"><c r="A3"><f t="array" ref="A3">IF(B1&gt;0,"a","b")</f><v>6</v></c></row>';
    expect(grid(await sheetOf({ rows }))).toEqual([['2'], ['4'], ['6']]);
  });
});

describe('where cells stand', () => {
  it('counts rows and cells that do not say where they are', async () => {
    const rows =
      '<row><c><v>1</v></c><c><v>2</v></c></row><row r="4"><c r="C4"><v>3</v></c><c><v>4</v></c></row><row><c/><c><v>5</v></c></row>';
    const sheet = await sheetOf({ rows });
    expect(grid(sheet)).toEqual([
      ['1', '2', '', ''],
      ['', '', '', ''],
      ['', '', '', ''],
      ['', '', '3', '4'],
      ['', '5', '', ''],
    ]);
  });

  it('puts rows and cells that come in no order where they belong, the later of two winning', async () => {
    const rows =
      '<row r="3"><c r="B3"><v>5</v></c><c r="A3"><v>4</v></c></row><row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="A3"><v>9</v></c></row>';
    expect(grid(await sheetOf({ rows }))).toEqual([
      ['1', ''],
      ['', ''],
      ['9', '5'],
    ]);
  });

  it('takes a lone cell in the last corner for one cell', async () => {
    const rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>';
    const sheet = await sheetOf({ rows });
    expect([sheet.rowCount, sheet.columnCount]).toEqual([1_048_576, 16_384]);
    expect([sheet.cell(0, 0), sheet.cell(1_048_575, 16_383), sheet.cell(500, 500)]).toEqual(['1', '2', '']);
    expect(sheet.kind(1_048_575, 16_383)).toBe('number');
  });

  it('ignores a dimension that lies, and cells that are only formatted', async () => {
    const sheet = `${HEAD}<worksheet xmlns="${MAIN}"><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>7</v></c><c r="ZZ1" s="1"/></row><row r="900000" spans="1:3"/></sheetData></worksheet>`;
    const read = await sheetOf({ rows: sheet });
    expect([read.rowCount, read.columnCount, read.cell(0, 0)]).toEqual([1, 1, '7']);
  });

  it('shows only the top-left cell of a merged area', async () => {
    const rows =
      '<row r="1"><c r="A1" t="str"><v>title</v></c><c r="B1" t="str"><v>hidden</v></c></row><row r="2"><c r="A2" t="str"><v>hidden</v></c><c r="C2" t="str"><v>seen</v></c></row>';
    const tail = '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>';
    expect(grid(await sheetOf({ rows, tail }))).toEqual([
      ['title', '', ''],
      ['', '', 'seen'],
    ]);
  });

  it('shows below a merged cell what repeats it, as in a column of groups filled before it was merged', async () => {
    const rows =
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>1</v></c></row><row r="2"><c r="A2" t="str"><v>浙江省</v></c><c r="B2"><v>2</v></c></row><row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3"><v>3</v></c></row>';
    const tail = '<mergeCells count="1"><mergeCell ref="A1:A3"/></mergeCells>';
    expect(grid(await sheetOf({ strings: '<si><t>浙江省</t></si><si><t>旧</t></si>', rows, tail }))).toEqual([
      ['浙江省', '1'],
      ['浙江省', '2'],
      ['', '3'],
    ]);
  });

  it('is not held up by 50,000 merged areas and validations over whole columns', async () => {
    const merges = Array.from({ length: 50_000 }, (_, i) => `<mergeCell ref="C${i + 1}:D${i + 1}"/>`).join('');
    const tail = `<mergeCells count="50000">${merges}</mergeCells><dataValidations><dataValidation type="list" sqref="A1:XFD1048576"><formula1>"a,b&gt;c"</formula1></dataValidation></dataValidations>`;
    const rows = '<row r="1"><c r="C1"><v>1</v></c><c r="D1"><v>2</v></c></row>';
    expect(grid(await sheetOf({ rows, tail }))).toEqual([['', '', '1']]);
  });

  it('gives 12,000 cells that share one string that string', async () => {
    const rows = Array.from(
      { length: 12_000 },
      (_, i) => `<row r="${i + 1}"><c r="A${i + 1}" t="s"><v>0</v></c></row>`,
    );
    const sheet = await sheetOf({ strings: '<si><t>同一句话</t></si>', rows: rows.join('') });
    expect(sheet.rowCount).toBe(12_000);
    expect(sheet.cell(11_999, 0)).toBe('同一句话');
  });
});

describe('ways to write the same workbook', () => {
  const rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c><c r="B1"><v>2</v></c></row>';
  const same = [['甲', '2']];

  it('reads elements with a prefix', async () => {
    const prefixed = `${HEAD}<x:worksheet xmlns:x="${MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c><x:c r="B1"><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>`;
    expect(grid(await sheetOf({ rows: prefixed }))).toEqual(same);
  });

  it('reads strict OOXML, single quotes and blanks in tags', async () => {
    const strict = `${HEAD}<worksheet xmlns='http://purl.oclc.org/ooxml/spreadsheetml/main'>\n <sheetData >\n <row r='1' >\n <c r = 'A1' t='inlineStr' ><is ><t >甲</t ></is ></c >\n<c r='B1'><v>2</v></c></row></sheetData></worksheet>`;
    expect(grid(await sheetOf({ rows: strict }))).toEqual(same);
  });

  it('reads parts in UTF-16', async () => {
    const xml = `<?xml version="1.0" encoding="UTF-16"?><worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`;
    const bytes = new Uint8Array(2 + xml.length * 2);
    const view = new DataView(bytes.buffer);
    view.setUint16(0, 0xfeff, true);
    for (let i = 0; i < xml.length; i++) view.setUint16(2 + i * 2, xml.charCodeAt(i), true);
    expect(grid(await sheetOf({ rows: bytes }))).toEqual(same);
  });

  it('finds parts by absolute, backslashed and oddly cased names', async () => {
    const files = {
      'xl/_rels/workbook.xml.rels': relations([['rId1', 'worksheet', '/xl/Sheets\\Data.XML']]),
      'xl/worksheets/sheet1.xml': null,
      'xl\\sheets\\data.xml': `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`,
    };
    expect(grid(await sheetOf({ files }))).toEqual(same);
  });

  it('finds the sheets by their customary names when the relations are missing', async () => {
    expect(grid(await sheetOf({ rows, files: { 'xl/_rels/workbook.xml.rels': null } }))).toEqual(same);
  });

  it('lists every tab in order with its state, chart sheets and modules as tabs without cells', async () => {
    const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    const list = [
      ['隐藏', 'rId1', 'hidden'],
      ['图表', 'rId2', 'show'],
      ['模块', '', 'visible'],
      ['深藏', 'rId3', 'veryHidden'],
      ['商户 &amp; 门店', 'rId4', 'visible'],
    ];
    const sheets = list.map(([n, id, s], i) => `<sheet name="${n}" sheetId="${i + 1}" state="${s}" r:id="${id}"/>`);
    const data = `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`;
    const files = {
      'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${office}"><sheets>${sheets.join('')}</sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': relations([
        ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
        ['rId2', 'chartsheet', 'chartsheets/sheet1.xml'],
        ['rId3', 'worksheet', 'worksheets/sheet3.xml'],
        ['rId4', 'worksheet', 'worksheets/sheet4.xml'],
      ]),
      'xl/worksheets/sheet3.xml': data,
      'xl/worksheets/sheet4.xml': data,
    };
    const read = unwrap(await readSpreadsheet(buildBook({ files }), 'x'));
    expect(read.sheets.map((s) => [s.name, s.hidden, s.rowCount])).toEqual([
      ['隐藏', true, 0],
      ['图表', false, 0],
      ['模块', false, 0],
      ['深藏', true, 1],
      ['商户 & 门店', false, 1],
    ]);
  });

  it('reads the dates of 1904 from the workbook and not from an extension of it', async () => {
    const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    const workbook = `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${office}"><workbookPr date1904="true"/><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets><extLst><ext xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"><x15:workbookPr chartTrackingRefBase="1"/></ext></extLst></workbook>`;
    const files = { 'xl/workbook.xml': workbook };
    const dates = '<row><c s="1"><v>41332</v></c></row>';
    expect(grid(await sheetOf({ rows: dates, formats: ['yyyy-mm-dd'], files }))).toEqual([['2017-02-28']]);
  });

  it('tells .xlsm by what is inside, whatever its name', async () => {
    const types = `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>`;
    const read = unwrap(await readSpreadsheet(buildBook({ rows, files: { '[Content_Types].xml': types } }), 'x.xlsx'));
    expect(read.format).toBe('xlsm');
  });
});

describe('workbooks that are not whole', () => {
  it.each([
    ['a shared string that is not there', { rows: '<row><c t="s"><v>5</v></c></row>' }, 'file.damaged'],
    ['a sheet part that is not there', { files: { 'xl/worksheets/sheet1.xml': null } }, 'file.damaged'],
    [
      'a sheet cut short',
      { rows: `${HEAD}<worksheet xmlns="${MAIN}"><sheetData><row><c><v>1</v></c>` },
      'file.damaged',
    ],
    ['tags that do not match', { rows: '<row><c><v>1</c></v></row>' }, 'file.damaged'],
    [
      'a text that is not UTF-8',
      {
        rows: strToU8(
          '<?xml version="1.0"?><worksheet><sheetData><row><c t="str"><v>\xd6\xd0</v></c></row></sheetData></worksheet>',
          true,
        ),
      },
      'file.damaged',
    ],
    [
      'no sheets',
      { files: { 'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}"><sheets/></workbook>` } },
      'file.no_sheets',
    ],
    [
      'a DOCTYPE in the sheet',
      {
        rows: `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet xmlns="${MAIN}"><sheetData><row><c t="str"><v>&a;</v></c></row></sheetData></worksheet>`,
      },
      'file.forbidden_xml',
    ],
    [
      'an external entity in the strings',
      {
        strings: `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst xmlns="${MAIN}"><si><t>&a;</t></si></sst>`,
      },
      'file.forbidden_xml',
    ],
    ['an entity nobody declared', { strings: '<si><t>&nbsp;</t></si>' }, 'file.damaged'],
    [
      'a DOCTYPE in the workbook',
      { files: { 'xl/workbook.xml': `<!DOCTYPE workbook><workbook xmlns="${MAIN}"/>` } },
      'file.forbidden_xml',
    ],
  ])('refuses %s', async (_, parts, code) => {
    expect(await refusal(buildBook(parts))).toBe(code);
  });

  it('reads a sheet with no rows as a sheet with no rows', async () => {
    const sheet = await readSheet(buildBook({ rows: `${HEAD}<worksheet xmlns="${MAIN}"><sheetData/></worksheet>` }));
    expect([sheet.rowCount, sheet.columnCount, sheet.cell(0, 0)]).toEqual([0, 0, '']);
  });
});
