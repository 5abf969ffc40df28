import fc from 'fast-check';
import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { NotPlain } from '@renderer/workers/sheet/xlsx/byte-scan';
import { carefulSheet, carefulStrings } from '@renderer/workers/sheet/xlsx/careful';
import { CellSink } from '@renderer/workers/sheet/xlsx/cell-sink';
import { PLAIN } from '@renderer/workers/sheet/xlsx/number-format';
import { SheetScanner } from '@renderer/workers/sheet/xlsx/scan-sheet';
import { StringScanner } from '@renderer/workers/sheet/xlsx/scan-strings';
import { StringTable } from '@renderer/workers/sheet/xlsx/string-table';
import { textXml } from '@renderer/workers/sheet/xlsx-parts';
import { grid, HEAD, MAIN } from './workbook-builder';

interface Scanner {
  feed(bytes: Uint8Array): void;
  finish(): void;
}

function feedIn(scanner: Scanner, bytes: Uint8Array, piece: number): void {
  for (let at = 0; at < bytes.length; at += piece) scanner.feed(bytes.subarray(at, at + piece));
  scanner.finish();
}

function readWith(make: (sink: CellSink) => Scanner, xml: Uint8Array, piece: number): string[][] {
  const strings = new StringTable();
  feedIn(new StringScanner(strings, 1), strToU8(`<sst xmlns="${MAIN}"><si><t>甲</t></si><si><t/></si></sst>`), piece);
  strings.finish();
  const sink = new CellSink({ strings, styles: [PLAIN, { type: 'percent', decimals: 2 }], date1904: false });
  feedIn(make(sink), xml, piece);
  return grid(sink.cells.finish('S', false, strings, sink.merges));
}

/** `null` where the scanner leaves the part to the general parser. */
function readFast(xml: Uint8Array, piece: number): string[][] | null {
  try {
    return readWith((sink) => new SheetScanner(sink, 1), xml, piece);
  } catch (error) {
    if (error instanceof NotPlain) return null;
    throw error;
  }
}

const SHEET = strToU8(
  `\ufeff${HEAD}<worksheet xmlns="${MAIN}"><cols><col min="1" max="2"/></cols><sheetData><row r="1" spans="1:6"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>0.006</v></c><c r="C1" t="inlineStr"><is><r><t>富</t></r><rPh sb="0" eb="1"><t>x</t></rPh><r><t xml:space="preserve"> 文本&amp;_x000D_\r\n</t></r></is></c><c r="D1" s="1"/><c r="E1" t="str"><f>A1&amp;"&gt;"</f><v>𠮷&lt;</v></c><c r="F1" t="s"><v>1</v></c></row><row r="2"/><row r="3"><c r="A3"><v>-12.5</v></c><c r="B3"><v>0.30000000000000004</v></c></row></sheetData><mergeCells><mergeCell ref="A3:B3"/></mergeCells><dataValidations><dataValidation prompt="a > b"/></dataValidations></worksheet>`,
);
const SEEN = [
  ['甲', '0.60%', '富 文本&\r\n', '', '𠮷<'],
  ['', '', '', '', ''],
  ['-12.5', '', '', '', ''],
];

/** A cell as a writer might spell it: its attributes but the reference, what it holds, where and how the reference stands. */
interface SpelledCell {
  content: readonly [attributes: string, inner: string];
  place: 'next' | 'unsaid' | 'spaced' | 'row below';
  blank: string;
}

function spelled(rows: readonly SpelledCell[][], prefix: string): string {
  const rowXml = rows.map((cells, r) => {
    const cellXml = cells.map(({ content: [attributes, inner], place, blank }, c) => {
      const ref = `r="${String.fromCharCode(65 + c)}${r + (place === 'row below' ? 2 : 1)}"`;
      const gap = place === 'spaced' ? '  ' : ' ';
      const open = `${blank}<c${place === 'unsaid' ? '' : gap + ref}${attributes}`;
      return inner === '' ? `${open}/>` : `${open}>${inner}</c>`;
    });
    return `<row r="${r + 1}">${cellXml.join('')}</row>`;
  });
  const xml = `<worksheet><sheetData>${rowXml.join('')}</sheetData></worksheet>`;
  if (prefix === '') return xml;
  return xml
    .replace(/<(\/?)(?=[a-z])/g, `<$1${prefix}:`)
    .replace(`<${prefix}:worksheet`, `$& xmlns:${prefix}="${MAIN}"`);
}

