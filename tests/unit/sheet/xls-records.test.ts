import { CFB, utils, write, type BookType } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { disarmBiff } from '@renderer/workers/sheet/binary/biff';
import { readOleStream } from '@renderer/workers/sheet/binary/ole';
import { FileFailure } from '@renderer/workers/sheet/limits';
import { readSpreadsheet } from '@renderer/workers/sheet/reader';
import { unwrap } from '@shared/kernel/result';
import { grid, refusal } from './workbook-builder';

type Piece = number[] | string;

const u16 = (n: number) => [n & 0xff, (n >>> 8) & 0xff];
const u32 = (n: number) => [...u16(n & 0xffff), ...u16(n >>> 16)];
const narrow = (text: string) => [...text].map((c) => c.charCodeAt(0));
const wide = (text: string) => [...text].flatMap((c) => u16(c.charCodeAt(0)));

function record(type: number, ...pieces: Piece[]): number[] {
  const body = pieces.flatMap((piece) => (typeof piece === 'string' ? narrow(piece) : piece));
  return [...u16(type), ...u16(body.length), ...body];
}

const bof = (kind: number) => record(0x0809, u16(0x0600), u16(kind), u32(0), u32(0), u32(0));
const EOF = record(0x000a);
const cell = (row: number, column: number) => [...u16(row), ...u16(column), ...u16(0)];
const string = (text: string) => [...u16(text.length), 0, ...narrow(text)];
const strings = (claimed: number, ...pieces: Piece[]) => record(0x00fc, u32(claimed), u32(claimed), ...pieces);
const shared = (row: number, index: number) => record(0x00fd, cell(row, 0), u32(index));
const goesOn = (...pieces: Piece[]) => record(0x003c, ...pieces);

/** A bare stream of BIFF8: what stands before the sheets, and what stands in the one sheet. */
function stream(globals: number[][], sheet: number[][]): Uint8Array {
  const before = [...bof(0x0005), ...globals.flat()];
  const name = 'S';
  const place = before.length + 4 + 8 + name.length + EOF.length;
  const boundSheet = record(0x0085, u32(place), [0, 0, name.length, 0], name);
  return Uint8Array.from([...before, ...boundSheet, ...EOF, ...bof(0x0010), ...sheet.flat(), ...EOF]);
}

async function shown(bytes: Uint8Array): Promise<string[][]> {
  return grid(unwrap(await readSpreadsheet(bytes, 'x.xls')).sheets[0]!);
}

