import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTsv, parseTsv } from '@renderer/ui/tsv';

describe('cells on the clipboard', () => {
  it('are read as a spreadsheet wrote them: the last line break belongs to the last row', () => {
    expect(parseTsv('a\tb\r\nc\td\r\n')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    expect(parseTsv('a\n\nb')).toEqual([['a'], [''], ['b']]);
    expect(parseTsv('a\t')).toEqual([['a', '']]);
    expect(parseTsv('')).toEqual([['']]);
  });

  it('keep line breaks, tabs and quotes inside quotes', () => {
    expect(parseTsv('"杭州市\n西湖区"\t"a ""b"""\nnext')).toEqual([['杭州市\n西湖区', 'a "b"'], ['next']]);
  });

  it('take a stray quote for a character', () => {
    expect(parseTsv('"12寸"披萨\tx')).toEqual([['"12寸"披萨', 'x']]);
    expect(parseTsv('"open\tx')).toEqual([['"open', 'x']]);
  });

  it('come back as they went', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', '\t', '\n', '\r', '中') });
    const block = fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
      .chain(([rows, cols]) =>
        fc.array(fc.array(cell, { minLength: cols, maxLength: cols }), { minLength: rows, maxLength: rows }),
      );
    fc.assert(
      fc.property(block, (rows) => {
        expect(parseTsv(`${formatTsv(rows)}\r\n`)).toEqual(rows);
      }),
    );
  });
});