describe('reading a part piece by piece', () => {
  it('gives the same cells wherever the pieces are cut', () => {
    for (let piece = 1; piece < 80; piece++) {
      expect(readWith((sink) => new SheetScanner(sink, 1), SHEET, piece)).toEqual(SEEN);
      expect(readWith((sink) => carefulSheet(sink), SHEET, piece)).toEqual(SEEN);
    }
  });

  it('does not take the text before along when a cell is cut, nor what an earlier window left behind it', () => {
    const cell = (i: number) => `<c t="inlineStr"><is><t${i % 3 ? '' : ' xml:space="preserve"'}>值${i}</t></is></c>`;
    const row = Array.from({ length: 20 }, (_, i) => cell(i)).join('');
    const xml = strToU8(`${HEAD}<worksheet><sheetData>${`<row>${row}</row>`.repeat(25)}</sheetData></worksheet>`);
    const expected = Array.from({ length: 25 }, () => Array.from({ length: 20 }, (_, i) => `值${i}`));
    for (const window of [1, 64, 500, 4_096]) {
      for (const piece of [1, 7, 64, 333, 1_000]) {
        expect(readWith((sink) => new SheetScanner(sink, window), xml, piece)).toEqual(expected);
      }
    }
  });

  it('sees the same cells as the general parser, however they are spelled', () => {
    const number = fc.constantFrom(
      '0',
      '-0',
      '7',
      '007',
      '1.50',
      '-12.5',
      '0.0038',
      '1E-7',
      '45292',
      '123456789012345678',
      ' 5 ',
    );
    const style = fc.constantFrom('', ' s="0"', ' s="1"', ' s="9"');
    const content = fc.oneof(
      fc.tuple(style, number).map(([s, n]) => [s, `<v>${n}</v>`] as const),
      fc.tuple(style, number).map(([s, n]) => [`${s} t="n"`, `<v>${n}</v>`] as const),
      fc.tuple(style, fc.constantFrom('0', '1')).map(([s, n]) => [`${s} t="s"`, `<v>${n}</v>`] as const),
      fc.constantFrom('0', ' 0 ').map((n) => [' t="s" s="1"', `<v>${n}</v>`] as const),
      fc
        .constantFrom('值', '', 'a&lt;_x0041_', '<![CDATA[<]]>')
        .map((t) => [' s="1" t="inlineStr"', `<is><t xml:space="preserve">${t}</t></is>`] as const),
      fc.constantFrom('文', '12').map((t) => [' t="str"', `<f>A1</f><v>${t}</v>`] as const),
      fc.constantFrom<readonly [string, string]>(
        [' s="1"', ''],
        ['', '<f>A1</f>'],
        [' t="b"', '<v>1</v>'],
        [' t="e"', '<v>#N/A</v>'],
      ),
    );
    const cell: fc.Arbitrary<SpelledCell> = fc.record({
      content,
      place: fc.constantFrom<SpelledCell['place']>('next', 'unsaid', 'spaced', 'row below'),
      blank: fc.constantFrom('', ' ', '\n'),
    });
    const rows = fc.array(fc.array(cell, { maxLength: 6 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(rows, fc.constantFrom('', 'x'), fc.integer({ min: 1, max: 60 }), (cells, prefix, piece) => {
        const xml = strToU8(spelled(cells, prefix));
        const expected = readWith((sink) => carefulSheet(sink), xml, piece);
        expect(readFast(xml, piece) ?? expected).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('reads the same from the fast scanner, the general parser and what was written', () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 }).filter((s) => s !== '');
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 50 }), (texts, piece) => {
        const xml = strToU8(`<sst>${texts.map((t) => `<si>${textXml(t)}</si>`).join('')}</sst>`);
        const fast = new StringTable();
        const slow = new StringTable();
        feedIn(new StringScanner(fast, 1), xml, piece);
        feedIn(carefulStrings(slow), xml, piece);
        fast.finish();
        slow.finish();
        expect(texts.map((_, i) => fast.get(i))).toEqual(texts);
        expect(texts.map((_, i) => slow.get(i))).toEqual(texts);
      }),
    );
  });
});