describe('the records of a .xls', () => {
  it('are read: shared strings, labels, numbers, results of formulas', async () => {
    const bytes = stream(
      [strings(2, string('a'), [...u16(2), 1, ...wide('青禾')])],
      [
        shared(0, 0),
        shared(1, 1),
        record(0x0204, cell(2, 0), string('label')),
        record(0x0203, cell(3, 0), [0, 0, 0, 0, 0, 0, 0xf8, 0x3f]),
        record(0x0006, cell(4, 0), [0, 0, 0, 0, 0, 0, 0, 0x40], u16(0), u32(0), u16(3), [0x1e, 2, 0]),
        record(0x0006, cell(5, 0), [0, 0, 0, 0, 0, 0, 0xff, 0xff], u16(0), u32(0), u16(3), [0x1e, 2, 0]),
        record(0x0207, string('=result')),
      ],
    );
    expect(await shown(bytes)).toEqual([['a'], ['青禾'], ['label'], ['1.5'], ['2'], ['=result']]);
  });

  it('say anew how wide their letters are where a string goes on in the next record', async () => {
    const bytes = stream(
      [strings(2, [...u16(6), 0], 'ab'), goesOn([1], wide('青禾')), goesOn([0], 'yz', string('next'))],
      [shared(0, 0), shared(1, 1)],
    );
    expect(await shown(bytes)).toEqual([['ab青禾yz'], ['next']]);
  });

  it('may claim more strings than there are, and hold runs and extras of rich text', async () => {
    const rich = [...u16(1), 0x0c, ...u16(1), ...u32(3), 0x62, ...[0, 0, 0, 0], ...[9, 9, 9]];
    const bytes = stream([strings(0xffffffff, rich, string('c'))], [shared(0, 0), shared(1, 1)]);
    expect(await shown(bytes)).toEqual([['b'], ['c']]);
  });

  it.each([
    ['a record longer than the file', stream([[...u16(0x00e0), ...u16(60_000)]], [])],
    ['a string longer than the records that hold it', stream([strings(1, u16(9), [0], 'abc')], [shared(0, 0)])],
    ['half a letter at the end', stream([strings(1, u16(2), [1], 'abc')], [shared(0, 0)])],
    ['extras of rich text without end', stream([strings(1, u16(1), [4], u32(0x7fffffff), 'a')], [shared(0, 0)])],
    ['a string without its length', stream([strings(2, string('a'), [7])], [shared(0, 0)])],
    ['a label longer than its record', stream([], [record(0x0204, cell(0, 0), u16(900), [0], 'abc')])],
    ['a number cut short', stream([], [record(0x0203, cell(0, 0), [1, 2, 3])])],
    ['a formula cut short', stream([], [record(0x0006, cell(0, 0), u32(0), u32(0), u16(0), [0])])],
    ['more merged ranges than there are', stream([], [shared(0, 0), record(0x00e5, u16(900), u32(0))])],
    ['a string that is not there', stream([strings(1, string('a'))], [shared(0, 7)])],
  ])('are refused as damaged: %s', async (_, bytes) => {
    expect(await refusal(bytes)).toBe('file.damaged');
  });

  it('do not let a formula, a name or a drawing run', async () => {
    const endless = [0xff, 0xff, 0x1e, 0x01];
    const bytes = stream(
      [record(0x0018, u16(0x20), [0, 9], u16(0xffff), endless), record(0x01b6, endless), record(0x0896, endless)],
      [
        record(0x0006, cell(0, 0), [0, 0, 0, 0, 0, 0, 0, 0x40], u16(0), u32(0), endless),
        record(0x01b8, u16(0), u16(0xffff), u16(0), u16(0xff), endless),
        record(0x005d, endless),
        record(0x0200, u32(0), u32(0xffffffff), u16(0), u16(0xffff), u16(0)),
      ],
    );
    expect(await shown(bytes)).toEqual([['2']]);
  });

  it('are called encrypted when a password closes them', async () => {
    expect(await refusal(stream([record(0x002f, u16(0), u32(0))], []))).toBe('file.encrypted');
  });

  it.each(['biff8', 'biff5', 'biff4', 'biff3', 'biff2'] as BookType[])('of an honest %s all stay', async (bookType) => {
    const sheet = utils.aoa_to_sheet([
      ['Name', 'Rate', 'Day', 'Open'],
      ['Green Grain', 0.5, { t: 'n', v: 45_838, z: 'yyyy-mm-dd' }, true],
      ['x'.repeat(200), 1e21, -1, { t: 'e', v: 42 }],
    ]);
    const bytes = new Uint8Array(
      write({ SheetNames: ['S'], Sheets: { S: sheet } }, { type: 'array', bookType }) as ArrayBuffer,
    );
    expect(await shown(bytes)).toEqual([
      ['Name', 'Rate', 'Day', 'Open'],
      ['Green Grain', '0.5', '2025-06-30', 'TRUE'],
      ['x'.repeat(200), '1E+21', '-1', '#N/A'],
    ]);
  });

  it('keep their places, so that sheets are found', () => {
    const bytes = stream([record(0x0031, u16(200), 'font')], [shared(0, 0)]);
    const disarmed = disarmBiff(bytes);
    expect(disarmed).toHaveLength(bytes.length);
    expect(bytes).toEqual(stream([record(0x0031, u16(200), 'font')], [shared(0, 0)]));
  });
});

describe('a compound file', () => {
  const file = (...streams: [path: string, bytes: number][]): Uint8Array => {
    const book = (CFB as { utils: { cfb_new: () => object; cfb_add: (...args: unknown[]) => void } }).utils;
    const made = book.cfb_new();
    for (const [path, length] of streams)
      book.cfb_add(
        made,
        path,
        Uint8Array.from({ length }, (_, i) => i % 251),
      );
    return new Uint8Array((CFB as { write: (file: object, o: object) => ArrayBuffer }).write(made, { type: 'array' }));
  };

  it.each([10, 64, 65, 4_095, 4_096, 4_097, 100_000])('gives a stream of %i bytes back', (length) => {
    const bytes = file(['/Other', 700], ['/Workbook', length], ['/Third', 5_000]);
    expect(readOleStream(bytes, ['workbook', 'book'])).toEqual(Uint8Array.from({ length }, (_, i) => i % 251));
  });

  it('does not take the workbook inside an embedded object for its own', () => {
    expect(readOleStream(file(['/MBD0001/Workbook', 900], ['/Book', 500]), ['workbook', 'book'])).toHaveLength(500);
    expect(readOleStream(file(['/MBD0001/Workbook', 900]), ['workbook', 'book'])).toBeUndefined();
  });

  it('is damaged when a chain of sectors comes back to itself', () => {
    const bytes = file(['/Workbook', 100_000]);
    const view = new DataView(bytes.buffer);
    const table = (view.getInt32(76, true) + 1) * 512;
    // Every sector is followed by the first one.
    for (let i = 0; i < 128; i++) view.setInt32(table + i * 4, 0, true);
    expect(() => readOleStream(bytes, ['workbook'])).toThrow(FileFailure);
  });
});
