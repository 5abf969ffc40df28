import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { FileChunks } from '@shared/contracts/sheet';
import { columnName, textXml } from '@renderer/workers/sheet/xlsx-parts';

export function joined(chunks: FileChunks): Uint8Array {
  return new Uint8Array(Buffer.concat(chunks));
}

/** Parts of a written workbook as text, by name. */
export function partsOf(bytes: Uint8Array): Record<string, string> {
  return Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]));
}

/** The workbook with one part rewritten, as somebody's program would have left it. */
export function withPart(bytes: Uint8Array, name: string, change: (xml: string) => string): Uint8Array {
  const parts = unzipSync(bytes);
  const before = strFromU8(parts[name]!);
  const after = change(before);
  if (after === before) throw new Error(`${name} was to be changed`);
  return zipSync({ ...parts, [name]: strToU8(after) });
}

/** Types rows of text into the first sheet, below what stands there; columns from A. */
export function withRows(bytes: Uint8Array, rows: readonly (readonly string[])[]): Uint8Array {
  return withPart(bytes, 'xl/worksheets/sheet1.xml', (xml) => {
    const last = Math.max(...[...xml.matchAll(/<row r="(\d+)"/g)].map(([, r]) => Number(r)));
    const added = rows.map((cells, i) => rowXml(last + 1 + i, cells)).join('');
    return xml.replace('</sheetData>', `${added}</sheetData>`);
  });
}

/** Types over cells of the first sheet; by reference, as in `A2`. */
export function withCells(bytes: Uint8Array, cells: Readonly<Record<string, string>>): Uint8Array {
  return withPart(bytes, 'xl/worksheets/sheet1.xml', (xml) =>
    Object.entries(cells).reduce(
      (text, [ref, value]) => text.replace(new RegExp(`<c r="${ref}".*?(?:</c>|/>)`), cellXml(ref, value)),
      xml,
    ),
  );
}

function rowXml(r: number, cells: readonly string[]): string {
  return `<row r="${r}">${cells.map((text, c) => (text === '' ? '' : cellXml(`${columnName(c)}${r}`, text))).join('')}</row>`;
}

function cellXml(ref: string, text: string): string {
  return `<c r="${ref}" s="2" t="inlineStr"><is>${textXml(text)}</is></c>`;
}
