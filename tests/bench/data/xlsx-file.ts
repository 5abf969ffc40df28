import { crc32, createDeflateRaw, deflateRawSync } from 'node:zlib';
import { once } from 'node:events';
import { merchant } from '@shared/entities/merchant';
import { sourceMerchant } from './merchant-source';
import { COLUMN_FIELDS } from './vocabulary';

/** `shared`: strings in one table, as Excel, WPS and LibreOffice write; `inline`: in the cells, as many exporters do. */
export type StringStyle = 'shared' | 'inline';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** A list of `rows` merchants x 20 columns as .xlsx; written here by hand so that the reader meets a stranger's file. */
export async function buildMerchantsXlsx(rows: number, style: StringStyle): Promise<Buffer> {
  const strings = new Map<string, number>();
  const sheet = await deflated(sheetXml(rows, style, strings));
  const parts: [string, Deflated][] = [
    ['[Content_Types].xml', small(contentTypes(style))],
    ['_rels/.rels', small(relationships(['officeDocument', 'xl/workbook.xml']))],
    ['xl/workbook.xml', small(workbookXml())],
    ['xl/_rels/workbook.xml.rels', small(relationships(...workbookParts(style)))],
    ['xl/styles.xml', small(stylesXml())],
    ['xl/worksheets/sheet1.xml', sheet],
  ];
  if (style === 'shared') parts.push(['xl/sharedStrings.xml', await deflated(stringsXml(strings))]);
  return zip(parts);
}

function* sheetXml(rows: number, style: StringStyle, strings: Map<string, number>): Generator<string> {
  const text = (value: string, ref: string): string => {
    if (style === 'inline') return `<c r="${ref}" s="3" t="inlineStr"><is><t>${escape(value)}</t></is></c>`;
    let index = strings.get(value);
    if (index === undefined) strings.set(value, (index = strings.size));
    return `<c r="${ref}" s="3" t="s"><v>${index}</v></c>`;
  };
  const headers = COLUMN_FIELDS.map((field) => merchant.fields[field].zh);
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>`;
  yield `<row r="1">${headers.map((h, c) => text(h, `${column(c)}1`)).join('')}</row>`;
  let piece = '';
  for (let i = 0; i < rows; i++) {
    const cells = sourceMerchant(i).cells.map((cell, c) => {
      const ref = `${column(c)}${i + 2}`;
      if (typeof cell === 'string') return text(cell, ref);
      return 'percent' in cell
        ? `<c r="${ref}" s="2"><v>${cell.percent}</v></c>`
        : `<c r="${ref}" s="1"><v>${cell.serial}</v></c>`;
    });
    piece += `<row r="${i + 2}">${cells.join('')}</row>`;
    if (piece.length > 1 << 18) {
      yield piece;
      piece = '';
    }
  }
  yield `${piece}</sheetData></worksheet>`;
}

function* stringsXml(strings: Map<string, number>): Generator<string> {
  yield `${HEAD}<sst xmlns="${MAIN}" uniqueCount="${strings.size}">`;
  let piece = '';
  for (const value of strings.keys()) {
    piece += `<si><t>${escape(value)}</t></si>`;
    if (piece.length > 1 << 18) {
      yield piece;
      piece = '';
    }
  }
  yield `${piece}</sst>`;
}

function workbookXml(): string {
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${REL}"><sheets><sheet name="商户列表" sheetId="1" r:id="rId1"/></sheets></workbook>`;
}

function workbookParts(style: StringStyle): [string, string][] {
  const parts: [string, string][] = [
    ['worksheet', 'worksheets/sheet1.xml'],
    ['styles', 'styles.xml'],
  ];
  return style === 'shared' ? [...parts, ['sharedStrings', 'sharedStrings.xml']] : parts;
}

function relationships(...targets: [string, string][]): string {
  const items = targets.map(
    ([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${REL}/${type}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${items.join('')}</Relationships>`;
}

function contentTypes(style: StringStyle): string {
  const part = (name: string, type: string) => `<Override PartName="/xl/${name}" ContentType="${TYPES}.${type}+xml"/>`;
  const strings = style === 'shared' ? part('sharedStrings.xml', 'sharedStrings') : '';
  return (
    `${HEAD}<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    `${part('workbook.xml', 'sheet.main')}${part('worksheets/sheet1.xml', 'worksheet')}${part('styles.xml', 'styles')}${strings}</Types>`
  );
}

/** Formats by index: 0 general, 1 date, 2 percent, 3 text. */
function stylesXml(): string {
  const formats = [0, 164, 10, 49].map((id) => `<xf numFmtId="${id}" applyNumberFormat="1" xfId="0"/>`).join('');
  return (
    `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>` +
    '<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills>' +
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
    `<cellXfs count="4">${formats}</cellXfs></styleSheet>`
  );
}

function column(index: number): string {
  return String.fromCharCode(65 + index);
}

function escape(text: string): string {
  return /[&<>]/.test(text) ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') : text;
}

interface Deflated {
  bytes: Buffer;
  size: number;
  crc: number;
}

function small(text: string): Deflated {
  const raw = Buffer.from(text);
  return { bytes: deflateRawSync(raw), size: raw.length, crc: crc32(raw) };
}

async function deflated(pieces: Iterable<string>): Promise<Deflated> {
  const stream = createDeflateRaw({ level: 6 });
  const out: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => out.push(chunk));
  let size = 0;
  let crc = 0;
  for (const piece of pieces) {
    const raw = Buffer.from(piece);
    size += raw.length;
    crc = crc32(raw, crc);
    if (!stream.write(raw)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'end');
  return { bytes: Buffer.concat(out), size, crc };
}

function zip(parts: readonly [string, Deflated][]): Buffer {
  const body: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, part] of parts) {
    const name = Buffer.from(path);
    const header = entryHeader(name.length, part);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), header, name, part.bytes]);
    const central = Buffer.alloc(14);
    central.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), header, central, name);
    body.push(local);
    offset += local.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...body, index, end]);
}

/** The 26 bytes both headers of an entry share: version needed, flags, method, time, date, crc, sizes, name length, extra length. */
function entryHeader(nameLength: number, part: Deflated): Buffer {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(20, 0);
  header.writeUInt16LE(0x800, 2);
  header.writeUInt16LE(8, 4);
  header.writeUInt16LE(0x5c21, 8);
  header.writeUInt32LE(part.crc, 10);
  header.writeUInt32LE(part.bytes.length, 14);
  header.writeUInt32LE(part.size, 18);
  header.writeUInt16LE(nameLength, 22);
  return header;
}
