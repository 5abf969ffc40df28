import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { detectFormat, readSpreadsheet } from '@renderer/workers/sheet/reader';
import { buildBook, grid, HEAD, MAIN, readSheet, refusal } from './workbook-builder';

const rows = '<row r="1"><c r="A1"><v>1</v></c></row>';
const good = buildBook({ rows });

function find(bytes: Uint8Array, signature: number, from = 0): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = from; i + 4 <= bytes.length; i++) if (view.getUint32(i, true) === signature) return i;
  throw new Error('signature not found');
}

/** A copy of a zip with something changed in each of its central directory entries. */
function patchDirectory(bytes: Uint8Array, patch: (view: DataView, at: number) => void): Uint8Array {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  let at = find(copy, 0x02014b50);
  while (at + 46 < copy.length && view.getUint32(at, true) === 0x02014b50) {
    const next =
      at + 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    patch(view, at);
    at = next;
  }
  return copy;
}

/** The same archive with its directory in zip64 form. */
function asZip64(bytes: Uint8Array): Uint8Array {
  const end = find(bytes, 0x06054b50);
  const old = new DataView(bytes.buffer, bytes.byteOffset + end);
  const record = new DataView(new ArrayBuffer(76));
  record.setUint32(0, 0x06064b50, true);
  record.setBigUint64(4, 44n, true);
  record.setBigUint64(24, BigInt(old.getUint16(10, true)), true);
  record.setBigUint64(32, BigInt(old.getUint16(10, true)), true);
  record.setBigUint64(40, BigInt(old.getUint32(12, true)), true);
  record.setBigUint64(48, BigInt(old.getUint32(16, true)), true);
  record.setUint32(56, 0x07064b50, true);
  record.setBigUint64(64, BigInt(end), true);
  record.setUint32(72, 1, true);
  const tail = bytes.slice(end);
  const view = new DataView(tail.buffer);
  view.setUint16(8, 0xffff, true);
  view.setUint16(10, 0xffff, true);
  view.setUint32(12, 0xffffffff, true);
  view.setUint32(16, 0xffffffff, true);
  return new Uint8Array([...bytes.subarray(0, end), ...new Uint8Array(record.buffer), ...tail]);
}

describe('archives', () => {
  it('reads zip64, and an archive with bytes glued before it', async () => {
    expect(grid(await readSheet(asZip64(good)))).toEqual([['1']]);
    expect(grid(await readSheet(new Uint8Array([...strToU8('\r\n<br>'), ...good])))).toEqual([['1']]);
    expect(grid(await readSheet(new Uint8Array([...good, ...strToU8('trailing')])))).toEqual([['1']]);
  });

  it('refuses a wrong checksum', async () => {
    expect(await refusal(patchDirectory(good, (v, at) => v.setUint32(at + 16, 0x12345678, true)))).toBe('file.damaged');
    const stored = zipSync(unzipSync(good), { level: 0 });
    expect(await refusal(stored)).toBe('ok');
    expect(await refusal(patchDirectory(stored, (v, at) => v.setUint32(at + 16, 1, true)))).toBe('file.damaged');
  });

  it('refuses encryption and compression methods it does not know', async () => {
    expect(await refusal(patchDirectory(good, (v, at) => v.setUint16(at + 8, 1, true)))).toBe('file.encrypted');
    expect(await refusal(patchDirectory(good, (v, at) => v.setUint16(at + 10, 12, true)))).toBe(
      'file.unsupported_format',
    );
  });

  it('refuses a size that is not the size', async () => {
    expect(await refusal(patchDirectory(good, (v, at) => v.setUint32(at + 24, 1, true)))).toBe('file.damaged');
  });

  it('refuses truncation wherever it happens', async () => {
    for (let length = 4; length < good.length; length += 97) {
      const code = await refusal(good.subarray(0, length));
      expect(code, `${length} bytes`).toBe('file.truncated');
    }
  });

  it('never throws and never shows an empty table when bytes are changed at random', async () => {
    let seed = 7;
    for (let i = 0; i < 300; i++) {
      const broken = good.slice();
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      broken[seed % broken.length]! ^= 1 << (seed % 8);
      const result = await readSpreadsheet(broken, 'x');
      if (result.ok) expect(result.value.sheets[0]!.rowCount).toBe(1);
      else expect(result.error.code).toMatch(/^file\./);
    }
  });

  it('refuses doubled names and paths that leave the archive', async () => {
    const twice = zipSync({ 'xl/workbook.xml': strToU8('a'), 'XL/Workbook.xml': strToU8('b') });
    expect(await refusal(twice)).toBe('file.damaged');
    expect(await refusal(zipSync({ '../evil.xml': strToU8('a') }))).toBe('file.damaged');
    expect(await refusal(zipSync({ 'C:/evil.xml': strToU8('a') }))).toBe('file.damaged');
  });

  it('refuses a hundred thousand tiny entries at once', async () => {
    const entries = Object.fromEntries(Array.from({ length: 60_000 }, (_, i) => [`f${i}`, new Uint8Array(0)]));
    expect(await refusal(zipSync(entries, { level: 0 }))).toBe('file.bomb');
  });

  it('knows a zip that is no workbook, and an empty one', async () => {
    const photos = zipSync({ 'a.txt': strToU8('hello') });
    expect(await detectFormat(photos)).toBe('zip');
    expect(await refusal(photos)).toBe('file.archive');
    const packed = zipSync({ 'a.txt': strToU8('x'), '账单/商户.csv': strToU8('a,b') });
    expect(await readSpreadsheet(packed, 'x')).toEqual({
      ok: false,
      error: { code: 'file.archive', params: { inside: '账单/商户.csv' } },
    });
    expect(await refusal(zipSync({}))).toBe('file.damaged');
  });
});

