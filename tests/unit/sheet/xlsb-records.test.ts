import { unzipSync, zipSync } from 'fflate';
import { utils, write } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { disarmBiff12 } from '@renderer/workers/sheet/binary/biff12';
import { readSpreadsheet } from '@renderer/workers/sheet/reader';
import { unwrap } from '@shared/kernel/result';
import { grid, refusal } from './workbook-builder';

const u32 = (n: number) => [n & 0xff, (n >>> 8) & 0xff, (n >>> 16) & 0xff, n >>> 24];
const text = (value: string) => [
  ...u32(value.length),
  ...[...value].flatMap((c) => [c.charCodeAt(0) & 0xff, c.charCodeAt(0) >>> 8]),
];

function record(type: number, ...pieces: number[][]): number[] {
  const body = pieces.flat();
  const size = body.length < 0x80 ? [body.length] : [(body.length & 0x7f) | 0x80, body.length >>> 7];
  return [...(type < 0x80 ? [type] : [(type & 0x7f) | 0x80, type >>> 7]), ...size, ...body];
}

const style = [0, 0, 0, 0];
const at = (column: number) => [...u32(column), ...style];
const row = (number: number) => record(0x00, u32(number), u32(0), [0, 0, 0, 0, 0]);
const label = (column: number, value: string) => record(0x06, at(column), text(value));

/** An .xlsb whose one sheet holds these records. */
function book(...records: number[][]): Uint8Array {
  const sheet = utils.aoa_to_sheet([['x']]);
  const made = write({ SheetNames: ['S'], Sheets: { S: sheet } }, { type: 'array', bookType: 'xlsb' }) as ArrayBuffer;
  const parts = unzipSync(new Uint8Array(made));
  const name = Object.keys(parts).find((part) => part.endsWith('sheet1.bin'))!;
  return zipSync({ ...parts, [name]: Uint8Array.from(records.flat()) });
}

async function shown(bytes: Uint8Array): Promise<string[][]> {
  return grid(unwrap(await readSpreadsheet(bytes, 'x.xlsb')).sheets[0]!);
}

describe('the records of an .xlsb', () => {
  it('are read: text, numbers, results of formulas without the formulas, rich text plain', async () => {
    const half = [0, 0, 0, 0, 0, 0, 0xe0, 0x3f];
    const endless = u32(0xffffffff);
    const bytes = book(
      row(0),
      label(0, '青禾'),
      record(0x05, at(1), half),
      record(0x09, at(2), half, [0, 0], endless),
      record(0x08, at(3), text('r'), [0, 0], endless),
      record(0x0a, at(4), [1], [0, 0], endless),
      record(0x0b, at(5), [0x2a], [0, 0], endless),
      record(0x3e, at(6), [1], text('rich'), endless),
    );
    expect(await shown(bytes)).toEqual([['青禾', '0.5', '0.5', 'r', 'TRUE', '#N/A', 'rich']]);
  });

  it('keep their column where it is left out, behind blanks too', async () => {
    const bytes = book(
      row(0),
      label(0, 'a'),
      record(0x0c, style),
      record(0x11, style, text('c')),
      row(1),
      record(0x01, at(2)),
      record(0x11, style, text('d')),
    );
    expect(await shown(bytes)).toEqual([
      ['a', '', 'c', ''],
      ['', '', '', 'd'],
    ]);
  });

  it('of later versions are passed over, with all that is in them', async () => {
    const bytes = book(row(0), record(0x23), record(0x23), label(0, 'no'), record(0x24), record(0x24), label(1, 'b'));
    expect(await shown(bytes)).toEqual([['', 'b']]);
  });

  it.each([
    ['text longer than its record', [row(0), record(0x06, at(0), u32(0xffffffff), [0x61, 0])]],
    ['a record longer than its part', [row(0), label(0, 'a'), [0x06, 0xff, 0xff, 0x7f, 1]]],
    ['a record whose length is cut off', [row(0), label(0, 'a'), [0x06, 0x80]]],
    ['a column that does not exist', [row(0), label(16_384, 'a')]],
    ['a row that does not exist', [row(1_048_576), label(0, 'a')]],
    ['a number cut short', [row(0), record(0x05, at(0), [1, 2])]],
    ['a block that never ends', [row(0), record(0x23), label(0, 'a')]],
    ['a block that ends twice', [row(0), label(0, 'a'), record(0x24)]],
    ['a merged range from right to left', [row(0), label(0, 'a'), record(0xb0, u32(0), u32(0), u32(4), u32(0))]],
    ['a shared string that is not there', [row(0), record(0x07, at(0), u32(900))]],
  ])('are refused as damaged: %s', async (_, records) => {
    expect(await refusal(book(...records))).toBe('file.damaged');
  });

  it('count their rows by use', async () => {
    const sheet = unwrap(await readSpreadsheet(book(row(900_000), label(0, 'a')), 'x.xlsb')).sheets[0]!;
    expect([sheet.rowCount, sheet.cell(900_000, 0)]).toEqual([900_001, 'a']);
  });

  it('say that other bytes are none of them', () => {
    expect(disarmBiff12(new TextEncoder().encode('printer settings, and whatever else'))).toBeNull();
  });

  it('may lie beside parts that are no records', async () => {
    const parts = unzipSync(book(row(0), label(0, 'a')));
    const odd = {
      'xl/printerSettings/printerSettings1.bin': Uint8Array.of(0x80),
      'xl/vbaProject.bin': Uint8Array.of(9),
    };
    expect(await shown(zipSync({ ...parts, ...odd }))).toEqual([['a']]);
  });
});