describe('bombs and giants', () => {
  it('stops inflating a bomb long before it is unpacked', async () => {
    const rowsXml = `<row>${'<c s="1"/>'.repeat(99)}</row>`;
    const bomb = buildBook({ rows: rowsXml.repeat(8_000) });
    expect(bomb.length).toBeLessThan(60_000);
    expect(await refusal(bomb)).toBe('file.bomb');
  });

  it('refuses a part of forty small ones that add up', async () => {
    const filler = '<row><c><v>1</v></c><!-- x --></row>'.repeat(100_000);
    const files = { 'xl/styles.xml': `${HEAD}<styleSheet xmlns="${MAIN}">${' '.repeat(20_000_000)}</styleSheet>` };
    expect(await refusal(buildBook({ rows: filler, files }))).toBe('file.bomb');
  });

  it('refuses a cell longer than any cell, in every place a cell can be', async () => {
    const words = Array.from({ length: 700_000 }, (_, i) => i.toString(36)).join(' ');
    const long = 'x'.repeat(32_768);
    expect(await refusal(buildBook({ strings: `<si><t>${words}</t></si>` }))).toBe('file.cell_too_long');
    expect(await refusal(buildBook({ strings: `<si><t>${long}</t></si>` }))).toBe('file.cell_too_long');
    expect(await refusal(buildBook({ strings: `<si><!-- --><t>${long}</t></si>` }))).toBe('file.cell_too_long');
    expect(await refusal(buildBook({ rows: `<row><c t="str"><v>${long}</v></c></row>` }))).toBe('file.cell_too_long');
    const most = await readSheet(buildBook({ rows: `<row><c t="str"><v>${'x'.repeat(32_767)}</v></c></row>` }));
    expect(most.cell(0, 0).length).toBe(32_767);
  });

  it('counts rows and columns that are used, not where they are', async () => {
    const row = (cells: number) => `<row>${'<c><v>1</v></c>'.repeat(cells)}</row>`;
    expect(await refusal(buildBook({ rows: row(16_384) }))).toBe('ok');
    expect(await refusal(buildBook({ rows: row(16_385) }))).toBe('file.damaged');
    const many = Array.from({ length: 200_001 }, (_, i) => `<row r="${i + 1}"><c><v>${i}</v></c></row>`).join('');
    expect(await refusal(buildBook({ rows: many }))).toBe('file.too_many_rows');
  });

  it('refuses elements nested without end at once', async () => {
    const started = performance.now();
    expect(await refusal(buildBook({ rows: '<a>'.repeat(200_000) + '</a>'.repeat(200_000) }))).toBe('file.damaged');
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  it('refuses positions beyond the last row and column', async () => {
    expect(await refusal(buildBook({ rows: '<row><c r="XFE1"><v>1</v></c></row>' }))).toBe('file.damaged');
    expect(await refusal(buildBook({ rows: '<row r="1048577"><c><v>1</v></c></row>' }))).toBe('file.damaged');
  });

  it('does not expand entities', async () => {
    const levels = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
    const strings = `<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY l0 "lol">${levels}]><sst xmlns="${MAIN}"><si><t>&l9;</t></si></sst>`;
    expect(await refusal(buildBook({ strings }))).toBe('file.forbidden_xml');
  });

  it('refuses a file over 50 MiB without looking into it', async () => {
    expect(await refusal(new Uint8Array(50 * 1024 * 1024 + 1))).toBe('file.too_large');
  });

  it('stops when it is told to, and says how far it is until then', async () => {
    const book = buildBook({
      rows: Array.from({ length: 20_000 }, (_, i) => `<row><c><v>${i}</v></c></row>`).join(''),
    });
    const seen: number[] = [];
    const onProgress = (done: number, total: number) => seen.push(done / total);
    expect(await refusal(book, 'x', { onProgress, isCancelled: () => seen.length > 1 })).toBe('operation.cancelled');
    expect(seen.every((part, i) => part > 0 && part <= 1 && part >= (seen[i - 1] ?? 0))).toBe(true);
  });
});

describe('formats that are known and not read', () => {
  const bytes = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));
  const ole = (stream: string) => {
    const file = new Uint8Array(1_024);
    file.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    for (let i = 0; i < stream.length; i++) file[512 + i * 2] = stream.charCodeAt(i);
    file[512 + 64] = stream.length * 2 + 2;
    file[512 + 66] = 2;
    return file;
  };
  const zipOf = (...names: string[]) => zipSync(Object.fromEntries(names.map((name) => [name, strToU8('x')])));

  it.each([
    ['PDF', bytes('%PDF-1.7\n')],
    ['PNG', bytes('\x89PNG\r\n\x1a\n\0\0')],
    ['SYLK (.slk)', bytes('ID;PWXL;N;E\r\nC;Y1;X1;K"a"\r\n')],
    ['DIF', bytes('TABLE\r\n0,1\r\n"EXCEL"\r\n')],
    ['MHTML (.mht)', bytes('MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n')],
    ['JSON', bytes('[{"name": "a"}]')],
    ['RTF', bytes('{\\rtf1 a}')],
    ['Lotus 1-2-3 (.wk1)', bytes('\0\0\x02\0\x06\x04\x06\0\x08\0')],
    ['dBASE (.dbf)', bytes('\x03\x5f\x07\x1a\x02\0\0\0\x61\0\x09\0' + '\0'.repeat(20) + 'NAME\0')],
    ['Word (.docx)', zipOf('[Content_Types].xml.bak', 'word/document.xml')],
    ['Apple Numbers (.numbers)', zipOf('Index/Document.iwa', 'preview.jpg')],
    ['Word (.doc)', ole('WordDocument')],
    ['Gnumeric', bytes('<?xml version="1.0"?><gmr:Workbook xmlns:gmr="http://www.gnumeric.org/v10.dtd"/>')],
    ['XML', bytes('<?xml version="1.0"?><invoice/>')],
  ])('names %s when it refuses it', async (format, file) => {
    expect(await readSpreadsheet(file, 'x.xls')).toEqual({
      ok: false,
      error: { code: 'file.unsupported_format', params: { format } },
    });
  });

  it.each(['ID;Phone;Name\r\n1;1380000000;a\r\n', 'ID;P;Name\n1;2;3\n', 'ID;Product\nB;2\n'])(
    'takes %j for a table, though it begins as SYLK does',
    async (text) => {
      expect(await detectFormat(bytes(text))).toBe('csv');
    },
  );

  it.each([
    ['Rar!', bytes('Rar!\x1a\x07\0')],
    ['7z', bytes('7z\xbc\xaf\x27\x1c')],
    ['gzip', bytes('\x1f\x8b\x08\0')],
  ])('says that %s wants unpacking first', async (_, file) => {
    expect(await refusal(file)).toBe('file.archive');
  });

  it('finds the workbook of a compound file whatever the case of its name', async () => {
    expect(await detectFormat(ole('WORKBOOK'))).toBe('xls');
    expect(await detectFormat(ole('BOOK'))).toBe('xls');
    expect(await detectFormat(ole('EncryptedPackage'))).toBe('encrypted');
  });
});

describe('what is not a workbook', () => {
  it.each([
    ['nothing', new Uint8Array(0), 'file.empty', 'unknown'],
    ['blank lines', strToU8('\r\n \r\n'), 'file.empty', 'csv'],
    ['a PDF', strToU8('%PDF-1.7\n1 0 obj'), 'file.unsupported_format', 'unknown'],
    [
      'a picture',
      Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0),
      'file.unsupported_format',
      'unknown',
    ],
    ['random bytes', Uint8Array.from({ length: 999 }, (_, i) => (i * 7919) % 251), 'file.unreadable', 'csv'],
    ['an XML of something else', strToU8('<?xml version="1.0"?><invoice/>'), 'file.unsupported_format', 'unknown'],
    [
      'a web page without a table',
      strToU8('<!DOCTYPE html><html><body>登录超时</body></html>'),
      'file.html_not_table',
      'unknown',
    ],
    [
      'a compound file that is no workbook',
      Uint8Array.from({ length: 2048 }, (_, i) => [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][i] ?? 0),
      'file.unsupported_format',
      'unknown',
    ],
  ])('refuses %s', async (_, bytes, code, format) => {
    expect([await refusal(bytes), await detectFormat(bytes)]).toEqual([code, format]);
  });
});
